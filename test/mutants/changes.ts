// The changes that test/mutants.ts makes: thirteen kinds, anywhere but in texts, comments, patterns and types.

export interface Change {
  readonly file: string
  /** Offset in the file. */
  readonly at: number
  readonly line: number
  readonly kind: string
  /** The changed line, as it reads now. */
  readonly said: string
  readonly was: string
  readonly text: string
}

/** What is looked for in code whose texts are blanked, and what stands there instead. */
const kinds: readonly (readonly [kind: string, find: RegExp, put: (found: string) => string])[] = [
  ['=== → !==', /===/g, () => '!=='],
  ['!== → ===', /!==/g, () => '==='],
  ['<= → <', / <= /g, () => ' < '],
  ['< → <=', / < /g, () => ' <= '],
  ['>= → >', / >= /g, () => ' > '],
  ['> → >=', / > /g, () => ' >= '],
  ['&& → ||', / && /g, () => ' || '],
  ['|| → &&', / \|\| /g, () => ' && '],
  ['+ → -', / \+ (?=[\w(])/g, () => ' - '],
  ['- → +', / - (?=[\w(])/g, () => ' + '],
  ['! left out', /!(?=[\w(])/g, () => ''],
  ['true ↔ false', /\b(true|false)\b/g, (found) => (found === 'true' ? 'false' : 'true')],
  ['n → n + 1', /(?<![\w.$])\d[\d_]*(?![\w.])/g, (found) => String(Number(found.replaceAll('_', '')) + 1)],
]

/** Letters that a `/` must follow to begin a pattern and not to divide. */
const beforePattern = /[(,=:[!&|?{};+\n]\s*$|\breturn\s*$/

const textual = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g
const pattern = /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g

const blank = (text: string) => text.replace(/[^\n]/g, ' ')

/** The same length, with blanks where a change would say nothing: texts, comments, patterns. */
export function masked(text: string): string {
  const bare = text.replace(textual, blank)
  return bare.replace(pattern, (found, at: number) => (beforePattern.test(bare.slice(0, at)) ? blank(found) : found))
}

/** Lines that are types alone, imports, or an assertion about ourselves. */
const silent = /^\s*(import|export type|type|interface|readonly \w+\??:|\| )|\bas const\b|^\s*\w+\??: (true|false)$/

/** Every change there is in a file. */
export function changesIn(file: string, text: string): Change[] {
  const bare = masked(text)
  const lines = text.split('\n')
  const starts: number[] = [0]
  for (const line of lines) starts.push(starts.at(-1)! + line.length + 1)
  const lineAt = (at: number) => starts.findIndex((start, n) => at >= start && at < starts[n + 1])
  return kinds.flatMap(([kind, find, put]) =>
    [...bare.matchAll(find)].flatMap((found): Change[] => {
      const at = found.index
      const line = lineAt(at)
      if (silent.test(lines[line])) return []
      const changed = text.slice(0, at) + put(found[0]) + text.slice(at + found[0].length)
      return [{ file, at, line: line + 1, kind, said: changed.split('\n')[line].trim(), was: text, text: changed }]
    }),
  )
}
