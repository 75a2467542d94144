// The operation's orders as the console gives them; how it went is told at the foot of the page.
import type { CommandOf } from '#web/api/contract.ts'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'

/** @param done said when it was; nothing where the screen shows it anyway. True when accepted */
export async function order(stream: string, command: CommandOf<'operation'>, done?: string): Promise<boolean> {
  const outcome = await give('operation', stream, command)
  if (!outcome.ok) announce(outcome.text, 'bad')
  else if (done !== undefined) announce(done)
  return outcome.ok
}
