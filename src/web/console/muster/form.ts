// What is asked for by one whistle, as it is being written; and what is still wrong with it.
import type { Skill } from '#domain/registry/terms.ts'
import type { Where } from '#web/console/parts/place.tsx'
import { t } from '#web/ui/words.ts'

/** What one whistle may ask for, as the room judges it too. */
export const PEOPLE_MAX = 2_000
const HOURS_USUAL = 4

export interface WhistleForm {
  readonly what: string
  readonly where?: Where
  readonly people: string
  readonly skills: Readonly<Partial<Record<Skill, number>>>
  readonly hours: number
  readonly drill: boolean
}

export const EMPTY: WhistleForm = { what: '', people: '', skills: {}, hours: HOURS_USUAL, drill: false }

/** A sentence for each field that is not right. */
export type Problems = Partial<Record<'what' | 'where' | 'people', string>>

export function problemsOf(form: WhistleForm): Problems {
  const people = Number(form.people)
  return {
    ...(!form.what.trim() && { what: t('console.whistle.what-missing') }),
    ...(!form.where && { where: t('console.whistle.where-missing') }),
    ...(!(Number.isInteger(people) && people >= 1 && people <= PEOPLE_MAX) && {
      people: t('console.whistle.people-wrong', { most: PEOPLE_MAX }),
    }),
  }
}
