// One device at one point, with no server for days: which number comes next, which tube is open, who was here already,
// and what is to be uploaded.
// Pure and whole: the phone keeps the entries of this book on disk one by one and folds them again when it starts.
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { registerMax, sealedMax, tubeCode, type PersonTold, type TubeSize, type TubeTold } from './terms.ts'
import type { PointCommand, PointReason } from './commands.ts'

export interface Sealed {
  readonly name?: string
  readonly number?: string
  readonly phone?: string
}

/** A line of the book, as it is kept on disk. */
export type DeskEntry =
  | { readonly type: 'numbers'; readonly first: number; readonly last: number }
  /** Numbers given to another device, by a QR code. */
  | { readonly type: 'numbers-given'; readonly first: number; readonly last: number }
  | { readonly type: 'tube'; readonly code: string; readonly size: TubeSize; readonly lane: number }
  | {
      readonly type: 'person'
      readonly number: number
      readonly subject: Id
      readonly household: AreaId | ''
      readonly at: Instant
      readonly sealed?: Sealed
    }
  /** The last person of the open tube, taken back before the tube was closed. */
  | { readonly type: 'undone'; readonly number: number }
  | { readonly type: 'closed' }
  /** The first `tubes` closed tubes lie in the outbox now. */
  | { readonly type: 'queued'; readonly tubes: number }

export interface OpenTube {
  readonly code: string
  readonly size: TubeSize
  readonly lane: number
  readonly people: readonly (DeskEntry & { type: 'person' })[]
}

export interface DeskState {
  /** Numbers not used yet, in the order in which they are used. */
  readonly numbers: readonly (readonly [first: number, last: number])[]
  readonly open?: OpenTube
  /** Closed and not yet in the outbox, oldest first. */
  readonly closed: readonly OpenTube[]
  /** Grown in place while folding; never changed by who reads it. Subject to its first number here. */
  readonly seen: Map<Id, number>
  readonly tubes: Set<string>
  readonly count: number
}

export const emptyDesk = (): DeskState => ({ numbers: [], closed: [], seen: new Map(), tubes: new Set(), count: 0 })

export function foldDesk(state: DeskState, entry: DeskEntry): DeskState {
  switch (entry.type) {
    case 'numbers':
      return { ...state, numbers: [...state.numbers, [entry.first, entry.last]] }
    case 'numbers-given':
      return {
        ...state,
        numbers: state.numbers
          .map(
            ([first, last]) =>
              (entry.last === last && entry.first >= first ? [first, entry.first - 1] : [first, last]) as [
                number,
                number,
              ],
          )
          .filter(([first, last]) => first <= last),
      }
    case 'tube':
      state.tubes.add(entry.code)
      return { ...close(state), open: { code: entry.code, size: entry.size, lane: entry.lane, people: [] } }
    case 'person': {
      if (!state.seen.has(entry.subject)) state.seen.set(entry.subject, entry.number)
      const [[, last], ...rest] = state.numbers
      const numbers: DeskState['numbers'] = entry.number >= last ? rest : [[entry.number + 1, last], ...rest]
      return {
        ...state,
        numbers,
        count: state.count + 1,
        open: { ...state.open!, people: [...state.open!.people, entry] },
      }
    }
    case 'undone': {
      const person = state.open?.people.find((one) => one.number === entry.number)
      if (!person) return state
      if (state.seen.get(person.subject) === person.number) state.seen.delete(person.subject)
      // The number stays unused for good: it may stand on a printed label.
      return {
        ...state,
        count: state.count - 1,
        open: { ...state.open!, people: state.open!.people.filter((one) => one !== person) },
      }
    }
    case 'closed':
      return close(state)
    case 'queued':
      return { ...state, closed: state.closed.slice(entry.tubes) }
  }
}

function close(state: DeskState): DeskState {
  if (!state.open) return state
  const { open, ...rest } = state
  return { ...rest, closed: open.people.length > 0 ? [...state.closed, open] : state.closed }
}

export type Judged =
  | { readonly entry: DeskEntry }
  | { readonly refused: PointReason; readonly detail?: Readonly<Record<string, string | number>> }

