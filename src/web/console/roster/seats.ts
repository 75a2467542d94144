// The seats of a round as one list: those held, and those that are open, which stand in no record but follow from posts
// and teams.
import { seatOf, type SeatKind, type SeatState } from '#domain/roster/terms.ts'
import type { RosterAnswer, RosterRow } from '#rooms/roster/views/assignments-board.ts'
import type { RoundAnswer } from '#rooms/operation/views/rounds.ts'

export interface SeatRow {
  readonly seat: string
  readonly kind: SeatKind
  readonly part: string
  readonly area: string
  /** Name of the point; of teams their number in the grid. */
  readonly point: string | null
  readonly team: number | null
  readonly duty: string | null
  readonly leads: boolean
  readonly starts: number
  readonly ends: number
  /** Undefined where the seat is open. */
  readonly held?: RosterRow
}
/** How a state looks, as the badge's tone. */
export const TONES = {
  proposed: 'badge-warn',
  accepted: 'badge-good',
  declined: '',
  absent: 'badge-bad',
  released: '',
  open: 'badge-bad',
} as const
export type SeatFilter = 'all' | 'open' | 'proposed' | 'accepted' | 'locked'
export const filters: readonly SeatFilter[] = ['all', 'open', 'proposed', 'accepted', 'locked']

export function seatsOf({ round, points, posts, rule }: RoundAnswer, roster: RosterAnswer): SeatRow[] {
  const held = new Map(roster.rows.map((row) => [row.seat, row]))
  const names = new Map(points.map((point) => [point.point, point.name]))
  const numbers = new Map<string, number>()
  const teams = roster.teams.flatMap(({ team, grid }) => {
    const number = (numbers.get(grid) ?? 0) + 1
    numbers.set(grid, number)
    return Array.from({ length: 1 + (rule?.followers ?? 0) }, (_, n): SeatRow => ({
      seat: seatOf(team, n),
      kind: 'team',
      part: team,
      area: grid,
      point: null,
      team: number,
      duty: null,
      leads: n === 0,
      starts: round.starts,
      ends: round.ends,
      held: held.get(seatOf(team, n)),
    }))
  })
  const others = posts.flatMap((post) =>
    Array.from({ length: post.number }, (_, n): SeatRow => ({
      seat: seatOf(post.post, n),
      kind: 'post',
      part: post.post,
      area: post.area,
      point: post.point === null ? null : (names.get(post.point) ?? null),
      team: null,
      duty: post.duty,
      leads: false,
      starts: post.starts,
      ends: post.ends,
      held: held.get(seatOf(post.post, n)),
    })),
  )
  return [...teams, ...others]
}

export function fitsFilter(filter: SeatFilter, { held }: SeatRow): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'open':
      return held === undefined
    case 'locked':
      return held?.locked ?? false
    default:
      return held?.state === filter
  }
}

export const stateOf = (row: SeatRow): SeatState | 'open' => row.held?.state ?? 'open'
