// How duties, shifts and times of a round are written; all clocks are those of China.
import { duties } from '#domain/operation/terms.ts'
import { dutyText } from '#web/ui/duty.ts'
import { coded, when } from '#web/ui/words.ts'

/**
 * One of the known duties in the reader's language, or the office's own words; where there is none it is the team's.
 */
export const dutyName = (duty: string | null): string => dutyText(duty ?? 'team')
/** The code of what somebody wrote or chose; their own words where there is none. */
export const dutyCode = (said: string): string => duties.find((one) => dutyName(one) === said.trim()) ?? said
export const skillName = (skill: string): string => coded('registry.skill', skill)
export const shiftText = (starts: number, ends: number): string => `${when(starts)}–${when(ends, 'time')}`
