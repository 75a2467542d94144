// The preview of an import: every row with what it will do, every problem by cell with its remedy, mended or chosen in
// place.
import { useEffect, useState } from 'preact/hooks'
import { type Column, Table } from '#web/console/parts/table.tsx'
import { Note } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import {
  type Act,
  type Choice,
  chooseRows,
  correctCells,
  type Field,
  type Page,
  type PlannedRow,
  rowsOf,
  type Show,
  type Staged,
} from './staged.ts'
import { deskTrouble, rowProblem } from './trouble.ts'

const ACTS: readonly Act[] = ['stopped', 'asked', 'new', 'change', 'same', 'skip']
const TONE: Readonly<Record<Act, string>> = {
  new: 'badge-good',
  change: 'badge-info',
  same: '',
  skip: '',
  stopped: 'badge-bad',
  asked: 'badge-warn',
}
const CHOICES: readonly Choice[] = ['merge', 'keep', 'skip']

function columns(staged: Staged): readonly Column<PlannedRow>[] {
  const mapped = staged.fields.filter(({ field }) => staged.columns[field] !== undefined)
  return [
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
      cell: (row) => <span class={`badge ${TONE[row.act]}`}>{t(`registry.act.${row.act}`)}</span>,
      sort: (row) => ACTS.indexOf(row.act),
    },
    {
      id: 'problem',
      label: t('registry.sheet.problem'),
      width: 'minmax(15rem, 2.2fr)',
      cell: (row) =>
        row.problems.length ? (
          <span title={row.problems.map(rowProblem).join('\n')}>
            <b>{row.problems[0].cell}</b> {rowProblem(row.problems[0])}
            {row.problems.length > 1 && ` +${row.problems.length - 1}`}
          </span>
        ) : (
          ''
        ),
    },
    ...mapped.map(({ field }): Column<PlannedRow> => ({
      id: field,
      label: t(`registry.field.${field}`),
      width: 'minmax(7rem, 1fr)',
      cell: (row) => (
        <span class={row.problems.some((one) => one.field === field && one.weight === 'stop') ? 'cell-bad' : ''}>
          {row.shown[field] ?? row.problems.find((one) => one.field === field)?.value ?? ''}
        </span>
      ),
    })),
  ]
}

interface PreviewProps {
  readonly staged: Staged
  changed(staged: Staged): void
}

export function Preview({ staged, changed }: PreviewProps) {
  const { acts } = staged.summary
  const [show, setShow] = useState<Show>(acts.stopped ? 'stopped' : acts.asked ? 'asked' : 'all')
  const [page, setPage] = useState(0)
  const [body, setBody] = useState<Page>()
  const [problem, setProblem] = useState<string>()
  const [open, setOpen] = useState<number>()
  useEffect(() => {
    let gone = false
    void rowsOf(staged.id, show, page).then((answer) => {
      if (gone) return
      setProblem(answer.ok ? undefined : deskTrouble(answer))
      if (answer.ok) setBody(answer.body)
    })
    return () => {
      gone = true
    }
  }, [staged, show, page])
  const row = body?.rows.find((one) => one.row === open)
  const filter = (next: Show) => {
    setShow(next)
    setPage(0)
    setOpen(undefined)
  }
  return (
    <>
      <div class="bar">
        <div role="group" aria-label={t('console.import.act')} class="row grow">
          {(['all', 'problems', ...ACTS] as const).map((one) => {
            const n = one === 'all' ? staged.summary.rows : one === 'problems' ? undefined : acts[one]
            return n === 0 ? null : (
              <button key={one} type="button" aria-pressed={show === one} onClick={() => filter(one)}>
                {one === 'all' || one === 'problems' ? t(`console.import.show.${one}`) : t(`registry.act.${one}`)} {n}
              </button>
            )
          })}
        </div>
        {body && body.pages > 1 && (
          <div class="row">
            <button type="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
              {t('console.import.earlier')}
            </button>
            <span class="number">
              {page + 1} / {body.pages}
            </span>
            <button type="button" disabled={page + 1 >= body.pages} onClick={() => setPage(page + 1)}>
              {t('console.import.later')}
            </button>
          </div>
        )}
      </div>
      {problem && <Note tone="bad">{problem}</Note>}
      <div class={row ? 'split split-open' : 'split'}>
        <Table
          label={t('console.import.preview')}
          rows={body?.rows ?? []}
          columns={columns(staged)}
          keyOf={(one) => String(one.row)}
          open={row && String(row.row)}
          onOpen={(one) => setOpen(one.row)}
          empty={body ? t('console.found-none') : t('kernel.loading')}
        />
        {row && (
          <RowPane
            key={row.row}
            staged={staged}
            row={row}
            changed={changed}
            close={() => {
              setOpen(undefined)
              document.querySelector<HTMLElement>('.table')?.focus()
            }}
          />
        )}
      </div>
    </>
  )
}

