// What every saying to an entry is made of: the whole entry as it then stands, committed to, and what is sealed with
// it.
import type { Circumstances, Decision, PrivateRecord } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import { base64 } from '../kernel/proof/bytes.ts'
import { commitment, openingOf, type Statement } from '../kernel/proof/statement.ts'
import { evidences, stretchMax, type EntryState as Phase, type Evidence, type Saying } from './terms.ts'
import type { DossierCommand, DossierEvent, DossierReason } from './commands.ts'
import type { Entry, EntryFacts } from './state.ts'

export type Answer = Decision<DossierEvent, DossierReason>
export type Of<T extends DossierCommand['type']> = Extract<DossierCommand, { type: T }>
export type Told = NonNullable<Entry['told']>

export const minuteMs = 60_000
export const weaker = (a: Evidence, b: Evidence): Evidence => (evidences.indexOf(a) > evidences.indexOf(b) ? a : b)

/**
 * The whole entry as it stands after this saying, committed to; and what is sealed: the opening, and words for people.
 */
export function state(
  entry: Entry,
  told: Told,
  said: Saying,
  facts: EntryFacts,
  { id, now }: Circumstances,
  more: Statement & { phase?: Phase } = {},
  words: Record<string, string> = {},
): { leaf: string; record: PrivateRecord } {
  const { phase, ...rest } = more
  const duty = words.duty ?? facts.duty
  const statement: Statement = {
    form: 'muster-dossier-1',
    entry: entry.id,
    number: entry.sayings,
    said,
    at: now,
    person: told.person,
    name: facts.person?.name ?? '',
    unit: told.unit ?? null,
    unitName: facts.names?.unit ?? null,
    area: told.area,
    areaName: facts.names?.area ?? null,
    source: told.source,
    of: told.of ?? null,
    from: told.from,
    until: told.until,
    minutes: told.minutes,
    duty: duty ?? null,
    evidence: told.evidence,
    late: told.late,
    state: phase ?? entry.phase,
    answer: entry.answer ?? null,
    ...rest,
  }
  // Without chance from the server (on a phone that foresees) there is no leaf; nothing it says is kept.
  const opening = openingOf(facts.key ?? base64(new Uint8Array(32)), statement)
  return {
    leaf: base64(commitment(opening)),
    record: {
      kind: 'text',
      id,
      subject: told.person,
      body: { ...opening, ...(duty !== undefined && { duty }), ...words },
    },
  }
}

export function timesWrong(from: Instant, until: Instant, now: Instant): DossierReason | undefined {
  if (until <= from) return 'bad-times'
  if (until > now) return 'in-the-future'
  return until - from > stretchMax ? 'too-long' : undefined
}
