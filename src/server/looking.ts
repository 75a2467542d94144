// Looking is written down: who asked, in what offices, from where, and whom the answer shows.
import type { FastifyRequest } from 'fastify'
import type { Target } from '#domain/kernel/actor.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Shown, Shows } from '#journal/shown.ts'
import type { Question } from '#journal/view.ts'
import type { Look } from './identity/access-log.ts'
import { placeOf } from './identity/limits.ts'
import type { Session } from './identity/sessions.ts'

/** Who looks, and from where. */
export const lookerOf = (session: Session, request: FastifyRequest) =>
  ({
    tenant: session.tenant,
    account: session.account,
    roles: [...new Set(session.actor.grants.map((grant) => grant.role))],
    session: session.session,
    source: placeOf(request.ip),
  }) satisfies Partial<Look>

/**
 * Whom an answer shows; undefined where that is nothing to be written down: an answer about nobody, about the asker
 * alone, or to a question of one's own that turned out to show nobody else.
 */
export function shownBy(question: Question, answer: unknown, params: unknown, session: Session): Shown | undefined {
  const shows: Shows<unknown> = question.shows
  if (typeof shows === 'string') return undefined
  const { persons = [], households = [] } = shows(answer as never, params)
  if (question.may.roles.length > 0) return { persons, households }
  const others = persons.filter((person) => person !== session.actor.person)
  return others.length + households.length === 0 ? undefined : { persons: others, households }
}

/** The row of an answered question; undefined where none is due. */
export function lookOf(
  question: Question,
  asked: { readonly answer: unknown; readonly params: unknown; readonly target: Target; readonly at: Instant },
  session: Session,
  request: FastifyRequest,
): Look | undefined {
  const shown = shownBy(question, asked.answer, asked.params, session)
  return (
    shown && {
      ...lookerOf(session, request),
      ...shown,
      at: asked.at,
      what: question.name,
      area: asked.target.area ?? session.tenant,
      ...(asked.target.unit && { unit: asked.target.unit }),
    }
  )
}
