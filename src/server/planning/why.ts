// Reasons of a proposal that a person can read: why this one sits there, and why a seat stays open.
import { covers, communityOf, isWider } from '#domain/kernel/area.ts'
import type { SeatReason } from '#domain/roster/terms.ts'
import type { OpenReason } from '#planner/teams/reasons.ts'
import { metresBetween } from '#rooms/muster/candidates.ts'
import type { Hand, SeatAsked } from './inputs.ts'

/** To the nearest hundred: enough to choose by, too little to find a door. */
const coarse = (metres: number) => Math.round(metres / 100) * 100

export function whySeated(seat: SeatAsked, hand: Hand): SeatReason[] {
  const reasons: SeatReason[] = []
  const community = communityOf(seat.area)
  if (seat.leads) reasons.push({ why: hand.works.some((area) => covers(area, seat.area)) ? 'grid-worker' : 'leads' })
  if (seat.skill !== undefined) reasons.push({ why: 'skill', skill: seat.skill })
  if (
    hand.community?.startsWith(community) ||
    (isWider(seat.area, 'community') && hand.community?.startsWith(seat.area))
  )
    reasons.push({ why: 'registered-here' })
  else if (hand.home.startsWith(community)) reasons.push({ why: 'lives-here' })
  reasons.push(
    hand.placed
      ? { why: 'near', metres: coarse(metresBetween([hand.lng, hand.lat], [seat.lng, seat.lat])) }
      : { why: 'place-unknown' },
  )
  reasons.push({ why: 'served', rounds: hand.rounds })
  if (hand.lastSite === seat.site) reasons.push({ why: 'same-as-last' })
  return reasons
}

export type WhyOpen = OpenReason

/** Metres from home to the seat, for figures. */
export const metresTo = (seat: SeatAsked, hand: Hand): number =>
  metresBetween([hand.lng, hand.lat], [seat.lng, seat.lat])
