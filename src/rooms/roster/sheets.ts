// Team sheet and post sheet of a round, laid out as offices do: a team is a block whose number and grid stand once
// beside its people; posts stand by point and shift with room to sign in. Every cell is text.
import { communityOf } from '#domain/kernel/area.ts'
import { clockText, timeText } from '#domain/kernel/zone.ts'
import writeXlsxFile from 'write-excel-file/node'
import { seatOf } from '#domain/roster/terms.ts'
import type { RosterAnswer, RosterRow } from './views/assignments-board.ts'
import type { RoundAnswer } from '#rooms/operation/views/rounds.ts'
import { duty } from '#words/duty.ts'
import type { Language } from '#words/languages.ts'
import { printed } from '#words/printed.ts'
import { sheets } from '#words/sheets.ts'

const sheetWords = await printed(sheets)
const dutyWords = await printed(duty)

export interface SheetSource {
  readonly round: RoundAnswer
  readonly roster: RosterAnswer
  /** Names of grids and communities. */
  readonly areas: ReadonlyMap<string, string>
  readonly language: Language
}

interface Cell {
  readonly value: string
  readonly type: StringConstructor
  readonly format: '@'
  readonly rowSpan?: number
  readonly columnSpan?: number
  readonly fontWeight?: 'bold'
  readonly fontSize?: number
  readonly align?: 'center'
  readonly alignVertical?: 'center'
  readonly backgroundColor?: string
  readonly borderStyle?: 'thin'
  readonly wrap?: boolean
}
type Line = (Cell | null)[]

const plain = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
const cell = (value: string, more: Partial<Cell> = {}): Cell => ({
  value: plain(value),
  type: String,
  format: '@',
  borderStyle: 'thin',
  alignVertical: 'center',
  ...more,
})
const shift = (starts: number, ends: number) => `${clockText(starts)}–${timeText(ends)}`

function sheet(
  name: string,
  title: string,
  heads: readonly string[],
  widths: readonly number[],
  lines: readonly Line[],
): Promise<Buffer> {
  const head = heads.map((value) => cell(value, { fontWeight: 'bold', align: 'center', backgroundColor: '#E8EEF4' }))
  const over: Line = [
    cell(title, { columnSpan: heads.length, fontWeight: 'bold', fontSize: 16, align: 'center' }),
    ...heads.slice(1).map(() => null),
  ]
  return writeXlsxFile([
    {
      sheet: name,
      data: [over, head, ...lines] as never,
      stickyRowsCount: 2,
      orientation: 'landscape',
      columns: widths.map((width) => ({ width })),
    },
  ]).toBuffer()
}

/** Rows of a block share the cells of its first columns. */
function block(shared: readonly string[], rows: readonly (readonly string[])[]): Line[] {
  return rows.map((row, at) => [
    ...shared.map((value) => (at === 0 ? cell(value, { rowSpan: rows.length, align: 'center', wrap: true }) : null)),
    ...row.map((value) => cell(value)),
  ])
}

const whoOf = (held: RosterRow | undefined, open: string): string[] =>
  held ? [held.name, held.phone ?? '', held.unit ?? ''] : [open, '', '']

export function teamSheet({ round, roster, areas, language }: SheetSource): Promise<Buffer> {
  const say = sheetWords.in(language)
  const held = new Map(roster.rows.map((row) => [row.seat, row]))
  const followers = round.rule?.followers ?? 0
  const lines = roster.teams.flatMap(({ team, grid }, at) =>
    block(
      [
        String(at + 1),
        `${areas.get(communityOf(grid)) ?? ''} ${areas.get(grid) ?? grid}`,
        shift(round.round.starts, round.round.ends),
      ],
      Array.from({ length: 1 + followers }, (_, n) => [
        n === 0 ? say('leader') : say('member', { n }),
        ...whoOf(held.get(seatOf(team, n)), say('open')),
        held.get(seatOf(team, n)) ? say(`state.${held.get(seatOf(team, n))!.state}`) : '',
        '',
      ]),
    ),
  )
  return sheet(
    say('teams'),
    say('teams-of', { name: round.round.operationName, n: round.round.number }),
    (['number', 'grid', 'shift', 'place', 'name', 'phone', 'unit', 'state', 'remark'] as const).map((key) => say(key)),
    [6, 24, 24, 14, 10, 14, 26, 10, 14],
    lines,
  )
}

export function postSheet({ round, roster, areas, language }: SheetSource): Promise<Buffer> {
  const say = sheetWords.in(language)
  const held = new Map(roster.rows.map((row) => [row.seat, row]))
  const points = new Map(round.points.map((point) => [point.point, point.name]))
  const posts = [...round.posts].sort(
    (a, b) =>
      (a.area < b.area ? -1 : a.area > b.area ? 1 : 0) ||
      (a.point ?? '').localeCompare(b.point ?? '') ||
      a.starts - b.starts ||
      a.duty.localeCompare(b.duty),
  )
  const lines = posts.flatMap((post) =>
    block(
      [
        post.point === null ? (areas.get(post.area) ?? post.area) : (points.get(post.point) ?? ''),
        dutyWords.find(language, post.duty) ?? post.duty,
        shift(post.starts, post.ends),
      ],
      Array.from({ length: post.number }, (_, n) => [
        String(n + 1),
        ...whoOf(held.get(seatOf(post.post, n)), say('open')),
        '',
        '',
      ]),
    ),
  )
  return sheet(
    say('posts'),
    say('posts-of', { name: round.round.operationName, n: round.round.number }),
    (['point', 'duty', 'shift', 'number', 'name', 'phone', 'unit', 'sign-in', 'sign-out'] as const).map((key) =>
      say(key),
    ),
    [26, 12, 24, 6, 10, 14, 26, 12, 12],
    lines,
  )
}
