// The columns of the preview: the row, what it will do, its first problem, and each field that the mapping names.
import type { Column } from '#web/console/parts/table.tsx'
import { t } from '#web/ui/words.ts'
import type { Act, Field, PlannedRow, Staged } from './staged.ts'
import { rowProblem } from './trouble.ts'

/** What needs a person first. */
export const ACTS: readonly Act[] = ['stopped', 'asked', 'new', 'change', 'same', 'skip']

const TONE: Readonly<Record<Act, string>> = {
  new: 'badge-good',
  change: 'badge-info',
  same: '',
  skip: '',
  stopped: 'badge-bad',
  asked: 'badge-warn',
}

export function ActBadge({ act }: { act: Act }) {
  return <span class={`badge ${TONE[act]}`}>{t(`registry.act.${act}`)}</span>
}

const planColumns = (): readonly Column<PlannedRow>[] => [
  {
    id: 'row',
    label: t('console.import.row'),
    width: '4.5rem',
    number: true,
    cell: (row) => row.row,
    sort: (row) => row.row,
  },
  {
    id: 'act',
    label: t('console.import.act'),
    width: '6.5rem',
    cell: (row) => <ActBadge act={row.act} />,
    sort: (row) => ACTS.indexOf(row.act),
  },
  {
    id: 'problem',
    label: t('registry.sheet.problem'),
    width: 'minmax(15rem, 2.2fr)',
    cell: (row) => <FirstProblem row={row} />,
  },
]

function FirstProblem({ row }: { row: PlannedRow }) {
  if (!row.problems.length) return null
  return (
    <span title={row.problems.map(rowProblem).join('\n')}>
      <b>{row.problems[0].cell}</b> {rowProblem(row.problems[0])}
      {row.problems.length > 1 && ` +${row.problems.length - 1}`}
    </span>
  )
}

/** What the row holds in one field; where it stops the row, as it was written. */
const fieldColumn = (field: Field): Column<PlannedRow> => ({
  id: field,
  label: t(`registry.field.${field}`),
  width: 'minmax(7rem, 1fr)',
  cell: (row) => (
    <span class={row.problems.some((one) => one.field === field && one.weight === 'stop') ? 'cell-bad' : ''}>
      {row.shown[field] ?? row.problems.find((one) => one.field === field)?.value ?? ''}
    </span>
  ),
})

export function columns(staged: Staged): readonly Column<PlannedRow>[] {
  const mapped = staged.fields.filter(({ field }) => staged.columns[field] !== undefined)
  return [...planColumns(), ...mapped.map(({ field }) => fieldColumn(field))]
}
