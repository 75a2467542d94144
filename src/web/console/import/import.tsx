// Importing a list as offices send it: file, mapping, preview, commit, result. Nothing is taken in before the last
// step.
import { useState } from 'preact/hooks'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { Note } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { importing } from '#words/console/import.ts'
import { t, learn } from '#web/ui/words.ts'
import { DropFile, Working } from './file.tsx'
import { LeftOut, Mapping } from './mapping.tsx'
import { Preview } from './preview.tsx'
import { commit, discard, failingAddress, type Staged } from './staged.ts'
import { deskTrouble } from './trouble.ts'

learn(importing)

const STEPS = ['file', 'check', 'done'] as const

function StepBar({ at }: { at: number }) {
  return (
    <ol class="step-bar">
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined} class={index < at ? 'is-done' : ''}>
          <b>{index < at ? '✓' : index + 1}</b> {t(`console.import.step.${step}`)}
        </li>
      ))}
    </ol>
  )
}

export function ImportScreen() {
  const [staged, setStaged] = useState<Staged>()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const take = async (leaveOut: boolean) => {
    setBusy(true)
    const answer = await commit(staged!.id, leaveOut)
    setBusy(false)
    setProblem(answer.ok ? undefined : deskTrouble(answer))
    if (answer.ok) setStaged(answer.body)
    // The rows that the door refused are marked in the preview: ask it anew.
    else setStaged({ ...staged! })
  }
  const again = () => {
    if (staged) void discard(staged.id)
    setStaged(undefined)
    setProblem(undefined)
  }
  const step = !staged ? 0 : staged.committed ? 2 : 1
  return (
    <ScreenFrame
      title={t('console.screen.import')}
      fill={step === 1}
      under={staged?.fileName}
      actions={
        <>
          <StepBar at={step} />
          {staged && (
            <button type="button" onClick={again}>
              {t(step === 2 ? 'console.import.another' : 'console.import.drop-it')}
            </button>
          )}
        </>
      }
    >
      {problem && <Note tone="bad">{problem}</Note>}
      {!staged && <DropFile took={setStaged} />}
      {staged && step === 1 && (
        <>
          <LeftOut staged={staged} />
          <Mapping staged={staged} changed={setStaged} trouble={setProblem} />
          <Preview
            key={`${staged.id} ${staged.kind} ${staged.sheet}`}
            staged={staged}
            changed={(next) => {
              setProblem(undefined)
              setStaged(next)
            }}
          />
          {busy ? (
            <Working text={t('console.import.committing')} />
          ) : (
            <CommitBar staged={staged} take={(leaveOut) => void take(leaveOut)} />
          )}
        </>
      )}
      {staged?.committed && <Result staged={staged} />}
    </ScreenFrame>
  )
}

function CommitBar({ staged, take }: { staged: Staged; take(leaveOut: boolean): void }) {
  const { acts } = staged.summary
  const waiting = acts.stopped + acts.asked
  const changes = acts.new + acts.change
  if (!changes && !waiting)
    return <Note tone="good">{t('console.import.nothing-changes', { n: staged.summary.rows })}</Note>
  return (
    <div class="commit-bar">
      <p class="grow">
        {waiting
          ? t('console.import.waiting', { stopped: acts.stopped, asked: acts.asked })
          : t('console.import.ready', { fresh: acts.new, change: acts.change, same: acts.same + acts.skip })}
      </p>
      {waiting > 0 && (
        <a class="button" href={failingAddress(staged.id)} download>
          {t('console.import.failing', { n: waiting })}
        </a>
      )}
      {waiting > 0 && changes > 0 && (
        <button type="button" onClick={() => take(true)}>
          {t('console.import.leave-out', { n: changes })}
        </button>
      )}
      <button type="button" class="button-primary" disabled={!staged.ready || !changes} onClick={() => take(false)}>
        {t('console.import.commit', { n: changes })}
      </button>
    </div>
  )
}

function Result({ staged }: { staged: Staged }) {
  const { rows, leftOut } = staged.committed!
  return (
    <div class="stack narrow">
      <Note tone="good">
        <p class="strong">{t('console.import.done', { n: rows })}</p>
        {leftOut > 0 && (
          <p>
            {t('console.import.left-out', { n: leftOut })}{' '}
            <a href={failingAddress(staged.id)} download>
              {t('console.import.failing', { n: leftOut })}
            </a>
          </p>
        )}
      </Note>
      <div class="actions actions-start">
        <a class="button button-primary" href={to(staged.kind === 'units' ? 'units' : 'people')}>
          {t(staged.kind === 'units' ? 'console.screen.units' : 'console.screen.people')}
        </a>
        <a class="button" href={to('registrations')}>
          {t('console.screen.registrations')}
        </a>
      </div>
    </div>
  )
}
