// One entry judged and folded: hours of one person at one place, how they are known, and what both sides say to them.
// Nothing is overwritten: a correction is added. Putting hours down stands in service.ts.
import { allowed } from '../kernel/actor.ts'
import { decided, refused, type Circumstances } from '../kernel/decider.ts'
import { sayingsMax, type Evidence, type Side } from './terms.ts'
import type { DossierCommand, DossierEvent } from './commands.ts'
import type { Entry, EntryFacts } from './state.ts'
import { minuteMs, state, timesWrong, weaker, type Answer, type Of, type Told } from './saying.ts'
import { openEntry, typeEntry } from './service.ts'

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
  if (command.type === 'open-entry') return openEntry(entry, command, facts, around)
  if (command.type === 'type-entry') return typeEntry(entry, command, facts, around)
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

type Heard<T extends DossierEvent['type']> = Extract<DossierEvent, { type: T }>

function toldBy(event: Heard<'entry-opened'>): Told {
  const { person, unit, area, source, of, from, until, minutes, evidence, late, opening } = event
  return {
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
  }
}

function corrected(told: Told, event: Heard<'entry-corrected'>): Told {
  const { from, until, minutes, evidence, opening } = event
  const moved = from !== told.from || until !== told.until
  return { ...told, from, until, minutes, evidence, late: moved ? false : told.late, opening }
}

export function evolveEntry(entry: Entry, event: DossierEvent): Entry {
  const next = { ...entry, sayings: entry.sayings + 1 }
  switch (event.type) {
    case 'entry-opened':
      return { ...next, by: event.by, told: toldBy(event) }
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
    case 'entry-corrected':
      return { ...next, phase: 'open', by: event.by, told: entry.told && corrected(entry.told, event) }
    case 'entry-withdrawn':
      return { ...next, phase: 'withdrawn' }
    case 'feedback-given':
      return next
    default:
      return entry
  }
}
