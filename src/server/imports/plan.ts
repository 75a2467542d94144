// The plan of an import: for each row its problems, what it will do, and the commands for that. The kinds of list plan
// alike, each in its own file. Pure.
import type { Actor } from '#domain/kernel/actor.ts'
import { allowed } from '#domain/kernel/actor.ts'
import type { AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { may } from '#domain/registry/may.ts'
import type { Availability, Numbering, Skill } from '#domain/registry/terms.ts'
import type { Door, RegistryCommand } from '#domain/registry/commands.ts'
import { tidy } from './clean.ts'
import type { Columns } from './heads.ts'
import { fields, type Field, type ListKind } from './fields.ts'
import type { Places } from './places.ts'
import { problemWeights, type Problem, type ProblemCode } from './problems.ts'
import { columnLetters, type Row } from './table.ts'

export interface List {
  readonly kind: ListKind
  readonly rows: readonly Row[]
  readonly columns: Columns
  /** Columns beside the fields by which two of one name are told apart: identity number, date of birth, sex. */
  readonly telling?: readonly number[]
  /** Numbers of rows that are headings of groups: shown, and skipped. */
  readonly groups?: ReadonlySet<number>
}

/** What a row's choice can be where another stands beside it. */
export type Choice = 'merge' | 'keep' | 'skip'

export interface KnownUnit {
  readonly unit: Id
  readonly name: string
  readonly area: AreaId
  /** Communities with a standing registration. */
  readonly registered: readonly AreaId[]
}

export interface County {
  readonly tenant: string
  readonly actor: Actor
  readonly places: Places
  /** By unitKey of the name. */
  readonly units: ReadonlyMap<string, readonly KnownUnit[]>
  readonly unitById: ReadonlyMap<Id, KnownUnit>
  /** Doors already listed, by building; filled for lists of buildings only. */
  readonly doors: ReadonlyMap<AreaId, { readonly numbering: Numbering; readonly doors: readonly Door[] }>
  /** People already known who share a phone or a name with the list; filled for lists of persons only. */
  readonly people: readonly KnownPerson[]
}

export interface KnownPerson {
  readonly person: Id
  readonly name: string
  readonly phone?: string
  readonly unit?: Id
  readonly home: AreaId
  readonly skills: readonly Skill[]
  readonly availability: readonly Availability[]
  /** Community of the standing registration. */
  readonly registered?: AreaId
}

export interface Planned {
  readonly stream: string
  readonly command: RegistryCommand
  /** What the command was planned against, so that the same row planned against something else is another command. */
  readonly against?: string
}

/** Whom a row stands beside: a person already known, or another row of the file. */
export interface Beside {
  readonly person?: Id
  readonly row?: number
  readonly shown: Readonly<Partial<Record<Field, string>>>
}

export type Act = 'new' | 'change' | 'same' | 'skip' | 'stopped' | 'asked'

export interface PlannedRow {
  readonly row: number
  readonly act: Act
  /** Values as understood, field by field. */
  readonly shown: Readonly<Partial<Record<Field, string>>>
  readonly problems: readonly Problem[]
  readonly beside?: Beside
  readonly choice?: Choice
  readonly commands: readonly Planned[]
}

/** What Excel writes into a cell whose formula failed; a list saved as .csv holds it as a text. */
const failedFormula = /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA|BUSY!)$/i
/** Where 3-2 is meant and a spreadsheet makes the second of March of it. */
const numbered: ReadonlySet<Field> = new Set(['building', 'entrance', 'door', 'grid', 'address'])
/** Fields that speak of time: a date there is left out like any word that is not understood. */
const timely: ReadonlySet<Field> = new Set(['skills', 'availability'])
const months = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*'
const madeDate = new RegExp(
  '^(?:' +
    [
      '\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}(?: [\\d:]+)?',
      '(?:\\d{4}年)?\\d{1,2}月(?:\\d{1,2}[日号])?',
      `\\d{1,2}-${months}(?:-\\d{2,4})?`,
      `${months}-\\d{2,4}`,
      '\\d{1,2}:\\d{2}(?::\\d{2})?',
    ].join('|') +
    ')$',
  'i',
)

