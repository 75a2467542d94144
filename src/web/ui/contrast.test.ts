// Reckons the contrast of every pair of text and ground that the shapes use, in every theme, from tokens.css (WCAG 2.2,
// relative luminance).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

/** Quotes are the formatter's matter. */
const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8').replaceAll("'", '"')
const NORMAL_MIN = 4.5
/** Lines of inputs and buttons, and the focus ring (WCAG 1.4.11). */
const LINE_MIN = 3

/** Colours of one block of tokens. */
function colours(selector: string): Record<string, string> {
  const at = css.indexOf(selector)
  assert.ok(at >= 0, `${selector} stands in tokens.css`)
  const block = css.slice(css.indexOf('{', at) + 1, css.indexOf('}', at))
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]))
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['ground', 'surface', 'raised']
const tones = ['accent', 'good', 'warn', 'bad', 'info']
const texts: readonly (readonly [text: string, ground: string])[] = [
  ...['ink', 'ink-soft', ...tones].flatMap((text) => ['ground', 'surface'].map((ground) => [text, ground] as const)),
  ['ink', 'raised'],
  ['ink-soft', 'raised'],
  ...tones.flatMap(
    (tone) =>
      [
        [`on-${tone}`, tone],
        ['ink', `${tone}-soft`],
        [tone, `${tone}-soft`],
      ] as const,
  ),
]

for (const theme of [
  ':root {',
  ':root[data-theme="auto"] {',
  ':root[data-theme="dark"] {',
  ':root[data-theme="contrast"] {',
]) {
  test(`contrast in ${theme.slice(0, -2)}`, () => {
    const found = colours(theme)
    for (const [text, ground] of texts)
      assert.ok(
        contrast(found[text], found[ground]) >= NORMAL_MIN,
        `${text} on ${ground}: ${contrast(found[text], found[ground]).toFixed(2)}`,
      )
    for (const ground of grounds)
      for (const line of ['line', 'focus'])
        assert.ok(
          contrast(found[line], found[ground]) >= LINE_MIN,
          `${line} on ${ground}: ${contrast(found[line], found[ground]).toFixed(2)}`,
        )
  })
}

test('the dark theme is the same, chosen or by the system', () => {
  assert.deepEqual(colours(':root[data-theme="auto"] {'), colours(':root[data-theme="dark"] {'))
})
