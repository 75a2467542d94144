// Names of sentences are checked by the compiler: what stands under @ts-expect-error here must not compile (`npm run
// check`), and what stands free must. Nothing of it is run, for the looker-up needs a page.
import type { coded, has, t, whyRefused } from './words.ts'

type Looker = { t: typeof t; has: typeof has; coded: typeof coded; whyRefused: typeof whyRefused }

export function names({ t, has, coded, whyRefused }: Looker, skill: string, state: 'proposed' | 'accepted'): void {
  t('kernel.cancel')
  t('muster.why.near', { metres: 5 })
  t(`roster.state.${state}`)
  coded('registry.skill', skill)
  whyRefused('muster', 'engaged-elsewhere')
  const key = `registry.file.${skill}`
  if (has(key)) t(key)

  // @ts-expect-error No sentence has this name.
  t('kernel.nonsense')
  // @ts-expect-error No room has this name.
  t('kernal.cancel')
  // @ts-expect-error A member of the list has no sentence.
  t(`roster.state.${state as 'proposed' | 'nonsense'}`)
  // @ts-expect-error A code that comes as plain text goes through coded() or has().
  t(`registry.skill.${skill}`)
  // @ts-expect-error Nothing begins so.
  coded('registry.skil', skill)
  // @ts-expect-error The muster gives no such reason.
  whyRefused('muster', 'nonsense')
  // @ts-expect-error No room that refuses has this name.
  whyRefused('wall', 'over')
}
