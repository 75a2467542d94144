// Templates, operations and rounds folded: what each event leaves of them.
import { idOf, kindOf } from '../kernel/stream.ts'
import type { OperationEvent } from './commands.ts'
import type { OperationState, Round } from './state.ts'

export function initial(stream: string): OperationState {
  const [kind, id] = [kindOf(stream), idOf(stream)]
  if (kind === 'template') return { kind, id }
  if (kind === 'operation') return { kind, id, closed: false }
  return {
    kind: 'round',
    id,
    state: 'draft',
    teams: null,
    points: new Set(),
    posts: new Map(),
    slots: new Map(),
    visits: new Set(),
  }
}

const without = <T>(known: ReadonlySet<T>, gone: readonly T[]): Set<T> => {
  const left = new Set(known)
  for (const one of gone) left.delete(one)
  return left
}
const withoutKeys = <K, V>(known: ReadonlyMap<K, V>, gone: readonly K[]): Map<K, V> => {
  const left = new Map(known)
  for (const one of gone) left.delete(one)
  return left
}

function evolveRound(state: Round, event: OperationEvent): Round {
  switch (event.type) {
    case 'round-drafted': {
      const { operation, area, kind, number, starts, ends } = event
      return { ...state, laid: { operation, area, kind, number, starts, ends } }
    }
    case 'round-moved':
      return state.laid ? { ...state, laid: { ...state.laid, starts: event.starts, ends: event.ends } } : state
    case 'teams-set':
      return { ...state, teams: event.teams }
    case 'points-put':
      return { ...state, points: new Set([...state.points, ...event.points.map((one) => one.point)]) }
    case 'points-removed':
      return { ...state, points: without(state.points, event.points) }
    case 'posts-put':
      return { ...state, posts: new Map([...state.posts, ...event.posts.map((one) => [one.post, one.point] as const)]) }
    case 'posts-removed':
      return { ...state, posts: withoutKeys(state.posts, event.posts) }
    case 'slots-put':
      return {
        ...state,
        slots: new Map([...state.slots, ...event.slots.map((one) => [one.building, one.point] as const)]),
      }
    case 'slots-removed':
      return { ...state, slots: withoutKeys(state.slots, event.buildings) }
    case 'visits-put':
      return { ...state, visits: new Set([...state.visits, ...event.visits.map((one) => one.household)]) }
    case 'visits-removed':
      return { ...state, visits: without(state.visits, event.households) }
    case 'round-dropped':
      return { ...state, state: 'dropped' }
    case 'round-published':
      return { ...state, state: 'published' }
    case 'round-started':
      return { ...state, state: 'running' }
    case 'round-closed':
      return { ...state, state: 'closed' }
    case 'round-reported':
      return { ...state, state: 'reported' }
    default:
      return state
  }
}

export function evolve(state: OperationState, event: OperationEvent): OperationState {
  if (state.kind === 'round') return evolveRound(state, event)
  switch (event.type) {
    case 'template-saved':
      return state.kind === 'template' ? { ...state, area: event.area, template: event.template } : state
    case 'template-dropped':
      return state.kind === 'template'
        ? { kind: 'template', id: state.id, ...(state.area && { area: state.area }) }
        : state
    case 'operation-opened':
      return state.kind === 'operation' ? { ...state, area: event.area } : state
    case 'operation-closed':
      return state.kind === 'operation' ? { ...state, closed: true } : state
    default:
      return state
  }
}
