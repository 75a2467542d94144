// One entry judged and folded: hours of one person at one place, how they are known, and what both sides say to them.
// Nothing is overwritten: a correction is added.
import { allowed } from '../kernel/actor.ts'
import type { AreaId } from '../kernel/area.ts'
import { decided, refused, type Circumstances, type Decision, type PrivateRecord } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { base64 } from '../kernel/proof/bytes.ts'
import { commitment, openingOf, type Statement } from '../kernel/proof/statement.ts'
import {
  evidences,
  sayingsMax,
  stretchMax,
  typedBackMax,
  type EntryState as Phase,
  type Evidence,
  type Saying,
  type Side,
  type Source,
  type UnitAnswer,
} from './terms.ts'
import type { DossierCommand, DossierEvent, DossierReason } from './commands.ts'

export interface Entry {
  readonly kind: 'entry'
  readonly id: string
  readonly told?: {
    readonly person: Id
    readonly unit?: Id
    readonly area: AreaId
    readonly source: Source
    readonly of?: Id
    readonly from: Instant
    readonly until: Instant
    readonly minutes: number
    readonly evidence: Evidence
    readonly late: boolean
    /** Where name and duty are sealed. */
    readonly opening: Id
  }
  readonly phase: Phase
  readonly answer?: UnitAnswer
  /** Person who typed it in or corrected it last: somebody else confirms. */
  readonly by?: Id
  /** Statements made so far; also the number of the next. */
  readonly sayings: number
}

/** What surrounds an entry: found by the server, absent where it does not matter. */
export interface EntryFacts {
  readonly self?: Id
  /** Chance for the statement's key, base64 of 32 bytes. */
  readonly key?: string
  /** The person the entry is about, where there is one and the asker may speak of them. */
  readonly person?: { readonly unit?: Id; readonly name: string }
  readonly names?: { readonly unit?: string; readonly area?: string }
  /** What the muster knows of the service. */
  readonly served?: {
    readonly area: AreaId
    readonly evidence: Evidence
    readonly late: boolean
    readonly duty?: string
  }
  /** What is sealed with the entry: its duty in words. */
  readonly duty?: string
  /** Other entries of the person whose hours touch these. */
  readonly overlaps?: readonly string[]
}

type Answer = Decision<DossierEvent, DossierReason>
type Of<T extends DossierCommand['type']> = Extract<DossierCommand, { type: T }>
type Told = NonNullable<Entry['told']>

const minuteMs = 60_000
const weaker = (a: Evidence, b: Evidence): Evidence => (evidences.indexOf(a) > evidences.indexOf(b) ? a : b)

/**
 * The whole entry as it stands after this saying, committed to; and what is sealed: the opening, and words for people.
 */
