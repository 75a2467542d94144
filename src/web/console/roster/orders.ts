// The roster's orders as the console gives them; how it went is told at the foot of the page.
import type { RosterCommand } from '#domain/roster/commands.ts'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { coded, t } from '#web/ui/words.ts'

/**
 * @param done said when it was, with the way back where there is one.
 * @returns the answer; undefined when it was not
 * accepted
 */
export async function order(
  round: string,
  command: RosterCommand,
  done?: string,
  undo?: () => void,
): Promise<{ readonly answer: unknown } | undefined> {
  const outcome = await give('roster', `roster/${round}`, command)
  if (!outcome.ok) {
    announce(outcome.text, 'bad')
    return undefined
  }
  if (done !== undefined) announce(done, 'good', undo)
  return { answer: outcome.answer }
}

interface Seated {
  readonly seated?: number
  readonly filled?: number
  readonly skipped?: readonly (readonly [seat: string, person: string, why: string])[]
}

/** What a plan or repair came to: how many are seated, and who was not because something changed meanwhile. */
export function tellSeated(answer: unknown): void {
  const { seated, filled = 0, skipped = [] } = answer as Seated
  const whys = [...new Set(skipped.map(([, , why]) => why))].map(
    (why) => `${coded('roster.skipped', why)} ${skipped.filter((one) => one[2] === why).length}`,
  )
  const told = seated === undefined ? t('roster.repaired-done', { n: filled }) : t('roster.planned-done', { n: seated })
  if (whys.length === 0) return announce(told, 'good')
  announce(`${told} ${t('roster.skipped-some', { n: skipped.length, whys: whys.join(t('kernel.and')) })}`, 'bad')
}
