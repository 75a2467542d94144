// From device to device without a network: what one holds, packed into few bytes, that another may upload. Numbers make
// it harmless to be told twice.
// Bytes: 'M' version kind, then fields; whole numbers as LEB128, ids as their 16 bytes, texts as length and UTF-16 code
// units in LEB128.
import { buildingOf, doorOf, type AreaId } from '../kernel/area.ts'
import type { Id } from '../kernel/ids.ts'
import { lanesMax, registerMax, tubeSizes, type PersonTold, type TubeSize, type TubeTold } from './terms.ts'
import type { PointCommand } from './commands.ts'

type Register = Extract<PointCommand, { type: 'register' }>

/**
 * Registrations of one place, as the commands in which they would have been uploaded; or numbers and keys for a desk
 * that starts.
 */
export type Handover =
  | { readonly kind: 'registrations'; readonly round: Id; readonly place: Id; readonly commands: readonly Register[] }
  | {
      readonly kind: 'desk'
      readonly round: Id
      readonly place: Id
      readonly area: AreaId
      readonly name: string
      readonly lanes: number
      readonly first: number
      readonly last: number
      readonly subjectKey: string
      readonly codeKey: string
      readonly starts: number
      readonly ends: number
    }

const VERSION = 1
const KINDS = ['registrations', 'desk'] as const
/** Commands in one hand-over: 5,000 registrations in tubes of one. */
const commandsMax = 5_000
const textMax = 200

class Writer {
  readonly bytes: number[] = []
  whole(value: number): void {
    let rest = value
    while (rest >= 128) {
      this.bytes.push((rest % 128) | 128)
      rest = Math.floor(rest / 128)
    }
    this.bytes.push(rest)
  }
  id(id: Id): void {
    const hex = id.replace(/-/g, '')
    for (let at = 0; at < 32; at += 2) this.bytes.push(Number.parseInt(hex.slice(at, at + 2), 16))
  }
  text(text: string): void {
    this.whole(text.length)
    for (let at = 0; at < text.length; at++) this.whole(text.charCodeAt(at))
  }
}

/** Reading beyond the end or its bounds throws; `unpack` answers undefined then. */
class Reader {
  readonly #bytes: Uint8Array
  at = 0
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }
  get ended(): boolean {
    return this.at === this.#bytes.length
  }
  byte(): number {
    if (this.at >= this.#bytes.length) throw new RangeError('the hand-over ends too early')
    return this.#bytes[this.at++]
  }
  whole(max = Number.MAX_SAFE_INTEGER): number {
    let value = 0
    let factor = 1
    for (let i = 0; i < 8; i++) {
      const byte = this.byte()
      value += (byte & 127) * factor
      if (byte < 128) {
        if (value > max) throw new RangeError(`a number of the hand-over is over ${max}`)
        return value
      }
      factor *= 128
    }
    throw new RangeError('a number of the hand-over is too long')
  }
  id(): Id {
    let hex = ''
    for (let i = 0; i < 16; i++) hex += this.byte().toString(16).padStart(2, '0')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
  text(max = textMax): string {
    const length = this.whole(max)
    let text = ''
    for (let i = 0; i < length; i++) text += String.fromCharCode(this.whole(0xffff))
    return text
  }
}

function writeRegister(out: Writer, { device, lane, from, tubes, people, sealed }: Register): void {
  out.id(device)
  out.whole(lane)
  out.whole(from)
  out.whole(tubes.length)
  for (const [code, size] of tubes) {
    out.text(code)
    out.whole(tubeSizes.indexOf(size))
  }
  const buildings = [...new Set(people.map((person) => buildingOf(person[4])))]
  out.whole(buildings.length)
  for (const building of buildings) out.text(building)
  out.whole(people.length)
  let before = 0
  for (const [number, tube, subject, seconds, household] of people) {
    // Numbers mostly rise by one: an even code is a step forward, an odd one a step back.
    const step = number - before
    out.whole(step >= 0 ? step * 2 : -step * 2 - 1)
    before = number
    out.whole(tube)
    out.id(subject)
    out.whole(seconds)
    out.whole(buildings.indexOf(buildingOf(household)))
    if (household !== '') out.whole(Number(doorOf(household)))
  }
  out.whole(sealed?.length ?? 0)
  for (const [subject, body] of sealed ?? []) {
    out.id(subject)
    for (const field of [body.name, body.number, body.phone]) out.text(field ?? '')
  }
}

function readRegister(input: Reader): Register {
  const [device, lane, from] = [input.id(), input.whole(lanesMax), input.whole()]
  const tubes = Array.from({ length: input.whole(registerMax) }, (): TubeTold => [
    input.text(),
    tubeSizes[input.whole(tubeSizes.length - 1)] as TubeSize,
  ])
  const buildings = Array.from({ length: input.whole(registerMax) }, () => input.text())
  let before = 0
  const people = Array.from({ length: input.whole(registerMax) }, (): PersonTold => {
    const code = input.whole()
    before += code % 2 === 0 ? code / 2 : -(code + 1) / 2
    const [number, tube, subject, seconds, building] = [
      before,
      input.whole(registerMax),
      input.id(),
      input.whole(),
      buildings[input.whole(registerMax)] ?? '',
    ]
    return [
      number,
      tube,
      subject,
      seconds,
      building === '' ? '' : `${building}-${String(input.whole(9_999)).padStart(4, '0')}`,
    ]
  })
  const sealed = Array.from({ length: input.whole(registerMax) }, () => {
    const subject = input.id()
    const [name, number, phone] = [input.text(), input.text(), input.text()]
    return [subject, { ...(name && { name }), ...(number && { number }), ...(phone && { phone }) }]
  })
  return {
    type: 'register',
    device,
    lane,
    from,
    tubes,
    people,
    ...(sealed.length > 0 && { sealed }),
  } as unknown as Register
}

export function pack(handover: Handover): Uint8Array {
  const out = new Writer()
  out.bytes.push(77, VERSION, KINDS.indexOf(handover.kind))
  out.id(handover.round)
  out.id(handover.place)
  if (handover.kind === 'registrations') {
    out.whole(handover.commands.length)
    for (const command of handover.commands) writeRegister(out, command)
  } else {
    for (const text of [handover.area, handover.name, handover.subjectKey, handover.codeKey]) out.text(text)
    for (const value of [handover.lanes, handover.first, handover.last, handover.starts, handover.ends])
      out.whole(value)
  }
  return Uint8Array.from(out.bytes)
}

/**
 * Undefined for anything that is not exactly one hand-over of this version. What it holds is judged by the door like
 * any command.
 */
export function unpack(bytes: Uint8Array): Handover | undefined {
  const input = new Reader(bytes)
  try {
    if (input.byte() !== 77 || input.byte() !== VERSION) return undefined
    const kind = KINDS[input.byte()]
    if (kind === undefined) return undefined
    const [round, place] = [input.id(), input.id()]
    let handover: Handover
    if (kind === 'registrations')
      handover = {
        kind,
        round,
        place,
        commands: Array.from({ length: input.whole(commandsMax) }, () => readRegister(input)),
      }
    else {
      const [area, name, subjectKey, codeKey] = [input.text(), input.text(), input.text(), input.text()]
      const [lanes, first, last, starts, ends] = [
        input.whole(lanesMax),
        input.whole(),
        input.whole(),
        input.whole(),
        input.whole(),
      ]
      handover = { kind, round, place, area, name, lanes, first, last, subjectKey, codeKey, starts, ends }
    }
    return input.ended ? handover : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
