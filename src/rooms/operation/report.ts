// The report of a round: coverage with its numerator, where its denominator comes from and how it is counted, by area
// and community; why doors were not done; the hours of the day. It is the public edition: small groups are hidden as on
// the board.
import type { BoardAnswer, BoardRow } from '#rooms/board/questions.ts'
import { hide } from '#domain/kernel/hide.ts'
import { clockText } from '#domain/kernel/zone.ts'
import type { Paper, PaperPart, PaperTable } from '#papers/paper.ts'
import type { Tx } from '#journal/view.ts'
import type { RoundAnswer } from './views/rounds.ts'
import { doorStates, type DoorState } from '#domain/visit/terms.ts'
import type { Language } from '#words/languages.ts'
import { printed } from '#words/printed.ts'
import { sheets } from '#words/sheets.ts'
import { visit } from '#words/visit.ts'

const sheetWords = await printed(sheets)
const visitWords = await printed(visit)

type Say = ReturnType<typeof sheetWords.in>
interface Asked {
  readonly tx: Tx
  readonly tenant: string
  readonly round: string
  readonly area: string
  readonly now: number
  readonly language: Language
  readonly say: Say
  readonly askBoard: AskBoard
}

/** The board's own answer: the report and the screens say the same. */
export type AskBoard = (area: string, round: string) => Promise<BoardAnswer | undefined>

const number = (n: number | null | undefined) => (n === null || n === undefined ? '—' : String(n))
const share = (n: number | null, of: number) =>
  n === null || of === 0 ? '—' : `${(Math.floor((n / of) * 1_000) / 10).toFixed(1)} %`
/** Digits of a township's code. */
const townshipDigits = 9

const coverageHeads = [
  'area',
  'sampled',
  'residents',
  'share',
  'doors',
  'doors-of',
  'came',
  'registered',
  'members',
] as const
function coverageTable(
  say: Say,
  rows: readonly (readonly [name: string, row: Omit<BoardRow, 'area' | 'name'>])[],
): PaperTable {
  return {
    heads: coverageHeads.map((key) => say(key)),
    widths: [20, 9, 9, 9, 9, 9, 9, 9, 9],
    rows: rows.map(([name, row]) => [
      name,
      number(row.sampled.n),
      String(row.sampled.of),
      share(row.sampled.n, row.sampled.of),
      number(row.doors.n),
      String(row.doors.of),
      number(row.came),
      number(row.registered.n),
      String(row.registered.of),
    ]),
  }
}

/** What became of the doors on the list: the reasons for which they were not done stand beside those that were. */
async function doorsPart({ tx, tenant, round, area, language, say }: Asked): Promise<PaperPart | undefined> {
  const { rows } = await tx.query<{ state: DoorState; n: number }>(
    `select state, count(*)::int as n
     from door_visits
     where tenant = $1 and round = $2 and planned and household ^@ $3
     group by state`,
    [tenant, round, area],
  )
  const total = rows.reduce((sum, row) => sum + row.n, 0)
  if (total === 0) return undefined
  const cells = doorStates.map((state) => ({ n: rows.find((row) => row.state === state)?.n ?? 0 }))
  const { hidden, total: hides } = hide(cells, { n: total })
  const said = cells.map(({ n }, at) => [
    visitWords.find(language, `state.${doorStates[at]}`) ?? doorStates[at],
    number(hidden.has(at) ? null : n),
    hidden.has(at) ? '—' : share(n, total),
  ])
  return {
    title: say('outcomes'),
    lines: [say('outcomes-said')],
    tables: [
      {
        heads: [say('outcome'), say('doors-n'), say('share-of')],
        widths: [24, 14, 14],
        rows: [...said, [say('total'), number(hides ? null : total), '']],
      },
    ],
    after: [],
  }
}

function hoursPart(board: BoardAnswer, say: Say): PaperPart | undefined {
  if (board.hours.length === 0) return undefined
  const rows = board.hours.map((hour) => [
    clockText(hour.at),
    number(hour.taken),
    number(hour.came),
    number(hour.knocked),
  ])
  return {
    title: say('hours'),
    lines: [say('hours-said')],
    tables: [{ heads: [say('hour'), say('taken'), say('came'), say('knocked')], widths: [24, 14, 14, 14], rows }],
    after: [],
  }
}

/** A county's report names its communities, township by township; a township's own rows are communities already. */
async function communitiesPart(
  { round, area, say, askBoard }: Asked,
  board: BoardAnswer,
): Promise<PaperPart | undefined> {
  if (area.length >= townshipDigits) return undefined
  const tables: PaperTable[] = []
  for (const township of board.rows) {
    const own = await askBoard(township.area, round)
    if (own && own.rows.length > 0)
      tables.push(
        coverageTable(say, [
          ...own.rows.map((row) => [row.name, row] as const),
          [say('total-of', { area: own.name }), own.total],
        ]),
      )
  }
  return tables.length > 0 ? { title: say('communities'), lines: [], tables, after: [] } : undefined
}

/** Musters that were blown in the area while the round lasted, drills left out. */
async function whistlesLine(
  { tx, tenant, area, say }: Asked,
  { starts, ends }: RoundAnswer['round'],
): Promise<string[]> {
  const {
    rows: [{ n, needed, filled }],
  } = await tx.query<{ n: number; needed: number; filled: number }>(
    `select count(*)::int as n, coalesce(sum(needed), 0)::int as needed, count(filled_at)::int as filled
     from musters
     where tenant = $1 and area ^@ $2 and not drill and blown_at >= $3 and blown_at < $4`,
    [tenant, area, starts, ends],
  )
  return n > 0 ? [say('whistles', { n, needed, filled })] : []
}

/** @param area county or township: what it is about. @returns undefined where there is no such round or area */
export async function roundReport(
  tx: Tx,
  tenant: string,
  round: RoundAnswer,
  area: string,
  now: number,
  language: Language,
  askBoard: AskBoard,
): Promise<Paper | undefined> {
  const say = sheetWords.in(language)
  const asked: Asked = { tx, tenant, round: round.round.round, area, now, language, say, askBoard }
  const board = await askBoard(area, round.round.round)
  if (!board) return undefined
  const title = say('report', { name: round.round.operationName, n: round.round.number })
  const provisional = !['closed', 'reported'].includes(round.round.state)
  const main: PaperPart = {
    title: provisional ? say('provisional-title', { title }) : title,
    lines: [
      ...(provisional ? [say('provisional')] : []),
      say('report-time', {
        from: clockText(round.round.starts),
        until: clockText(round.round.ends),
        area: board.name,
        at: clockText(now),
      }),
      say('basis', {
        residents: board.basis.residents,
        households: board.basis.households,
        buildings: board.basis.buildings,
        listed: board.basis.listed,
        called: number(board.basis.calledUp),
      }),
      say('counted', {
        doubled: number(board.total.doubled),
        voided: number(board.total.voided),
        unplaced: number(board.total.unplaced),
      }),
      ...(round.figures ? [say('staffing', { ...round.figures })] : []),
      ...(await whistlesLine(asked, round.round)),
      ...(round.remark ? [say('said', { text: round.remark })] : []),
      say('hidden'),
    ],
    tables: [coverageTable(say, [...board.rows.map((row) => [row.name, row] as const), [say('total'), board.total]])],
    after: [say('seal')],
  }
  const more = [await doorsPart(asked), hoursPart(board, say), await communitiesPart(asked, board)]
  return { name: title, cut: null, parts: [main, ...more.filter((part) => part !== undefined)] }
}
