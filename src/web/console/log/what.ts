// What a row of the access log is about, in words.
import { has, coded, learn, t } from '#web/ui/words.ts'
import { looked } from '#words/looked.ts'

learn(looked)

/** The code itself where a newer house wrote what these pages do not know. */
const known = (what: string) => (has(`looked.what.${what}`) ? coded('looked.what', what) : what)

export function whatText(what: string): string {
  const [before, after] = what.split(':')
  if (after === undefined) return known(what)
  if (before === 'refused') return t('looked.refused', { what: known(after) })
  return t('looked.refused-order', { room: has(`looked.room.${after}`) ? coded('looked.room', after) : after })
}
