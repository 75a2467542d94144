// Records of decisions have one form, so that a stranger finds the evidence and what would change it; and the list of
// them is whole.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { filesOf, root } from './tidy/source.ts'

const headings = ['Status', 'Context', 'Decision', 'Consequences', 'Evidence', 'What would change our mind']
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const records = filesOf('docs/decisions', /^\d{4}-[a-z0-9-]+\.md$/)
const numberOf = (file: string) => path.basename(file).slice(0, 4)

test('every record bears its number once, and has its six parts from status to what would change it', () => {
  assert.ok(records.length >= 30)
  const wrong = records.flatMap((file) => {
    const text = read(file)
    const sections = text.split(/^## /m)
    const found = sections.slice(1).map((section) => section.split('\n', 1)[0])
    const empty = sections.slice(1).filter((section) => section.split('\n').slice(1).join('').trim() === '')
    return [
      ...(text.startsWith(`# ${numberOf(file)} `) ? [] : [`${file}: the title does not begin with its number`]),
      ...(found.join() === headings.join() ? [] : [`${file}: has ${found.join(', ')}`]),
      ...(/^Status\n\n(Accepted|Proposed|Superseded by \d{4}), \d{4}-\d{2}-\d{2}[.;]/.test(sections[1] ?? '')
        ? []
        : [`${file}: the status is not “Accepted, year-month-day.”`]),
      ...empty.map((section) => `${file}: nothing under ${section.trim()}`),
    ]
  })
  assert.deepEqual(wrong, [])
  assert.equal(new Set(records.map(numberOf)).size, records.length, 'a number twice')
})

test('the list of records names each by number, file and title', () => {
  const listed = [...read('docs/decisions/README.md').matchAll(/^- \[(\d{4})\]\(([^)]+)\) (.+)$/gm)]
  assert.deepEqual(
    listed.map(([, number, file, title]) => `${file}: # ${number} ${title}`),
    records.map((file) => `${path.basename(file)}: ${read(file).split('\n', 1)[0]}`),
  )
})
