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

/** Writes for the house; sees what its context says. */
export const doorRole = 'muster_app'
/** Asks for people: it can read what the policies show it, and can never become the other. */
export const askerRole = 'muster_asker'

/**
 * What an asker sees of one view, as SQL: the county is theirs, and the row lies in their areas, or is about them or
 * their unit.
 */
export function visibility(visible: View['visible']): string {
  const asking = `tenant = ${setting('tenant')} and ${setting('scope')} = 'asker'`
  if (visible === 'tenant') return asking
  const ways = [
    // Codes have fixed widths, so "begins with" is "lies within".
    ...(visible.area ? [`${identifier(visible.area)} ^@ any ((${list('grants')})::text[])`] : []),
    ...(visible.person
      ? [`(${identifier(visible.person)} = ${setting('person')} and ${setting('person')} <> '')`]
      : []),
    ...(visible.unit ? [`${identifier(visible.unit)} = any ((${list('units')})::text[])`] : []),
  ]
  if (ways.length === 0) throw new Error('broken promise: a view says by which column it is narrowed')
  return `${asking} and (${ways.join(' or ')})`
}

/**
 * Statements that close a view's table: nothing without context, all of a county for the door, what the view says for
 * an asker. Run by the owner after `table`.
 */
export function policiesOf(view: Pick<View, 'name' | 'visible'>): string {
  const table = identifier(view.name)
  const door = `tenant = ${setting('tenant')} and ${setting('scope')} = 'door'`
  return (
    [
      `alter table ${table} enable row level security`,
      `alter table ${table} force row level security`,
      `create policy ${table}_door on ${table} to ${doorRole} using (${door}) with check (${door})`,
      `create policy ${table}_seen on ${table} for select to ${askerRole} using (${visibility(view.visible)})`,
      `grant select, insert, update, delete on ${table} to ${doorRole}`,
      `grant select on ${table} to ${askerRole}`,
    ].join(';\n') + ';'
  )
}
