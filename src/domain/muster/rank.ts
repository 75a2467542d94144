// Whom to call first: near, rested, seldom asked so far, at hours that suit them; each with the reasons a person can
// read and overrule.
import type { AreaId } from '../kernel/area.ts'
import type { Id } from '../kernel/ids.ts'
import type { Called, CallReason, Need } from './terms.ts'
import { fitsOf } from './seats.ts'

/** What is known of somebody who could be called. */
export interface Known {
  readonly person: Id
  readonly home: AreaId
  readonly skills: readonly string[]
  /** From home to the place. */
  readonly metres?: number
  readonly registeredHere: boolean
  readonly livesHere: boolean
  readonly servedMinutes: number
  /** Since the last service ended; none, if there was none. */
  readonly restHours?: number
  /** Whether the hours suit them; unknown if they never said. */
  readonly suits?: boolean
  /** Offered to come to this muster when it was full. */
  readonly willing: boolean
}

export interface Ranked extends Called {
  /** In minutes; smaller is sooner. */
  readonly cost: number
}

/** 5 km/h on foot for two kilometres, then 20 km/h on wheels. */
const walkMinutesPerKm = 12
const walkKm = 2
const wheelMinutesPerKm = 3
/** Somebody whose home is not on the map stands as if 9 km away: after those who are near, before those who are far. */
const placeUnknownMinutes = 45
/** Being known to the community, and having offered already, are each worth so much way. */
const registeredMinutes = 10
const livesHereMinutes = 5
const willingMinutes = 15
/** Fairness: an hour served is worth a minute's way, ten working days at most. */
const minutesPerServedHour = 1
const servedHoursMax = 80
/**
 * Less than this since the last service is not rest; then others go first, unless they are more than an hour further.
 * Eleven hours: the daily rest of directive 2003/88/EC.
 */
const restHoursMin = 11
const tiredMinutes = 60
const unusualMinutes = 20

/** @param needs of the muster; people who fit none are left out */
export function rank(needs: readonly Need[], people: readonly Known[]): Ranked[] {
  const ranked: Ranked[] = []
  for (const one of people) {
    const fits = fitsOf(needs, one.skills)
    if (fits !== 0) ranked.push({ person: one.person, home: one.home, fits, ...judge(needs, one) })
  }
  return ranked.sort((a, b) => a.cost - b.cost || (a.person < b.person ? -1 : 1))
}

export function way(metres: number | undefined): number {
  if (metres === undefined) return placeUnknownMinutes
  const km = metres / 1000
  return Math.min(km, walkKm) * walkMinutesPerKm + Math.max(0, km - walkKm) * wheelMinutesPerKm
}

function judge(needs: readonly Need[], one: Known): { cost: number; reasons: CallReason[] } {
  const reasons: CallReason[] = []
  let cost = way(one.metres)
  if (one.willing) {
    cost -= willingMinutes
    reasons.push({ why: 'willing' })
  }
  for (const { skill } of needs)
    if (skill !== undefined && one.skills.includes(skill)) reasons.push({ why: 'skill', skill })
  if (one.registeredHere) {
    cost -= registeredMinutes
    reasons.push({ why: 'registered-here' })
  } else if (one.livesHere) {
    cost -= livesHereMinutes
    reasons.push({ why: 'lives-here' })
  }
  // To the nearest hundred: enough to choose by, too little to find a door.
  reasons.push(
    one.metres === undefined ? { why: 'place-unknown' } : { why: 'near', metres: Math.round(one.metres / 100) * 100 },
  )
  const servedHours = one.servedMinutes / 60
  cost += Math.min(servedHours, servedHoursMax) * minutesPerServedHour
  reasons.push({ why: 'served', hours: Math.round(servedHours) })
  if (one.restHours !== undefined) {
    const tired = one.restHours < restHoursMin
    if (tired) cost += tiredMinutes
    reasons.push({ why: tired ? 'tired' : 'rested', hours: Math.floor(one.restHours) })
  }
  if (one.suits !== undefined) {
    if (!one.suits) cost += unusualMinutes
    reasons.push({ why: one.suits ? 'usual-hours' : 'unusual-hours' })
  }
  return { cost: Math.round(cost * 10) / 10, reasons }
}

/**
 * The wave: for each need, skilled ones first, the best who fit and are not yet taken.
 * @param calls how many to call for each need
 */
export function choose(needs: readonly Need[], ranked: readonly Ranked[], calls: readonly number[]): Set<Id> {
  const chosen = new Set<Id>()
  const order = needs
    .map((_, i) => i)
    .sort((a, b) => Number(needs[a].skill === undefined) - Number(needs[b].skill === undefined) || a - b)
  for (const need of order) {
    let wanted = calls[need]
    for (const one of ranked) {
      if (wanted <= 0) break
      if (chosen.has(one.person) || (one.fits & (1 << need)) === 0) continue
      chosen.add(one.person)
      wanted -= 1
    }
  }
  return chosen
}
