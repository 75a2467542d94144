// Which tables the SQL of a room's folder makes and names, read from its texts: for holding `reads` against it.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'
import { filesOf, root, walk, type Node } from './source.ts'

/** Texts of a file that are SQL or a piece of it, each hole a question mark. */
function sqlIn(file: string): string[] {
  const { program } = parseSync(file, readFileSync(path.join(root, file), 'utf8'))
  const texts: string[] = []
  walk(program, [], (node) => {
    if (node.type === 'Literal' && typeof node.value === 'string') texts.push(node.value)
    if (node.type === 'TemplateLiteral')
      texts.push(
        (node.quasis as unknown as (Node & { value: { cooked: string } })[]).map((one) => one.value.cooked).join(' ? '),
      )
  })
  return texts.filter(
    (text) => /\b(select|insert into|update|delete from|join|from|create table)\s/.test(text) && /[=$(]/.test(text),
  )
}

const also = '(?:\\s+(?:as\\s+)?[a-z]\\w*)?'
const named = new RegExp(
  `\\b(?:from|join|into|update|using|table)\\s+(?:only\\s+|lateral\\s+)?([a-z_]+)(${also}(?:\\s*,\\s*[a-z_]+${also})*)`,
  'g',
)

/** Tables that a text names: after the words that call for one, and what stands beside them by a comma. */
function* tablesOf(sql: string): Generator<string> {
  for (const [, first, rest] of sql.matchAll(named)) {
    yield first
    for (const [, more] of rest.matchAll(/,\s*([a-z_]+)/g)) yield more
  }
}

export interface Tables {
  readonly made: ReadonlySet<string>
  readonly named: ReadonlySet<string>
}

/** @param folder a room's, from the project's root */
export function tablesIn(folder: string): Tables {
  const [made, named] = [new Set<string>(), new Set<string>()]
  for (const file of filesOf(folder, /\.ts$/).filter((one) => !one.endsWith('.test.ts'))) {
    const texts = sqlIn(file)
    for (const text of texts) for (const [, table] of text.matchAll(/\bcreate table (\w+)/g)) made.add(table)
    // What a statement calls its own parts is no table, whatever its name.
    const parts = new Set(
      texts.flatMap((text) =>
        [...text.matchAll(/\b(\w+) (?:\([^()]*\) )?as (?:materialized )?\(/g)].map(([, name]) => name),
      ),
    )
    for (const text of texts) for (const table of tablesOf(text)) if (!parts.has(table)) named.add(table)
  }
  return { made, named }
}
