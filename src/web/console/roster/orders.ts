// The roster's orders as the console gives them; how it went is told at the foot of the page.
import type { RosterCommand } from '#domain/roster/words.ts'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'

/** @param done said when it was, with the way back where there is one. @returns the answer; undefined when it was not accepted */
export async function order(round: string, command: RosterCommand, done?: string, undo?: () => void): Promise<{ readonly answer: unknown } | undefined> {
  const outcome = await give('roster', `roster/${round}`, command)
  if (!outcome.ok) {
    announce(outcome.text, 'bad')
    return undefined
  }
  if (done !== undefined) announce(done, 'good', undo)
  return { answer: outcome.answer }
}
