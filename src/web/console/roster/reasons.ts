// Why somebody sits there, why a seat stays open, where a seat is: in the reader's language.
import { areaName } from '#web/console/session/areas.ts'
import { dutyText } from '#web/ui/duty.ts'
import { coded, t, when } from '#web/ui/words.ts'
import type { SeatRow } from './seats.ts'

type Reason = { readonly why: string } & { readonly [detail: string]: unknown }

export function reasonText(reason: Reason): string {
  const { why, ...detail } = reason
  return coded('roster.why', why, {
    ...(typeof detail.metres === 'number' && { metres: detail.metres }),
    ...(typeof detail.rounds === 'number' && { rounds: detail.rounds }),
    ...(typeof detail.skill === 'string' && { skill: coded('registry.skill', detail.skill) }),
    ...(typeof detail.from === 'string' && { from: areaName(detail.from) }),
  })
}
export const reasonsText = (reasons: readonly { readonly why: string }[]): string =>
  reasons.map((one) => reasonText(one as Reason)).join(t('kernel.and'))

export const whereText = (row: Pick<SeatRow, 'point' | 'team' | 'area'>): string =>
  row.point ?? (row.team === null ? areaName(row.area) : t('roster.team-n', { grid: areaName(row.area), n: row.team }))
export const dutyOf = (row: Pick<SeatRow, 'duty' | 'leads'>): string =>
  row.leads ? t('roster.leader') : dutyText(row.duty ?? 'team')
export const shiftText = (starts: number, ends: number): string => `${when(starts)}–${when(ends, 'time')}`

interface SeatAsked {
  readonly seat: string
  readonly area: string
  readonly starts: number
  readonly ends: number
}

/** Says of a seat where and when it is, for those seats that the planner was asked about. */
export function seatTextOf(asked: readonly SeatAsked[]): (seat: string) => string {
  const seats = new Map(asked.map((one) => [one.seat, one]))
  return (seat) => {
    const one = seats.get(seat)
    return one ? `${areaName(one.area)} ${shiftText(one.starts, one.ends)}` : ''
  }
}