interface RowPaneProps extends PreviewProps {
  readonly row: PlannedRow
  close(): void
}

function RowPane({ staged, row, changed, close }: RowPaneProps) {
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const act = async (answering: ReturnType<typeof chooseRows>) => {
    setBusy(true)
    const answer = await answering
    setBusy(false)
    setProblem(answer.ok ? undefined : deskTrouble(answer))
    if (answer.ok) changed(answer.body)
  }
  const choose = (choice: Choice) => void act(chooseRows(staged.id, [{ row: row.row, choice }]))
  const asked = row.problems.some((one) => one.weight === 'ask')
  return (
    <aside class="pane stack" aria-label={t('console.import.row-n', { n: row.row })} aria-busy={busy}>
      <div class="pane-head">
        <h2>
          {t('console.import.row-n', { n: row.row })}{' '}
          <span class={`badge ${TONE[row.act]}`}>{t(`registry.act.${row.act}`)}</span>
        </h2>
        <button type="button" class="button-quiet" aria-label={t('kernel.close')} onClick={close}>
          ✕
        </button>
      </div>
      {problem && <Note tone="bad">{problem}</Note>}
      {row.problems.map((one) => (
        <ProblemCard
          key={`${one.cell}${one.code}`}
          problem={one}
          busy={busy}
          correct={(value) => void act(correctCells(staged.id, [{ cell: one.cell, value }]))}
        />
      ))}
      {row.beside && <Beside row={row} fields={staged.fields.map((one) => one.field)} />}
      {(asked || row.choice) && (
        <div class="stack-tight">
          {CHOICES.map((choice) => (
            <button
              key={choice}
              type="button"
              aria-pressed={row.choice === choice}
              disabled={busy}
              onClick={() => choose(choice)}
            >
              {t(`registry.choice.${choice}`)}
            </button>
          ))}
          {staged.summary.acts.asked > 1 && (
            <details>
              <summary>{t('console.import.all-alike', { n: staged.summary.acts.asked })}</summary>
              <div class="stack-tight">
                {CHOICES.map((choice) => (
                  <button
                    key={choice}
                    type="button"
                    disabled={busy}
                    onClick={() => void act(chooseRows(staged.id, [], choice))}
                  >
                    {t(`registry.choice.${choice}`)}
                  </button>
                ))}
              </div>
            </details>
          )}
        </div>
      )}
      {row.act === 'stopped' && (
        <button type="button" disabled={busy} onClick={() => choose('skip')}>
          {t('registry.choice.skip')}
        </button>
      )}
    </aside>
  )
}

function ProblemCard({
  problem,
  busy,
  correct,
}: {
  problem: PlannedRow['problems'][number]
  busy: boolean
  correct(value: string): void
}) {
  const [value, setValue] = useState(problem.value ?? '')
  const cell = /^[A-Z]/.test(problem.cell)
  const id = `cell-${problem.cell}-${problem.code}`
  return (
    <div class={`note ${problem.weight === 'stop' ? 'note-bad' : problem.weight === 'ask' ? 'note-warn' : ''}`}>
      <p>
        <b>
          {problem.cell}
          {problem.field && ` ${t(`registry.field.${problem.field}`)}`}
        </b>{' '}
        {rowProblem(problem)}
      </p>
      {cell && problem.weight !== 'note' && (
        <form
          class="correct"
          onSubmit={(event) => {
            event.preventDefault()
            correct(value)
          }}
        >
          <label class="sr-only" for={id}>
            {t('console.import.correct', { cell: problem.cell })}
          </label>
          <input id={id} value={value} disabled={busy} onInput={(event) => setValue(event.currentTarget.value)} />
          <button disabled={busy}>{t('console.import.correct-do')}</button>
        </form>
      )}
    </div>
  )
}

/** This row and the one it resembles, field by field, differences marked. */
function Beside({ row, fields }: { row: PlannedRow; fields: readonly Field[] }) {
  const other = row.beside!.shown
  const shown = fields.filter((field) => row.shown[field] || other[field])
  return (
    <table class="small">
      <thead>
        <tr>
          <th scope="col" />
          <th scope="col">{t('console.import.this-row', { n: row.row })}</th>
          <th scope="col">
            {row.beside!.row === undefined
              ? t('console.import.known')
              : t('console.import.this-row', { n: row.beside!.row })}
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((field) => (
          <tr key={field} class={row.shown[field] === other[field] ? '' : 'differs'}>
            <th scope="row">{t(`registry.field.${field}`)}</th>
            <td>{row.shown[field]}</td>
            <td>{other[field]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
