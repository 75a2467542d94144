// Hours put down: by Muster from a sign-out or a stand-down, and stretched by the next; or typed in afterwards, by word
// alone.
import { decided, refused, type Circumstances } from '../kernel/decider.ts'
import { stretchMax, typedBackMax } from './terms.ts'
import type { Entry, EntryFacts } from './state.ts'
import { minuteMs, state, timesWrong, weaker, type Answer, type Of, type Told } from './saying.ts'

/** The person came back within the same occasion: the hours are added, and known only as well as the weaker part. */
function stretch(
  entry: Entry,
  told: Told,
  more: Pick<Told, 'from' | 'until' | 'minutes' | 'evidence'>,
  facts: EntryFacts,
  around: Circumstances,
): Answer {
  if (entry.phase === 'withdrawn') return refused('withdrawn')
  if (more.from < told.until) return refused('already-open')
  const { from, until, minutes, evidence } = more
  const next = { ...told, until, minutes: told.minutes + minutes, evidence: weaker(told.evidence, evidence) }
  const { leaf, record } = state(entry, next, 'stretched', facts, around, { phase: 'open' })
  return decided(
    [{ type: 'entry-stretched', from, until, minutes, evidence, opening: around.id, at: around.now, leaf }],
    { records: [record] },
  )
}

export function openEntry(entry: Entry, command: Of<'open-entry'>, facts: EntryFacts, around: Circumstances): Answer {
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
  if (entry.told) return stretch(entry, entry.told, { from, until, minutes, evidence }, facts, around)
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

export function typeEntry(entry: Entry, command: Of<'type-entry'>, facts: EntryFacts, around: Circumstances): Answer {
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
