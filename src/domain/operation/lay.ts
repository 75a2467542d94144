// From a template to posts: each pattern laid out for every point, or once for the round. Whoever sends the command
// makes the ids.
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import type { Point, Post, PostPattern } from './terms.ts'

const minute = 60_000

export function layPosts(
  patterns: readonly PostPattern[],
  round: { readonly area: AreaId; readonly starts: Instant; readonly ends: Instant },
  points: readonly Point[],
  newId: () => Id,
): Post[] {
  return patterns.flatMap(({ duty, skill, number, from, until, per, eachLane }) => {
    const starts = round.starts + from * minute
    const ends = Math.min(round.ends, round.starts + until * minute)
    if (ends <= starts) return []
    const post = (area: AreaId, point?: Point): Post => ({
      post: newId(),
      ...(point && { point: point.point }),
      area,
      duty,
      ...(skill !== undefined && { skill }),
      starts,
      ends,
      number: eachLane && point ? number * point.lanes : number,
    })
    return per === 'round' ? [post(round.area)] : points.filter((one) => one.open).map((one) => post(one.area, one))
  })
}

/**
 * Teams for grids by the people who live there (largest remainders: Hamilton's method of apportionment, 1792), at least
 * one a grid while they last.
 * @param total teams in all
 */
export function apportionTeams(
  grids: readonly { readonly grid: AreaId; readonly residents: number }[],
  total: number,
): { grid: AreaId; teams: number }[] {
  const sorted = [...grids].sort((a, b) => b.residents - a.residents || (a.grid < b.grid ? -1 : 1))
  if (total <= sorted.length) return sorted.slice(0, total).map(({ grid }) => ({ grid, teams: 1 }))
  const residents = sorted.reduce((sum, one) => sum + one.residents, 0)
  const spare = total - sorted.length
  const shares = sorted.map((one) => (residents === 0 ? spare / sorted.length : (spare * one.residents) / residents))
  const teams = shares.map((share) => 1 + Math.floor(share))
  const order = shares.map((_, at) => at).sort((a, b) => (shares[b] % 1) - (shares[a] % 1) || a - b)
  for (let left = total - teams.reduce((sum, each) => sum + each, 0), at = 0; left > 0; left--, at++) teams[order[at]]++
  return sorted.map(({ grid }, at) => ({ grid, teams: teams[at] }))
}
