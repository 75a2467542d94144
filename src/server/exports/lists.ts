// The registry's lists as offices keep them: people, units, registrations, each as one .xlsx. What one may not see is
// not in it: the same questions answer.
import { communityOf, within, type AreaId } from '#domain/kernel/area.ts'
import { clockText } from '#domain/kernel/zone.ts'
import type { Asker, Question, Tx } from '#journal/view.ts'
import type { Language } from '#words/languages.ts'
import { say } from '#server/imports/telling.ts'
import { list as personList, type PersonRow } from '#rooms/registry/views/persons.ts'
import { list as registrationList } from '#rooms/registry/views/registrations.ts'
import { list as unitList } from '#rooms/registry/views/units.ts'
import { writeSheets, type SheetToWrite } from '#papers/sheets.ts'

export const exportable = ['persons', 'units', 'registrations'] as const
export type Exportable = (typeof exportable)[number]

/** Pages of people asked for at most: 200,000 people at 5,000 a page. */
const pagesMax = 40

async function names(tx: Tx, tenant: string): Promise<(area: AreaId | null) => string> {
  const { rows } = await tx.query<{ area: AreaId; name: string }>(
    `select area, coalesce(name, area) as name from areas where tenant = $1`,
    [tenant],
  )
  const known = new Map(rows.map((row) => [row.area, row.name]))
  return (area) => (area ? (known.get(area) ?? area) : '')
}

/** Day and minute in China, which has one clock. */
const when = (at: number | null) => (at === null ? '' : clockText(at))

async function persons(tx: Tx, asker: Asker, scope: AreaId | undefined, language: Language): Promise<SheetToWrite> {
  const name = await names(tx, asker.actor.tenant)
  const rows: PersonRow[] = []
  let after: string | null = null
  for (let page = 0; page < pagesMax; page++) {
    const answer = await personList.ask(tx, { ...(scope && { within: scope }), ...(after && { after }) }, asker)
    rows.push(...(answer?.rows ?? []))
    after = answer?.after ?? null
    if (after === null) break
  }
  const list = (kind: 'skill' | 'availability', values: readonly string[]) =>
    values.map((value) => say(language, `${kind}.${value}`)).join('、')
  rows.sort(
    (a, b) => (a.unitName ?? '').localeCompare(b.unitName ?? '', 'zh-CN') || a.name.localeCompare(b.name, 'zh-CN'),
  )
  const heads = [
    'number',
    'name',
    'unit',
    'phone',
    'township',
    'home',
    'skills',
    'availability',
    'registered',
    'state',
  ].map((head) => say(language, `head.${head}`))
  return {
    name: say(language, 'sheet.persons'),
    title: `${name(scope ?? asker.actor.tenant)} ${say(language, 'sheet.persons')}`,
    heads,
    widths: [6, 12, 30, 16, 14, 26, 20, 20, 26, 12],
    rows: rows.map((row, i) => [
      String(i + 1),
      row.name,
      row.unitName ?? '',
      row.phone ?? '',
      name(within(row.home, 'township') ?? null),
      name(communityOf(row.home)),
      list('skill', row.skills),
      list('availability', row.availability),
      name(row.community),
      row.registration ? say(language, `state.${row.registration}`) : '',
    ]),
  }
}

async function units(tx: Tx, asker: Asker, scope: AreaId | undefined, language: Language): Promise<SheetToWrite> {
  const name = await names(tx, asker.actor.tenant)
  const answer = await unitList.ask(tx, scope ? { within: scope } : {}, asker)
  return {
    name: say(language, 'sheet.units'),
    title: `${name(scope ?? asker.actor.tenant)} ${say(language, 'sheet.units')}`,
    widths: [6, 34, 26, 12, 12, 14, 40],
    heads: ['number', 'unit-name', 'area', 'liaison', 'persons', 'registered-persons', 'registered'].map((head) =>
      say(language, `head.${head}`),
    ),
    rows: (answer?.rows ?? []).map((row, i) => [
      String(i + 1),
      row.name,
      name(row.area),
      row.liaisonName ?? '',
      String(row.persons),
      String(row.registered),
      row.registrations
        .filter((each) => each.state === 'accepted')
        .map((each) => name(each.community))
        .join('、'),
    ]),
  }
}

async function registrations(
  tx: Tx,
  asker: Asker,
  scope: AreaId | undefined,
  language: Language,
): Promise<SheetToWrite> {
  const name = await names(tx, asker.actor.tenant)
  const answer = await registrationList.ask(tx, scope ? { within: scope } : {}, asker)
  return {
    name: say(language, 'sheet.registrations'),
    title: `${name(scope ?? asker.actor.tenant)} ${say(language, 'sheet.registrations')}`,
    widths: [6, 8, 30, 30, 26, 20, 18, 18],
    heads: ['number', 'kind', 'subject', 'unit', 'registered', 'state', 'asked-at', 'answered-at'].map((head) =>
      say(language, `head.${head}`),
    ),
    rows: (answer?.rows ?? []).map((row, i) => [
      String(i + 1),
      say(language, `kind-of.${row.kind}`),
      row.name,
      row.unitName ?? '',
      name(row.community),
      say(language, `state.${row.state}`) + (row.why ? `:${say(language, `why.${row.why}`)}` : ''),
      when(row.askedAt),
      when(row.answeredAt),
    ]),
  }
}

const writers = { persons, units, registrations }

/** The questions whose rules an export obeys. */
export const exportQuestion: Readonly<Record<Exportable, Question>> = {
  persons: personList,
  units: unitList,
  registrations: registrationList,
}

/** @param tx a transaction that the database narrows to the asker */
export async function exportList(
  what: Exportable,
  tx: Tx,
  asker: Asker,
  scope: AreaId | undefined,
  language: Language,
): Promise<Buffer> {
  return writeSheets([await writers[what](tx, asker, scope, language)])
}