function state(
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

function timesWrong(from: Instant, until: Instant, now: Instant): DossierReason | undefined {
  if (until <= from) return 'bad-times'
  if (until > now) return 'in-the-future'
  return until - from > stretchMax ? 'too-long' : undefined
}

function open(entry: Entry, command: Of<'open-entry'>, facts: EntryFacts, around: Circumstances): Answer {
  const { now, id } = around
  const { person, source, of, from } = command
  // Whoever forgets to sign out served a day at most; the rest is for a person to correct.
  const until = Math.min(command.until, from + stretchMax)
  const minutes = Math.round((until - from) / minuteMs)
  if (until < from) return refused('bad-times')
  if (minutes === 0) return refused('nothing-served')
  const evidence = command.evidence ?? facts.served?.evidence ?? 'confirmed'
  const late = facts.served?.late ?? false
  const words: Record<string, string> =
    (command.duty ?? facts.served?.duty) ? { duty: (command.duty ?? facts.served?.duty)! } : {}
  if (entry.told) {
    if (entry.phase === 'withdrawn') return refused('withdrawn')
    if (from < entry.told.until) return refused('already-open')
    const told = {
      ...entry.told,
      until,
      minutes: entry.told.minutes + minutes,
      evidence: weaker(entry.told.evidence, evidence),
    }
    const { leaf, record } = state(entry, told, 'stretched', facts, around, { phase: 'open' })
    return decided([{ type: 'entry-stretched', from, until, minutes, evidence, opening: id, at: now, leaf }], {
      records: [record],
    })
  }
  const area = command.area ?? facts.served?.area
  if (area === undefined) return refused('nothing-served')
  const unit = facts.person?.unit
  const told: Told = {
    person,
    ...(unit && { unit }),
    area,
    source,
    of,
    from,
    until,
    minutes,
    evidence,
    late,
    opening: id,
  }
  const { leaf, record } = state(entry, told, 'opened', facts, around, {}, words)
  return decided(
    [
      {
        type: 'entry-opened',
        person,
        ...(unit && { unit }),
        area,
        source,
        of,
        from,
        until,
        minutes,
        evidence,
        ...(late && { late: true as const }),
        opening: id,
        at: now,
        leaf,
      },
    ],
    { records: [record] },
  )
}

function type(entry: Entry, command: Of<'type-entry'>, facts: EntryFacts, around: Circumstances): Answer {
  const { now, id } = around
  if (entry.told) return refused('already-open')
  const { person, area, from, until, duty } = command
  const wrong = timesWrong(from, until, now)
  if (wrong) return refused(wrong)
  if (now - from > typedBackMax) return refused('too-old', { days: typedBackMax / 86_400_000 })
  const unit = facts.person?.unit
  const minutes = Math.round((until - from) / minuteMs)
  const told: Told = {
    person,
    ...(unit && { unit }),
    area,
    source: 'typed',
    from,
    until,
    minutes,
    evidence: 'typed',
    late: false,
    opening: id,
  }
  const { leaf, record } = state(entry, told, 'opened', facts, around, {}, { duty })
  return decided(
    [
      {
        type: 'entry-opened',
        person,
        ...(unit && { unit }),
        area,
        source: 'typed',
        from,
        until,
        minutes,
        evidence: 'typed',
        opening: id,
        ...(facts.self && { by: facts.self }),
        at: now,
        leaf,
      },
    ],
    { records: [record], answer: { overlaps: facts.overlaps ?? [] } },
  )
}

function confirm(
  entry: Entry,
  told: Told,
  command: Of<'confirm-entry'>,
  facts: EntryFacts,
  around: Circumstances,
): Answer {
  if (entry.phase === 'confirmed') return refused('already-confirmed')
  if (entry.by !== undefined && entry.by === facts.self) return refused('own-typing')
  const overlaps = facts.overlaps?.length ?? 0
  if (overlaps > 0 && !command.overlapping) return refused('overlapping', { entries: overlaps })
  const { leaf, record } = state(entry, told, 'confirmed', facts, around, { phase: 'confirmed' })
  return decided(
    [
      {
        type: 'entry-confirmed',
        opening: around.id,
        ...(overlaps > 0 && { overlapping: true as const }),
        at: around.now,
        leaf,
      },
    ],
    { records: [record] },
  )
}

function answer(
  entry: Entry,
  told: Told,
  command: Of<'answer-entry'>,
  facts: EntryFacts,
  around: Circumstances,
): Answer {
  if (entry.answer === command.answer && command.text === undefined) return refused('already-answered')
  const words: Record<string, string> = command.text === undefined ? {} : { text: command.text }
  const { leaf, record } = state(entry, told, 'answered', facts, around, { answer: command.answer, ...words }, words)
  return decided(
    [
      {
        type: 'entry-answered',
        answer: command.answer,
        opening: around.id,
        ...(command.text !== undefined && { said: true as const }),
        at: around.now,
        leaf,
      },
    ],
    { records: [record] },
  )
}

function correct(
  entry: Entry,
  told: Told,
  command: Of<'correct-entry'>,
  facts: EntryFacts,
  around: Circumstances,
): Answer {
  const { from, until, duty, why } = command
  const wrong = timesWrong(from, until, around.now)
  if (wrong) return refused(wrong)
  const moved = from !== told.from || until !== told.until
  if (!moved && (duty === undefined || duty === facts.duty)) return refused('nothing-changed')
  // Times put down by hand are known by word alone, whatever they were before.
  const evidence: Evidence = moved ? 'typed' : told.evidence
  const next: Told = {
    ...told,
    from,
    until,
    minutes: moved ? Math.round((until - from) / minuteMs) : told.minutes,
    evidence,
    late: moved ? false : told.late,
  }
  const { leaf, record } = state(
    entry,
    next,
    'corrected',
    facts,
    around,
    { phase: 'open', why },
    { why, ...(duty !== undefined && { duty }) },
  )
  return decided(
    [
      {
        type: 'entry-corrected',
        from,
        until,
        minutes: next.minutes,
        evidence,
        opening: around.id,
        ...(facts.self && { by: facts.self }),
        at: around.now,
        leaf,
      },
    ],
    { records: [record], answer: { overlaps: facts.overlaps ?? [] } },
  )
}

/** Nobody speaks for a side they do not belong to. */
function maySpeak(told: Told, as: Side, { actor }: Circumstances): boolean {
  if (as === 'person') return actor.person === told.person
  if (as === 'unit') return told.unit !== undefined && allowed({ roles: [], ownUnit: true }, actor, { unit: told.unit })
  return allowed({ roles: ['officer', 'dispatcher'] }, actor, { area: told.area })
}

function speak(
  entry: Entry,
  told: Told,
  command: Of<'give-feedback'>,
  facts: EntryFacts,
  around: Circumstances,
): Answer {
  if (!maySpeak(told, command.as, around)) return refused('not-your-side')
  const { leaf, record } = state(
    entry,
    told,
    'feedback',
    facts,
    around,
    { as: command.as, text: command.text },
    { text: command.text },
  )
  return decided([{ type: 'feedback-given', as: command.as, opening: around.id, at: around.now, leaf }], {
    records: [record],
  })
}

function withdraw(
  entry: Entry,
  told: Told,
  command: Of<'withdraw-entry'>,
  facts: EntryFacts,
  around: Circumstances,
): Answer {
  const { leaf, record } = state(
    entry,
    told,
    'withdrawn',
    facts,
    around,
    { phase: 'withdrawn', why: command.why },
    { why: command.why },
  )
  return decided([{ type: 'entry-withdrawn', opening: around.id, at: around.now, leaf }], { records: [record] })
}

export function decideEntry(entry: Entry, command: DossierCommand, facts: EntryFacts, around: Circumstances): Answer {
  if (entry.sayings >= sayingsMax) return refused('too-many-sayings', { most: sayingsMax })
  if (command.type === 'open-entry') return open(entry, command, facts, around)
  if (command.type === 'type-entry') return type(entry, command, facts, around)
  const { told } = entry
  // target() answers everything else before the entry as unknown.
  if (!told || entry.phase === 'withdrawn') return refused('withdrawn')
  switch (command.type) {
    case 'confirm-entry':
      return confirm(entry, told, command, facts, around)
    case 'answer-entry':
      return answer(entry, told, command, facts, around)
    case 'correct-entry':
      return correct(entry, told, command, facts, around)
    case 'give-feedback':
      return speak(entry, told, command, facts, around)
    case 'withdraw-entry':
      return withdraw(entry, told, command, facts, around)
    default:
      return refused('withdrawn')
  }
}

export function evolveEntry(entry: Entry, event: DossierEvent): Entry {
  const next = { ...entry, sayings: entry.sayings + 1 }
  switch (event.type) {
    case 'entry-opened': {
      const { person, unit, area, source, of, from, until, minutes, evidence, late, opening } = event
      return {
        ...next,
        by: event.by,
        told: {
          person,
          ...(unit && { unit }),
          area,
          source,
          ...(of && { of }),
          from,
          until,
          minutes,
          evidence,
          late: late ?? false,
          opening,
        },
      }
    }
    case 'entry-stretched':
      return {
        ...next,
        phase: 'open',
        told: entry.told && {
          ...entry.told,
          until: event.until,
          minutes: entry.told.minutes + event.minutes,
          evidence: weaker(entry.told.evidence, event.evidence),
        },
      }
    case 'entry-confirmed':
      return { ...next, phase: 'confirmed' }
    case 'entry-answered':
      return { ...next, answer: event.answer }
    case 'entry-corrected': {
      const moved = entry.told !== undefined && (event.from !== entry.told.from || event.until !== entry.told.until)
      return {
        ...next,
        phase: 'open',
        by: event.by,
        told: entry.told && {
          ...entry.told,
          from: event.from,
          until: event.until,
          minutes: event.minutes,
          evidence: event.evidence,
          late: moved ? false : entry.told.late,
          opening: event.opening,
        },
      }
    }
    case 'entry-withdrawn':
      return { ...next, phase: 'withdrawn' }
    case 'feedback-given':
      return next
    default:
      return entry
  }
}
