// How a duty is read: rounds carry codes, people write words.
import { duty } from '#words/duty.ts'
import { coded, learn } from './words.ts'

learn(duty)

/** A code in words of the reader's language; what somebody wrote stays as it is. */
export const dutyText = (said: string): string => coded('duty', said)