export function openTube(state: DeskState, code: string, size: TubeSize, lane: number): Judged {
  if (!tubeCode.test(code)) return { refused: 'tube-misread' }
  // A tube used here before is not opened again: its batch went to the laboratory, or lies closed.
  if (state.tubes.has(code)) return { refused: 'tube-used' }
  return { entry: { type: 'tube', code, size, lane } }
}

/**
 * @param anyway the person was here already, and the desk has looked: registered all the same, and shown to those who
 * merge
 */
export function addPerson(
  state: DeskState,
  person: { readonly subject: Id; readonly household: AreaId | ''; readonly at: Instant; readonly sealed?: Sealed },
  anyway = false,
): Judged {
  const { open } = state
  if (!open) return { refused: 'no-tube' }
  if (open.people.length >= open.size) return { refused: 'tube-full', detail: { size: open.size } }
  const number = state.numbers[0]?.[0]
  if (number === undefined) return { refused: 'numbers-used-up' }
  const before = state.seen.get(person.subject)
  if (before !== undefined && !anyway) return { refused: 'already-here', detail: { number: before } }
  const { sealed, ...rest } = person
  return { entry: { type: 'person', number, ...rest, ...(sealed && { sealed: cut(sealed) }) } }
}

/** What a door would turn away must not lie in the book: letters of control go, and what is too long is cut. */
function cut(sealed: Sealed): Sealed {
  const field = (name: keyof typeof sealedMax) =>
    (sealed[name] ?? '')
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, sealedMax[name])
      .trim()
  return Object.fromEntries(
    (['name', 'number', 'phone'] as const).map((name) => [name, field(name)]).filter(([, value]) => value),
  )
}

export const left = (state: DeskState): number =>
  state.numbers.reduce((sum, [first, last]) => sum + last - first + 1, 0)
export const waitingPeople = (state: DeskState): number =>
  state.closed.reduce((sum, tube) => sum + tube.people.length, 0)

type Register = Extract<PointCommand, { type: 'register' }>

/**
 * The oldest closed tubes as one command, and how many they were; undefined where there are none. Of 20 people or more
 * unless `all`, so that single tubes do not travel one by one.
 */
export function nextCommand(
  state: DeskState,
  device: Id,
  all: boolean,
  fewest = 20,
): { readonly command: Register; readonly tubes: number } | undefined {
  const chosen: OpenTube[] = []
  let people = 0
  for (const tube of state.closed) {
    if ((chosen.length > 0 && tube.lane !== chosen[0].lane) || people + tube.people.length > registerMax) break
    chosen.push(tube)
    people += tube.people.length
  }
  if (chosen.length === 0 || (people < fewest && !all && chosen.length === state.closed.length)) return undefined
  const from = Math.min(...chosen.flatMap((tube) => tube.people.map((person) => person.at)))
  const tubes: TubeTold[] = chosen.map((tube) => [tube.code, tube.size])
  const told = chosen.flatMap((tube, at) =>
    tube.people.map((person): PersonTold => [
      person.number,
      at,
      person.subject,
      Math.max(0, Math.round((person.at - from) / 1000)),
      person.household,
    ]),
  )
  const sealed = chosen.flatMap((tube) =>
    tube.people.flatMap((person) => (person.sealed ? [[person.subject, person.sealed] as const] : [])),
  )
  return {
    tubes: chosen.length,
    command: {
      type: 'register',
      device,
      lane: chosen[0].lane,
      from,
      tubes: tubes.map((tube) => [...tube]),
      people: told.map((one) => [...one]),
      ...(sealed.length > 0 && { sealed: sealed.map(([subject, body]) => [subject, body]) }),
    } as Register,
  }
}

/** Half of what is left, from the end of the last stretch: numbers to give to a device that has none. */
export function numbersToGive(state: DeskState): { readonly first: number; readonly last: number } | undefined {
  const stretch = state.numbers[state.numbers.length - 1]
  if (!stretch) return undefined
  const [first, last] = stretch
  const size = last - first + 1
  if (size < 2) return undefined
  return { first: first + Math.ceil(size / 2), last }
}
