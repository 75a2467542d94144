// What the door says about a wave: how many were called, and who was not and why, in one sentence.
import { announce } from '#web/console/parts/toasts.tsx'
import { coded, t } from '#web/ui/words.ts'

interface WaveAnswer {
  readonly called: number
  readonly skipped: readonly (readonly [person: string, why: string])[]
}

/** @param said the sentence for a wave in which everybody was called */
export function announceWave(answer: unknown, said: (called: number) => string): void {
  const { called, skipped } = answer as WaveAnswer
  announce(said(called))
  if (!skipped.length) return
  const counts = new Map<string, number>()
  for (const [, why] of skipped) counts.set(why, (counts.get(why) ?? 0) + 1)
  announce(
    t('console.board.skipped', {
      n: skipped.length,
      why: [...counts].map(([why, n]) => `${coded('muster.skipped', why)} ${n}`).join(t('kernel.and')),
    }),
    'warn',
  )
}
