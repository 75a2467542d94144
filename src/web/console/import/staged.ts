// The import desk as the console asks it: a file goes up, mapping and choices are changed, all of it is committed or
// nothing.
import type { Field, ListKind } from '#server/imports/fields.ts'
import type { Act, Choice, PlannedRow, Summary } from '#server/imports/plan.ts'
import { noticed } from '#web/console/session/expired.ts'
import { type Answer, call } from '#web/api/api.ts'
import { preferences } from '#web/ui/preferences.ts'

/** Reading and planning 50,000 rows takes the server up to a minute. */
const PATIENCE_MS = 120_000

export type { Act, Choice, Field, ListKind, PlannedRow }
export type Columns = Readonly<Partial<Record<Field, number>>>

/** A file on the desk, as the server tells it. */
export interface Staged {
  readonly id: string
  readonly fileName: string
  readonly sheets: readonly { readonly name: string; readonly rows: number; readonly recognised: boolean }[]
  /** What cannot be seen in the office program and is not taken in. */
  readonly hidden: { readonly sheets: readonly string[]; readonly rows: number; readonly where: string }
  readonly sheet: number
  readonly kind: ListKind
  readonly heads: readonly {
    readonly column: number
    readonly letters: string
    readonly text: string
    readonly samples: readonly string[]
  }[]
  readonly columns: Columns
  readonly fields: readonly { readonly field: Field; readonly required: boolean }[]
  /** The mapping was kept from an earlier list with these headings. */
  readonly fromSaved: boolean
  readonly summary: Summary
  readonly ready: boolean
  readonly expiresAt: number
  readonly committed: { readonly commands: number; readonly rows: number; readonly leftOut: number } | null
}

export type Show = 'all' | 'problems' | Act

export interface Page {
  readonly rows: readonly PlannedRow[]
  readonly pages: number
  readonly total: number
}

const at = (id: string, rest = '') => `/v1/imports/${id}${rest}`

async function noticing<T>(answering: Promise<Answer<T>>): Promise<Answer<T>> {
  return noticed(await answering)
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The name of a file may name people: it travels in a header, which no log keeps. */
export function upload(file: File): Promise<Answer<Staged>> {
  const body = new Blob([file], { type: /\.xlsx$/i.test(file.name) ? XLSX : 'application/octet-stream' })
  return noticing(
    call('POST', '/v1/imports', body, {
      patience: PATIENCE_MS,
      headers: { 'x-file-name': encodeURIComponent(file.name) },
    }),
  )
}

const patient = { patience: PATIENCE_MS }
export const rowsOf = (id: string, show: Show, page: number): Promise<Answer<Page>> =>
  noticing(call('GET', at(id, `/rows?show=${show}&page=${page}`)))
export const mapColumns = (
  id: string,
  change: { sheet?: number; kind?: ListKind; columns?: Columns; keep?: boolean },
): Promise<Answer<Staged>> => noticing(call('PUT', at(id, '/mapping'), change, patient))
export const chooseRows = (
  id: string,
  choices: readonly { row: number; choice: Choice | null }[],
  all?: Choice,
): Promise<Answer<Staged>> => noticing(call('PUT', at(id, '/choices'), { choices, all }, patient))
export const correctCells = (id: string, cells: readonly { cell: string; value: string }[]): Promise<Answer<Staged>> =>
  noticing(call('PUT', at(id, '/cells'), { cells }, patient))
export const commit = (id: string, leaveOut: boolean): Promise<Answer<Staged>> =>
  noticing(call('POST', at(id, '/commit'), { leaveOut }, patient))
export const discard = (id: string): Promise<Answer<unknown>> => noticing(call('DELETE', at(id)))
export const failingAddress = (id: string) => at(id, `/failed-rows.xlsx?language=${preferences.value.language}`)
