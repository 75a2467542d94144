// One entry beside the list: everything said about it, what this person may say to it, and its proof.
import { asInput, fromInput } from '#domain/kernel/zone.ts'
import { useState } from 'preact/hooks'
import '#web/proof/proof.css'
import { may as rules } from '#domain/dossier/may.ts'
import type { EntryRow } from '#rooms/dossier/questions.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { may } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { ProofCode } from '#web/proof/code.tsx'
import { Field } from '#web/ui/field.tsx'
import { dutyText } from '#web/ui/duty.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { t, when } from '#web/ui/words.ts'
import { EvidenceBadge, hours, StateBadges } from './badges.tsx'

const MINUTE_MS = 60_000

export function EntryPanel({ entry, changed, close }: { entry: string; changed(): void; close(): void }) {
  const asked = useAsked('entry', { entry }, ['entry'])
  const row = asked.body?.entry
  return (
    <aside class="card panel stack" aria-label={t('dossier.one')}>
      <header class="dialog-head">
        <h2>{row?.name ?? ''}</h2>
        <button type="button" class="button-quiet" aria-label={t('kernel.close')} onClick={close}>
          ✕
        </button>
      </header>
      <Trouble answer={asked.trouble} />
      {row && asked.body && (
        <>
          <dl class="facts">
            <dt>{t('dossier.row.unitName')}</dt>
            <dd>{row.unitName ?? '—'}</dd>
            <dt>{t('dossier.row.areaName')}</dt>
            <dd>{row.areaName ?? row.area}</dd>
            <dt>{t('dossier.time')}</dt>
            <dd class="number">
              {when(row.starts)} – {when(row.ends, 'time')} · {t('dossier.hours', { hours: hours(row.minutes) })}
            </dd>
            <dt>{t('dossier.row.duty')}</dt>
            <dd>{dutyText(row.duty ?? '—')}</dd>
            <dt>{t('dossier.row.evidence')}</dt>
            <dd>
              <EvidenceBadge row={row} />
            </dd>
            <dt>{t('dossier.row.state')}</dt>
            <dd>
              <StateBadges row={row} />
            </dd>
          </dl>
          {asked.body.overlaps.length > 0 && (
            <Note tone="warn">
              {t('dossier.overlaps-with', {
                list: asked.body.overlaps
                  .map((one) => `${when(one.starts)}–${when(one.ends, 'time')} ${one.areaName ?? ''}`)
                  .join('；'),
              })}
            </Note>
          )}
          <h3>{t('dossier.sayings')}</h3>
          <ol class="stack-tight">
            {asked.body.sayings.map((said) => (
              <li key={said.number}>
                {t(`dossier.said.${said.said}`)}
                {said.answer && `：${t(`dossier.answer.${said.answer}`)}`}
                {said.side && `（${t(`dossier.side.${said.side}`)}）`}{' '}
                {said.minutes !== null && (
                  <span class="soft number">{t('dossier.hours', { hours: hours(said.minutes) })}</span>
                )}{' '}
                <span class="soft small number">{when(said.at)}</span>
                {(said.text ?? said.why) && <p>{said.text ?? said.why}</p>}
              </li>
            ))}
          </ol>
          {row.state !== 'withdrawn' && (
            <Acts
              row={row}
              done={() => {
                asked.again()
                changed()
              }}
            />
          )}
          <Proof entry={entry} />
        </>
      )}
    </aside>
  )
}

type Mode = 'look' | 'speak' | 'dispute' | 'correct' | 'withdraw'

