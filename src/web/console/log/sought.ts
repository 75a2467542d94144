// What an auditor looks for, as it stands in the address: it can be kept, sent on and gone back to.
import { lookKindNames, type LookKind } from '#domain/access/looks.ts'
import { isArea } from '#domain/kernel/area.ts'
import { fromInput } from '#domain/kernel/zone.ts'
import { preferences } from '#web/ui/preferences.ts'
import { narrowTo, place } from '#web/ui/router.ts'

export interface Sought {
  /** Who was shown, and who looked. */
  readonly person?: string
  readonly account?: string
  readonly within?: string
  readonly kind?: LookKind
  /** Days as inputs hold them: `2026-10-12`. */
  readonly from?: string
  readonly until?: string
  /** The row that is open. */
  readonly row?: string
}
type Name = keyof Sought

const DAY_MS = 86_400_000
const day = /^\d{4}-\d{2}-\d{2}$/
const fits: Readonly<Record<Name, (text: string) => boolean>> = {
  person: (text) => text.length <= 40,
  account: (text) => text.length <= 40,
  within: isArea,
  kind: (text) => lookKindNames.some((kind) => kind === text),
  from: (text) => day.test(text),
  until: (text) => day.test(text),
  row: (text) => /^\d{1,15}$/.test(text),
}
const names = Object.keys(fits) as Name[]

/** As the address has it; what does not fit is left out. @param person `#/log/<person>`, as other screens lead here */
export function soughtOf(query: URLSearchParams, person?: string): Sought {
  const given = names.flatMap((name): [string, string][] => {
    const text = query.get(name)
    return text && fits[name](text) ? [[name, text]] : []
  })
  return { ...(person && { person }), ...Object.fromEntries(given) }
}

/** Changes the address by this; the row that was open closes with another filter. */
export function seek(change: Sought): void {
  const now = soughtOf(place.value.query, place.value.path[1])
  narrowTo({ ...now, ...('row' in change ? {} : { row: undefined }), ...change })
}

/** What the question and the sheet are asked with. */
export function asked({ person, account, within, kind, from, until }: Sought) {
  return {
    person,
    account,
    within,
    kind,
    from: from === undefined ? undefined : fromInput(`${from}T00:00`),
    until: until === undefined ? undefined : fromInput(`${until}T00:00`) + DAY_MS,
  }
}

export const isFiltered = ({ row: _row, ...filters }: Sought): boolean => Object.values(filters).some(Boolean)

export function sheetAddress(sought: Sought): string {
  const query = new URLSearchParams({ language: preferences.value.language })
  for (const [name, value] of Object.entries(asked(sought))) if (value !== undefined) query.set(name, String(value))
  return `/v1/papers/access-log.xlsx?${query.toString()}`
}
