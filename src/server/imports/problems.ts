// What can be wrong with a row, told by cell. Each problem has a sentence and a remedy in both languages
// (src/words/registry.ts, `problem.<code>`).
import type { Field } from './fields.ts'

/**
 * `stop`: the row cannot be taken in as it stands. `ask`: it needs a choice (merge, keep, skip). `note`: it can, and
 * something is left out or assumed.
 */
export const problemWeights = {
  'missing-column': 'stop',
  missing: 'stop',
  'cell-error': 'stop',
  'became-date': 'stop',
  formula: 'stop',
  'formula-text': 'stop',
  'name-shape': 'stop',
  'too-long': 'stop',
  'phone-length': 'stop',
  'phone-shape': 'stop',
  'phone-scientific': 'stop',
  'phone-extension': 'stop',
  'phone-no-area': 'stop',
  'two-phones': 'stop',
  'area-unknown': 'stop',
  'area-ambiguous': 'stop',
  'area-outside': 'stop',
  'unit-unknown': 'stop',
  'unit-ambiguous': 'stop',
  'code-shape': 'stop',
  'code-missing': 'stop',
  'level-odd': 'stop',
  'number-shape': 'stop',
  'place-shape': 'stop',
  'door-shape': 'stop',
  'entrance-shape': 'stop',
  'entrance-other': 'stop',
  'door-wide': 'stop',
  'door-twice': 'stop',
  'too-many-doors': 'stop',
  'too-many-grids': 'stop',
  refused: 'stop',
  'same-phone': 'ask',
  'same-name-unit': 'ask',
  namesake: 'ask',
  alike: 'ask',
  'group-row': 'note',
  'name-note': 'note',
  'phone-note': 'note',
  'phone-left': 'note',
  'address-split': 'note',
  'address-unread': 'note',
  'unit-none': 'note',
  'door-read': 'note',
  'skill-unknown': 'note',
  'availability-unknown': 'note',
  'no-home': 'note',
  'no-phone': 'note',
  repeated: 'note',
  'registered-elsewhere': 'note',
} as const
export type ProblemCode = keyof typeof problemWeights
export type ProblemWeight = (typeof problemWeights)[ProblemCode]

export interface Problem {
  readonly code: ProblemCode
  readonly weight: ProblemWeight
  readonly field?: Field
  /** As Excel names it: B17. Without a column when the whole row is meant: 17. */
  readonly cell: string
  readonly value?: string
  readonly detail?: Readonly<Record<string, string | number>>
}
