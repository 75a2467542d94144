// How far tellings got, as views keep it: a list of steps in the row of whoever is told. What the device said is kept
// beside what was sent, so that neither overwrites the other in whatever order they become known.
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { deviceWords, type ReachChannel, type ReachOutcome } from '#domain/kernel/reach.ts'

const words = deviceWords.map((word) => `'${word}'`).join(', ')

/** One row a person for `jsonb_to_recordset($n) as r (who text, steps jsonb)`. */
export function reachRows(
  reached: readonly (readonly [who: Id, channel: ReachChannel, outcome: ReachOutcome])[],
  about: string,
  at: Instant,
): string {
  const rows = new Map<Id, object[]>()
  for (const [who, channel, outcome] of reached)
    rows.set(who, [...(rows.get(who) ?? []), { about, channel, outcome, at }])
  return JSON.stringify([...rows].map(([who, steps]) => ({ who, steps })))
}

/**
 * A column with new steps after the old: the last sending by each way and the last word of each kind are kept.
 * @param old the column, `calls.reached`; `r.steps` holds the new
 */
export const withSteps = (old: string): string =>
  `(
    select coalesce(jsonb_agg(o), '[]')
    from jsonb_array_elements(${old}) o
    where not exists (
      select 1
      from jsonb_array_elements(r.steps) n
      where n->>'about' = o->>'about' and n->>'channel' = o->>'channel'
        and (n->>'outcome' = o->>'outcome' or n->>'outcome' not in (${words}) and o->>'outcome' not in (${words}))
    )
  ) || r.steps`
