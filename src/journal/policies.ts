// Row-level security of the views, made from what each says of itself. PostgreSQL narrows every question again after
// the door has.
import type { View } from './view.ts'

// An empty entry becomes null and matches nothing. Each setting is read once a query, not once a row: a sub-select is
// evaluated before the scan.
const setting = (name: string) => `(select coalesce(current_setting('muster.${name}', true), ''))`
const list = (name: string) =>
  `(select string_to_array(coalesce(current_setting('muster.${name}', true), ''), ',', ''))`

/** Only identifiers of our own making stand here; anything else is our mistake. */
function identifier(name: string): string {
  if (!/^[a-z][a-z_]{0,62}$/.test(name)) throw new Error(`broken promise: ${name} names a table or column`)
  return name
}

/**
 * The rule of one view as SQL: the county is the asker's, and the row lies in their areas, or is about them or their
 * unit.
 */
export function visibility(visible: View['visible']): string {
  const county = `tenant = ${setting('tenant')}`
  const door = `${setting('scope')} = 'door'`
  if (visible === 'tenant') return `${county} and ${setting('scope')} in ('door', 'asker')`
  const ways = [
    // Codes have fixed widths, so "begins with" is "lies within".
    ...(visible.area ? [`${identifier(visible.area)} ^@ any ((${list('grants')})::text[])`] : []),
    ...(visible.person
      ? [`(${identifier(visible.person)} = ${setting('person')} and ${setting('person')} <> '')`]
      : []),
    ...(visible.unit ? [`${identifier(visible.unit)} = any ((${list('units')})::text[])`] : []),
  ]
  if (ways.length === 0) throw new Error('broken promise: a view says by which column it is narrowed')
  return `${county} and (${door} or (${setting('scope')} = 'asker' and (${ways.join(' or ')})))`
}

/**
 * Statements that close a view's table: nothing without context, writing by the door alone. Run by the owner after
 * `table`.
 */
export function policiesOf(view: Pick<View, 'name' | 'visible'>, role = 'muster_app'): string {
  const table = identifier(view.name)
  const door = `tenant = ${setting('tenant')} and ${setting('scope')} = 'door'`
  return (
    [
      `alter table ${table} enable row level security`,
      `alter table ${table} force row level security`,
      `create policy ${table}_seen on ${table} for select using (${visibility(view.visible)})`,
      `create policy ${table}_added on ${table} for insert with check (${door})`,
      `create policy ${table}_changed on ${table} for update using (${door}) with check (${door})`,
      `create policy ${table}_removed on ${table} for delete using (${door})`,
      `grant select, insert, update, delete on ${table} to ${identifier(role)}`,
    ].join(';\n') + ';'
  )
}
