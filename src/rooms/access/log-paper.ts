// The access log as a sheet to be kept or handed on: what the filter finds, in words. Whom each row showed is counted
// and not named: a row is opened for that.
import { levelOf, type AreaId } from '#domain/kernel/area.ts'
import { clockText, dayText } from '#domain/kernel/zone.ts'
import type { Asker, Tx } from '#journal/view.ts'
import type { PaperPart } from '#papers/paper.ts'
import type { Made } from '#papers/hand-over.ts'
import { shell } from '#words/console/shell.ts'
import type { Language } from '#words/languages.ts'
import { looked } from '#words/looked.ts'
import { printed } from '#words/printed.ts'
import { findLogRows, type LogSought } from './views/access-log.ts'

const words = await printed(looked)
const offices = await printed(shell)
const heads = ['number', 'at', 'name', 'roles', 'what', 'area', 'persons', 'households', 'source'] as const
const rowsMax = 5_000

/** A row's matter in words; the code where a newer house wrote it. */
function whatOf(what: string, language: Language): string {
  const [before, after] = what.split(':')
  const known = (key: string, code: string) => words.find(language, `${key}.${code}`) ?? code
  if (after === undefined) return known('what', what)
  const say = words.in(language)
  if (before === 'refused') return say('refused', { what: known('what', after) })
  return say('refused-order', { room: known('room', after) })
}

/** Names of the areas that rows are about. */
async function namesOf(tx: Tx, tenant: string, areas: readonly AreaId[]): Promise<(area: AreaId) => string> {
  const { rows } = await tx.query<{ area: AreaId; name: string | null }>(
    'select area, name from areas where tenant = $1 and area = any($2)',
    [tenant, [...new Set(areas)]],
  )
  const known = new Map(rows.map((row) => [row.area, row.name]))
  return (area) => known.get(area) ?? area
}

/** What was asked for, a line each: a sheet says of itself what is not in it. */
async function askedFor(tx: Tx, { actor, vault }: Asker, sought: LogSought, language: Language): Promise<string[]> {
  const say = words.in(language)
  const ids = [sought.person, sought.account].filter((id) => id !== undefined)
  const names = await vault.open<{ name: string }>(tx, 'person', ids)
  const nameOf = (id: string) => names.get(id)?.name ?? id
  const areaOf = await namesOf(tx, actor.tenant, sought.within ? [sought.within] : [])
  return [
    ...(sought.person ? [say('filter.person', { name: nameOf(sought.person) })] : []),
    ...(sought.account ? [say('filter.account', { name: nameOf(sought.account) })] : []),
    ...(sought.within ? [say('filter.within', { area: areaOf(sought.within) })] : []),
    ...(sought.kind ? [say('filter.kind', { kind: say(`kind.${sought.kind}`) })] : []),
    ...(sought.from === undefined ? [] : [say('filter.from', { at: dayText(sought.from) })]),
    // Up to the beginning of the day after.
    ...(sought.until === undefined ? [] : [say('filter.until', { at: dayText(sought.until - 1) })]),
  ]
}

export async function logPaper(tx: Tx, asker: Asker, sought: LogSought, language: Language): Promise<Made> {
  const say = words.in(language)
  const rows = await findLogRows(tx, asker.actor, sought, rowsMax + 1, asker.vault)
  const shown = rows.slice(0, rowsMax)
  const areaOf = await namesOf(
    tx,
    asker.actor.tenant,
    shown.map((row) => row.area),
  )
  const part: PaperPart = {
    title: say('title'),
    lines: [
      ...(await askedFor(tx, asker, sought, language)),
      ...(rows.length > rowsMax ? [say('cut', { n: rowsMax })] : []),
      say('printed', { at: clockText(asker.now) }),
    ],
    after: [],
    tables: [
      {
        heads: heads.map((head) => say(`h.${head}`)),
        widths: [8, 17, 12, 18, 26, 22, 6, 8, 18],
        rows: shown.map((row) => [
          String(row.number),
          clockText(row.at),
          row.account === '' ? say('nobody') : row.name,
          row.roles.map((role) => offices.find(language, `role.${role}`) ?? role).join('、'),
          whatOf(row.what, language),
          levelOf(row.area) === 'county' ? '' : areaOf(row.area),
          String(row.persons),
          String(row.households),
          row.source,
        ]),
      },
    ],
  }
  // Who looked, and whom the filter names: their records were opened.
  return { paper: { name: say('title'), cut: null, parts: [part] }, shows: {} }
}
