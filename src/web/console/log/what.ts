// What a row of the access log is about, in words.
import { has, coded, learn } from '#web/ui/words.ts'
import { looked } from '#words/looked.ts'

learn(looked)

/** The code itself where a newer house wrote what these pages do not know. */
export const whatText = (what: string): string => (has(`looked.what.${what}`) ? coded('looked.what', what) : what)
