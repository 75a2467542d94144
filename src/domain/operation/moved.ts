// What a change of points and posts moves under people who know of it: the place, the name or the area where they
// stand.
import type { Id } from '../kernel/ids.ts'
import type { Point, Post } from './terms.ts'
import type { OperationFacts, Round } from './state.ts'

const told = (state: Round): boolean => state.state === 'published' || state.state === 'running'
const marked = (posts: readonly Id[]): { moved?: readonly Id[] } => (posts.length > 0 ? { moved: posts } : {})

/** Posts at points that are elsewhere or called otherwise; a draft was told to nobody. */
export function movedByPoints(
  state: Round,
  points: readonly Point[],
  facts: OperationFacts,
): { moved?: readonly Id[] } {
  if (!told(state)) return {}
  const before = new Map((facts.before?.points ?? []).map((one) => [one.point, one]))
  const moved = new Set(
    points.flatMap((one) => {
      const old = before.get(one.point)
      const same =
        !old ||
        (old.name === one.name &&
          old.area === one.area &&
          old.place[0] === one.place[0] &&
          old.place[1] === one.place[1])
      return same ? [] : [one.point]
    }),
  )
  return marked([...state.posts].flatMap(([post, point]) => (point !== undefined && moved.has(point) ? [post] : [])))
}

/** Posts that stand at another point, in another area, or for another duty. */
export function movedPosts(state: Round, posts: readonly Post[], facts: OperationFacts): { moved?: readonly Id[] } {
  if (!told(state)) return {}
  const before = new Map((facts.before?.posts ?? []).map((one) => [one.post, one]))
  const isMoved = (one: Post) => {
    const old = before.get(one.post)
    return old && (old.point !== one.point || old.area !== one.area || old.duty !== one.duty)
  }
  return marked(posts.flatMap((one) => (isMoved(one) ? [one.post] : [])))
}
