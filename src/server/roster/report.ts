// The report of a round: coverage with its numerator, where its denominator comes from and how it is counted, by area. It is the public edition: small groups are hidden as on the board.
import { askBoard, type BoardRow } from '#server/board/board.ts'
import type { Paper } from '#server/dossier/paper.ts'
import type { Tx } from '#journal/view.ts'
import type { RoundAnswer } from '#views/rounds.ts'
import { sheetSayer, type Language } from './words.ts'

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })
const number = (n: number | null | undefined) => (n === null || n === undefined ? '—' : String(n))
const share = (n: number | null, of: number) => (n === null || of === 0 ? '—' : `${(Math.floor((n / of) * 1_000) / 10).toFixed(1)} %`)

/** @param area county or township: what it is about. @returns undefined where there is no such round or area */
export async function roundReport(tx: Tx, tenant: string, round: RoundAnswer, area: string, now: number, language: Language): Promise<Paper | undefined> {
  const say = sheetSayer(language)
  const board = await askBoard(tx, tenant, { area, round: round.round.round }, now)
  if (!board) return undefined
  const cells = (name: string, row: Omit<BoardRow, 'area' | 'name'>) => [name, number(row.sampled.n), String(row.sampled.of), share(row.sampled.n, row.sampled.of), number(row.doors.n), String(row.doors.of), number(row.came), number(row.registered.n), String(row.registered.of)]
  const title = say('report', { name: round.round.operationName, n: round.round.number })
  return {
    name: title, cut: null,
    parts: [{
      title,
      lines: [
        say('report-time', { from: clock.format(round.round.starts), until: clock.format(round.round.ends), area: board.name, at: clock.format(now) }),
        say('basis', { residents: board.basis.residents, households: board.basis.households, buildings: board.basis.buildings, listed: board.basis.listed, called: number(board.basis.calledUp) }), say('counted', { doubled: number(board.total.doubled), voided: number(board.total.voided), unplaced: number(board.total.unplaced) }),
        ...(round.figures ? [say('staffing', { ...round.figures })] : []), ...(round.remark ? [say('said', { text: round.remark })] : []), say('hidden'),
      ],
      tables: [{
        heads: ['area', 'sampled', 'residents', 'share', 'doors', 'doors-of', 'came', 'registered', 'members'].map((key) => say(key)), widths: [20, 9, 9, 9, 9, 9, 9, 9, 9],
        rows: [...board.rows.map((row) => cells(row.name, row)), cells(say('total'), board.total)],
      }],
      after: [say('seal')],
    }],
  }
}