/** Is a cell not what was typed: a formula's failure, or a date that the office program made of a number? */
function marks(row: Row, column: number, field: Field, text: string): 'cell-error' | 'became-date' | undefined {
  if (row.errors?.includes(column) || failedFormula.test(text)) return 'cell-error'
  const date = row.dates?.includes(column) ? !timely.has(field) : numbered.has(field) && madeDate.test(text)
  return date ? 'became-date' : undefined
}

/** Reads one row field by field and gathers its problems. */
export class RowReader {
  readonly problems: Problem[] = []
  readonly shown: Partial<Record<Field, string>> = {}
  readonly row: Row
  readonly #list: List

  constructor(list: List, row: Row) {
    this.#list = list
    this.row = row
  }

  has(field: Field): boolean {
    return this.#list.columns[field] !== undefined
  }

  /**
   * Tidied text of a field, '' where the list has no such column. A formula in a column that is read is a problem: its
   * result may be stale or foreign.
   */
  text(field: Field): string {
    const column = this.#list.columns[field]
    if (column === undefined) return ''
    // ="139…" and '139… are how a spreadsheet is told to leave a number as it stands.
    const text = tidy(this.row.cells[column] ?? '').replace(/^="([^"]*)"$|^['‘’](?=[\d+])/, '$1')
    const marked = marks(this.row, column, field, text)
    if (marked) this.problem(marked, field, text)
    else if (this.row.formulas?.includes(column)) this.problem('formula', field, text)
    else if (/^[=@]|^[+-](?![\d\s+\-/、,;()，；（）]*$)/.test(text)) this.problem('formula-text', field, text)
    else if (text.length > 200) this.problem('too-long', field, text.slice(0, 40))
    else this.shown[field] = text
    return this.shown[field] ?? ''
  }

  problem(code: ProblemCode, field?: Field, value?: string, detail?: Problem['detail']): void {
    const column = field === undefined ? undefined : this.#list.columns[field]
    const cell = `${column === undefined ? '' : columnLetters(column)}${this.row.number}`
    // One cell shows one trouble of the same kind once.
    if (this.problems.some((each) => each.code === code && each.cell === cell)) return
    this.problems.push({
      code,
      weight: problemWeights[code],
      ...(field && { field }),
      cell,
      ...(value !== undefined && value !== '' && { value }),
      ...(detail && { detail }),
    })
  }

  /** Complains of required fields that are empty. */
  require(): void {
    for (const { field, required } of fields[this.#list.kind]) {
      if (!required || (this.shown[field] ?? '') !== '' || this.problems.some((each) => each.field === field)) continue
      this.problem(this.has(field) ? 'missing' : 'missing-column', field)
    }
  }

  get stopped(): boolean {
    return this.problems.some((problem) => problem.weight === 'stop')
  }
}

/** A row that heads a group, as the preview shows it. */
export const groupRow = (row: Row): PlannedRow => ({
  row: row.number,
  act: 'skip',
  shown: {},
  problems: [
    {
      code: 'group-row',
      weight: problemWeights['group-row'],
      cell: String(row.number),
      value: row.cells.find((cell) => tidy(cell) !== ''),
    },
  ],
  commands: [],
})

/** Would the door let this actor? Asked before, so that the preview says so by cell. */
export function permitted(
  county: County,
  type: RegistryCommand['type'],
  target: { area?: AreaId; person?: Id; unit?: Id },
): boolean {
  return allowed(may[type], county.actor, target)
}

export interface Summary {
  readonly rows: number
  readonly acts: Readonly<Record<Act, number>>
  readonly problems: Readonly<Partial<Record<ProblemCode, number>>>
}

export function summarise(rows: readonly PlannedRow[]): Summary {
  const acts: Record<Act, number> = { new: 0, change: 0, same: 0, skip: 0, stopped: 0, asked: 0 }
  const problems: Partial<Record<ProblemCode, number>> = {}
  for (const row of rows) {
    acts[row.act]++
    for (const problem of row.problems) problems[problem.code] = (problems[problem.code] ?? 0) + 1
  }
  return { rows: rows.length, acts, problems }
}
