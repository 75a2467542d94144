// Samples of events: one of each type, as the journal held it when it was first made. Whole houses add theirs when they
// stop under GOLDEN=write; what is kept is never replaced.
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Event } from '#domain/kernel/envelope.ts'

export type Samples = Record<string, { stream: string; event: Event }>
type Sql = <Row>(text: string) => Promise<Row[]>

const folder = import.meta.dirname
const domain = path.join(folder, '../../src/domain')
/** What whole houses make; events.json and oversight-events.json are made by tests of their own. */
export const file = path.join(folder, 'house-events.json')
const samplesIn = (name: string): Samples =>
  existsSync(path.join(folder, name)) ? (JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Samples) : {}

/** Every sample ever kept. */
export const allSamples = (): Samples => ({
  ...samplesIn('house-events.json'),
  ...samplesIn('oversight-events.json'),
  ...samplesIn('events.json'),
})

/**
 * Types of events that the rooms declare, each with the place of its declaration: types are gone when the code runs, so
 * their text is read.
 */
export function declaredTypes(): Map<string, string> {
  const declared = new Map<string, string>()
  for (const name of readdirSync(domain, { recursive: true, encoding: 'utf8' }).filter((one) =>
    one.endsWith('commands.ts'),
  )) {
    for (const [, union] of readFileSync(path.join(domain, name), 'utf8').matchAll(
      /^export type \w*Event =\n([\s\S]*?)(?:\n\n|$(?![\s\S]))/gm,
    ))
      for (const [, type] of union.matchAll(/type: '([a-z-]+)'/g)) declared.set(type, `src/domain/${name}`)
  }
  return declared
}

/** Ids and times differ from run to run; their kind is what matters. Of long lists one item tells enough. */
export function steady(value: unknown): unknown {
  // Leaves, keys and roots: bytes of chance.
  if (typeof value === 'string' && /^[A-Za-z0-9+/]{43}=$/.test(value)) return '<hash>'
  if (typeof value === 'string')
    return value.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, '<id>')
  if (typeof value === 'number' && value > 1e12) return 1_764_000_000_000
  if (Array.isArray(value)) return value.slice(0, 2).map(steady)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, steady(inner)]))
  return value
}

/** Adds what this house's journal holds and no sample shows yet. */
export async function keepSamples(sql: Sql): Promise<void> {
  const rows = await sql<{ type: string; stream: string; event: Event }>(
    `select distinct on (event->>'type') event->>'type' as type, stream, event
     from journal
     order by event->>'type', sequence`,
  )
  const known = allSamples()
  const fresh = rows
    .filter(({ type }) => !(type in known))
    .map(({ type, stream, event }) => [type, { stream: stream.replace(/\/.*/, '/'), event: steady(event) }] as const)
  if (fresh.length === 0) return
  const kept = Object.fromEntries(
    [...Object.entries(samplesIn('house-events.json')), ...fresh].sort(([a], [b]) => (a < b ? -1 : 1)),
  )
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(kept, null, 1) + '\n')
  renameSync(`${file}.${process.pid}`, file)
}
