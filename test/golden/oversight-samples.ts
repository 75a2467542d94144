// Samples of what oversight and stewards decide: made by the journey that plays both, kept in oversight-events.json.
import { readFileSync, writeFileSync } from 'node:fs'
import type { Room } from '#domain/kernel/decider.ts'
import type { Command, Event } from '#domain/kernel/envelope.ts'
import { kindOf } from '#domain/kernel/stream.ts'
import { oversight } from '#domain/oversight/oversight.ts'
import { steward } from '#domain/steward/steward.ts'
import type { TestHouse } from '#test/house.ts'
import type { Samples } from './samples.ts'

const golden = 'test/golden/oversight-events.json'
const owners = [oversight, steward] as unknown as readonly Room<unknown, Command, Event, unknown>[]

/** Ids, seeds and times differ from run to run; their kind is what matters. */
function steady(value: unknown): unknown {
  if (typeof value === 'string')
    return value
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, '<id>')
      .replace(/^[0-9a-f]{32}$/, '<seed>')
      .replace(/^2026\d{4}$/, '<day>')
  if (typeof value === 'number' && value > 1e12) return 1_764_000_000_000
  if (typeof value === 'boolean') return true
  if (Array.isArray(value)) return value.slice(0, 1).map(steady)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, key === 'size' || key === 'drawn' ? 1 : steady(inner)]),
    )
  return value
}

/** One event of each type that this house's journal holds, and the samples ever kept. GOLDEN=write keeps these. */
export async function samplesOf(sql: TestHouse['sql']): Promise<{ made: Samples; kept: Samples }> {
  const rows = await sql<{ type: string; stream: string; event: Event }>(
    `select distinct on (event->>'type') event->>'type' as type, stream, event
     from journal
     where split_part(stream, '/', 1) = any($1)
     order by event->>'type', sequence`,
    [owners.flatMap((room) => room.streams)],
  )
  const made = Object.fromEntries(
    rows.map(({ type, stream, event }) => [
      type,
      { stream: stream.replace(/\/.*/, '/'), event: steady(event) as Event },
    ]),
  )
  if (process.env.GOLDEN === 'write') writeFileSync(golden, JSON.stringify(made, null, 1) + '\n')
  return { made, kept: JSON.parse(readFileSync(golden, 'utf8')) as Samples }
}

/** The state after one event, by the room whose stream it is. */
export function folded(stream: string, event: Event): unknown {
  const room = owners.find((one) => one.streams.includes(kindOf(stream)))!
  return room.evolve(room.initial(stream), event)
}
