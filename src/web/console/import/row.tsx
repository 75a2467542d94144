// One row of an import beside the preview: its problems mended by cell, the row it resembles, and what to do with it.
import { useState } from 'preact/hooks'
import type { Answer } from '#web/api/api.ts'
import { Note } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { ActBadge } from './columns.tsx'
import { type Choice, chooseRows, correctCells, type Field, type PlannedRow, type Staged } from './staged.ts'
import { deskTrouble, rowProblem } from './trouble.ts'

const CHOICES: readonly Choice[] = ['merge', 'keep', 'skip']

interface RowPaneProps {
  readonly staged: Staged
  readonly row: PlannedRow
  changed(staged: Staged): void
  close(): void
}

export function RowPane({ staged, row, changed, close }: RowPaneProps) {
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const act = async (answering: Promise<Answer<Staged>>) => {
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
          {t('console.import.row-n', { n: row.row })} <ActBadge act={row.act} />
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
        <Choices
          row={row}
          busy={busy}
          alike={staged.summary.acts.asked}
          choose={choose}
          chooseAll={(choice) => void act(chooseRows(staged.id, [], choice))}
        />
      )}
      {row.act === 'stopped' && (
        <button type="button" disabled={busy} onClick={() => choose('skip')}>
          {t('registry.choice.skip')}
        </button>
      )}
    </aside>
  )
}

interface ChoicesProps {
  readonly row: PlannedRow
  readonly busy: boolean
  /** Rows that wait for a choice, this one among them. */
  readonly alike: number
  choose(choice: Choice): void
  chooseAll(choice: Choice): void
}

/** What to do with a row that resembles another, or with all of them at once. */
function Choices({ row, busy, alike, choose, chooseAll }: ChoicesProps) {
  return (
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
      {alike > 1 && (
        <details>
          <summary>{t('console.import.all-alike', { n: alike })}</summary>
          <div class="stack-tight">
            {CHOICES.map((choice) => (
              <button key={choice} type="button" disabled={busy} onClick={() => chooseAll(choice)}>
                {t(`registry.choice.${choice}`)}
              </button>
            ))}
          </div>
        </details>
      )}
    </div>
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
