// Reads fields of JSON that came from outside; each fault names file and path.
import type { Said } from '#words/languages.ts'
import { FAR } from '#planner/visits/problem.ts'
import { InputFault } from '../fault.ts'
import { words as common } from '../words.ts'
import type { Id } from './doors.ts'
import { words } from './words.ts'

export type Fields = Record<string, unknown>

export class Reader {
  readonly file: string

  constructor(file: string) {
    this.file = file
  }

  fault(field: string, said: Said): InputFault {
    return new InputFault({ file: this.file, field }, said)
  }

  object(value: unknown, field: string): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.fault(field, value === undefined ? words.missing : words.notObject)
    return value as Fields
  }

  /** An absent list is empty, unless it is needed. */
  list(value: unknown, field: string, needed = false): readonly unknown[] {
    if (value === undefined && !needed) return []
    if (!Array.isArray(value)) throw this.fault(field, value === undefined ? words.missing : words.notList)
    return value
  }

  number(value: unknown, field: string, least: number, most: number, otherwise?: number): number {
    if (value === undefined && otherwise !== undefined) return otherwise
    if (value === undefined) throw this.fault(field, words.missing)
    if (typeof value !== 'number' || !(value >= least && value <= most))
      throw this.fault(field, common.notNumber(JSON.stringify(value), least, most))
    return value
  }

  whole(value: unknown, field: string, least = 0, most = FAR, otherwise?: number): number {
    if (value === undefined && otherwise !== undefined) return otherwise
    const number = this.number(value, field, -Infinity, Infinity)
    if (!Number.isInteger(number) || number < least || number > most)
      throw this.fault(field, common.notWhole(String(number), least, most))
    return number
  }

  text(value: unknown, field: string): string {
    if (typeof value !== 'string' || value === '') throw this.fault(field, words.missing)
    return value
  }

  id(value: unknown, field: string, seen: Set<Id>): Id {
    if (typeof value !== 'string' && typeof value !== 'number') throw this.fault(field, words.missing)
    if (seen.has(value)) throw this.fault(field, words.doubledId(String(value)))
    seen.add(value)
    return value
  }

  pair(value: unknown, field: string, least = -Infinity, most = Infinity): readonly [number, number] {
    const list = this.list(value, field, true)
    if (list.length !== 2) throw this.fault(field, words.notRange)
    return [this.number(list[0], `${field}[0]`, least, most), this.number(list[1], `${field}[1]`, least, most)]
  }

  /** A range of time: the end not before the start. */
  range(value: unknown, field: string, most = FAR): readonly [number, number] {
    const range = this.pair(value, field, 0, most)
    if (range[1] < range[0]) throw this.fault(field, words.notRange)
    return range
  }

  /** Ranges in order that do not touch. */
  ranges(value: unknown, field: string): (readonly [number, number])[] {
    const ranges = this.list(value, field, true).map((range, k) => this.range(range, `${field}[${k}]`))
    ranges.forEach(([opens], k) => {
      if (k > 0 && opens <= ranges[k - 1][1]) throw this.fault(`${field}[${k}]`, words.crossing)
    })
    return ranges
  }

  square(value: unknown, field: string, size?: number): number[][] {
    const rows = this.list(value, field, true)
    const width = size ?? rows.length
    if (rows.length !== width) throw this.fault(field, words.notSquare(width))
    return rows.map((row, a) => {
      const cells = this.list(row, `${field}[${a}]`, true)
      if (cells.length !== width) throw this.fault(`${field}[${a}]`, words.notSquare(width))
      return cells.map((cell, b) => this.number(cell, `${field}[${a}][${b}]`, 0, FAR))
    })
  }
}
