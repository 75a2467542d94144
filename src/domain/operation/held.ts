// Seats that people hold while a round changes: hours do not move under them and seats do not go from under them,
// unless the change says by name who leaves.
import { refused } from '../kernel/decider.ts'
import type { Id } from '../kernel/ids.ts'
import { namedMax, type Post, type TeamRule } from './terms.ts'
import type { Leaving } from './commands.ts'
import type { Answer, OperationFacts, Round } from './state.ts'

type Held = NonNullable<OperationFacts['held']>[number]
type Refusal = Extract<Answer, { readonly refused: unknown }>

const idLength = 36
const numberOf = (seat: string): number => Number(seat.slice(idLength + 1))

/** What is left of seats held once these have left. */
function without(held: readonly Held[], leaving: readonly Leaving[]): Held[] {
  const gone = new Set(leaving.map(([seat]) => seat))
  return held.map((one) => {
    const seats = one.seats?.filter(([seat]) => !gone.has(seat))
    return { ...one, people: one.people - ((one.seats?.length ?? 0) - (seats?.length ?? 0)), ...(seats && { seats }) }
  })
}

/** Refused, where somebody is left; `who` are their ids, `most` the seats that would remain. */
export function heldAll(held: readonly Held[], most?: number): Refusal | undefined {
  const people = held.reduce((sum, one) => sum + one.people, 0)
  if (people === 0) return undefined
  const who = held.flatMap((one) => (one.seats ?? []).map(([, person]) => person))
  return refused('seats-held', {
    people,
    ...(most !== undefined && { most }),
    ...(who.length > 0 && { who: [...new Set(who)].slice(0, namedMax).join(' ') }),
  })
}

/** Who leaves, by their seats. @param of which seats the change is about; who is named and sits on none is a mistake */
export function leavingOf(
  facts: OperationFacts,
  release: readonly Id[] | undefined,
  of: (held: Held) => boolean,
): readonly Leaving[] | Refusal {
  const named = new Set(release)
  const leaving = (facts.held ?? []).filter(of).flatMap((one) => (one.seats ?? []).filter(([, who]) => named.has(who)))
  const found = new Set(leaving.map(([, person]) => person))
  return found.size < named.size ? refused('not-seated', { people: named.size - found.size }) : leaving
}

/** A post keeps its hours and as many seats as people sit on, those who leave left out. */
export function heldInPosts(
  facts: OperationFacts,
  posts: readonly Post[],
  leaving: readonly Leaving[],
): Refusal | undefined {
  for (const post of posts) {
    const held = without(facts.held ?? [], leaving).filter((one) => one.post === post.post)
    const moved = heldAll(held.filter((one) => one.starts !== post.starts || one.ends !== post.ends))
    if (moved) return moved
    if (held.reduce((sum, one) => sum + one.people, 0) > post.number) return heldAll(held, post.number)
  }
  return undefined
}

/** A team keeps as many followers as sit in it; without teams nobody does. */
export function heldInTeams(
  facts: OperationFacts,
  teams: TeamRule | null,
  leaving: readonly Leaving[],
): Refusal | undefined {
  const held = without(facts.held ?? [], leaving).filter((one) => one.post === null)
  if (!teams) return heldAll(held)
  const byTeam = new Map<string, Leaving[]>()
  for (const seat of held.flatMap((one) => one.seats ?? [])) {
    const team = seat[0].slice(0, idLength)
    if (numberOf(seat[0]) > 0) byTeam.set(team, [...(byTeam.get(team) ?? []), seat])
  }
  const full = [...byTeam.values()].find((seats) => seats.length > teams.followers)
  return full && heldAll([{ ...held[0], people: full.length, seats: full }], teams.followers)
}

/** Once people may read a round, or hold seats of a draft, its roster is fitted to the seats there are now. */
export const fitting = (
  state: Round,
  facts: OperationFacts,
  leaving: readonly Leaving[],
): { fit?: readonly Leaving[] } => (state.state === 'draft' && (facts.held ?? []).length === 0 ? {} : { fit: leaving })