function Acts({ row, done }: { row: EntryRow; done(): void }) {
  const [mode, setMode] = useState<Mode>('look')
  const target = { area: row.area, person: row.person, ...(row.unit && { unit: row.unit }) }
  const ours = may({ roles: ['officer', 'dispatcher'] }, target)
  const order = async (command: CommandOf<'dossier'>, said: string) => {
    const outcome = await give('dossier', `entry/${row.entry}`, command)
    announce(outcome.ok ? said : outcome.text, outcome.ok ? 'good' : 'bad')
    if (outcome.ok) setMode('look')
    done()
  }
  if (mode !== 'look')
    return (
      <Words row={row} mode={mode} order={order} cancel={() => setMode('look')} side={ours ? 'community' : 'unit'} />
    )
  return (
    <div class="actions actions-start">
      {may(rules['confirm-entry'], target) && row.state === 'open' && (
        <button
          type="button"
          class="button-good"
          onClick={() =>
            void order(
              { type: 'confirm-entry', ...(row.overlapping && { overlapping: true }) },
              t('dossier.confirmed-done'),
            )
          }
        >
          {t(row.overlapping ? 'dossier.confirm-overlapping' : 'dossier.confirm')}
        </button>
      )}
      {may(rules['answer-entry'], target) && row.answer !== 'agreed' && (
        <button
          type="button"
          class="button-good"
          onClick={() => void order({ type: 'answer-entry', answer: 'agreed' }, t('dossier.answered-done'))}
        >
          {t('dossier.agree')}
        </button>
      )}
      {may(rules['answer-entry'], target) && (
        <button type="button" onClick={() => setMode('dispute')}>
          {t('dossier.dispute')}
        </button>
      )}
      {(ours || may({ roles: [], ownUnit: true }, target)) && (
        <button type="button" onClick={() => setMode('speak')}>
          {t('dossier.speak')}
        </button>
      )}
      {may(rules['correct-entry'], target) && (
        <button type="button" onClick={() => setMode('correct')}>
          {t('dossier.correct')}
        </button>
      )}
      {may(rules['withdraw-entry'], target) && (
        <button type="button" onClick={() => setMode('withdraw')}>
          {t('dossier.withdraw')}
        </button>
      )}
    </div>
  )
}

function Words({
  row,
  mode,
  side,
  order,
  cancel,
}: {
  row: EntryRow
  mode: Exclude<Mode, 'look'>
  side: 'community' | 'unit'
  order(command: CommandOf<'dossier'>, said: string): Promise<void>
  cancel(): void
}) {
  const [text, setText] = useState('')
  const [from, setFrom] = useState(asInput(row.starts))
  const [until, setUntil] = useState(asInput(row.ends))
  const submit = (event: Event) => {
    event.preventDefault()
    const words = text.trim()
    if (mode === 'speak') return void order({ type: 'give-feedback', as: side, text: words }, t('dossier.spoken-done'))
    if (mode === 'dispute')
      return void order({ type: 'answer-entry', answer: 'disputed', text: words }, t('dossier.answered-done'))
    if (mode === 'withdraw') return void order({ type: 'withdraw-entry', why: words }, t('dossier.withdrawn-done'))
    // A minute that was not touched keeps its seconds.
    const keep = (now: string, before: number) => (now === asInput(before) ? before : fromInput(now))
    return void order(
      { type: 'correct-entry', from: keep(from, row.starts), until: keep(until, row.ends), why: words },
      t('dossier.corrected-done'),
    )
  }
  return (
    <form class="stack-tight" onSubmit={submit}>
      {mode === 'correct' && (
        <div class="halves">
          <Field name="correct-from" label={t('dossier.row.from')}>
            <input
              type="datetime-local"
              required
              value={from}
              onInput={(event) => setFrom(event.currentTarget.value)}
            />
          </Field>
          <Field name="correct-until" label={t('dossier.row.until')}>
            <input
              type="datetime-local"
              required
              value={until}
              onInput={(event) => setUntil(event.currentTarget.value)}
            />
          </Field>
        </div>
      )}
      <Field
        name="entry-words"
        label={t(mode === 'speak' ? 'dossier.speak-what' : 'dossier.row.why')}
        hint={mode === 'correct' ? t('dossier.correct-kept') : undefined}
      >
        <textarea
          required
          maxLength={mode === 'speak' || mode === 'dispute' ? 600 : 200}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      <div class="actions">
        <button type="button" onClick={cancel}>
          {t('kernel.cancel')}
        </button>
        <button class="button-primary" disabled={!text.trim()}>
          {t('dossier.send')}
        </button>
      </div>
    </form>
  )
}

function Proof({ entry }: { entry: string }) {
  const [open, setOpen] = useState(false)
  const asked = useAsked('entry-proof', open ? { entry } : undefined)
  const proof = asked.body?.proof
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('dossier.proof')}</summary>
      <Trouble answer={asked.trouble} />
      {asked.body && !proof && <Note>{t('dossier.proof.waiting')}</Note>}
      {proof && (
        <>
          <ProofCode text={proof.text} />
          <p class="small proof-long">
            {t('dossier.proof.root')} {proof.root}
          </p>
          <a
            class="button"
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(proof.text)}`}
            download="service.tlog-proof"
          >
            {t('dossier.proof.save')}
          </a>
        </>
      )}
    </details>
  )
}

/** A day back is what is typed in most. */
export const yesterday = (): { from: string; until: string } => ({
  from: asInput(Date.now() - 180 * MINUTE_MS),
  until: asInput(Date.now() - 60 * MINUTE_MS),
})
