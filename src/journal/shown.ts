// Whom an answer or a paper shows, in its own type: what the access log writes down before it leaves. Nothing that is
// handed out can leave it unsaid.
import { isId, type Id } from '#domain/kernel/ids.ts'
import type { AreaId } from '#domain/kernel/area.ts'
import type { DeepReadonly } from '#domain/kernel/readonly.ts'

export interface Shown {
  /** Persons by id, and records of people without an account by theirs. */
  readonly persons?: readonly Id[]
  /**
   * Households of which more is told than how many live there; a building's code where all its doors are told of, or
   * the building itself.
   */
  readonly households?: readonly AreaId[]
}

/**
 * `nobody`: nothing in it is about a person. `oneself`: what is in it is about the asker alone, who is not watched at
 * that. Otherwise whom a given answer shows; an answer that turns out to show nobody is written down with nobody.
 */
export type Shows<Answer, Params = unknown> = 'nobody' | 'oneself' | ShownBy<Answer, Params>
/** As a method, so that a list of questions may know them as any. */
type ShownBy<Answer, Params> = {
  by(answer: DeepReadonly<Answer>, params: Params): Shown
}['by']

/** Ids that are persons' here and households' there, as what is drawn or missing. */
export function eachAsIs(subjects: readonly string[]): Shown {
  return {
    persons: subjects.filter((subject) => isId(subject)),
    households: subjects.filter((subject) => !isId(subject)),
  }
}

/** Of several parts of one answer. */
export const shownTogether = (parts: readonly Shown[]): Shown => ({
  persons: parts.flatMap((part) => part.persons ?? []),
  households: parts.flatMap((part) => part.households ?? []),
})
