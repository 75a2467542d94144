// Rows put straight into a table by its owner, above every policy: what a test names, and anything plain in the rest.
import type pg from 'pg'

export interface Column {
  readonly name: string
  readonly type: string
}
export interface Table {
  readonly name: string
  readonly columns: readonly Column[]
}

const plain: Readonly<Record<string, unknown>> = {
  text: 'x',
  boolean: true,
  bytea: Buffer.from([0]),
  json: '{}',
  jsonb: '{}',
  ARRAY: ['x'],
  'timestamp with time zone': '2026-11-30',
  int8multirange: '{}',
  int4multirange: '{}',
}

/** Every table, with the columns that are not reckoned by the database. */
export async function tablesOf(owner: pg.Client): Promise<Table[]> {
  const { rows } = await owner.query<{ table: string; name: string; type: string }>(
    `select c.table_name as table, c.column_name as name, c.data_type as type
     from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
     order by 1, c.ordinal_position`,
  )
  const names = [...new Set(rows.map((row) => row.table))]
  return names.map((name) => ({ name, columns: rows.filter((row) => row.table === name) }))
}

/** What a column of the type may hold where nothing is said of it. */
export const plainOf = ({ type }: Column): unknown => plain[type] ?? 1

/** @returns the statement and its values; a row that stands already stays */
export function insertOf({ name, columns }: Table, valueOf: (column: Column) => unknown): [string, unknown[]] {
  const named = columns.map((column) => `"${column.name}"`).join(', ')
  const places = columns.map((_, n) => `$${n + 1}`).join(', ')
  return [`insert into "${name}" (${named}) values (${places}) on conflict do nothing`, columns.map(valueOf)]
}
