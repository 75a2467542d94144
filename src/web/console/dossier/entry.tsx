// One entry beside the list: everything said about it, what this person may say to it, and its proof.
import { useState } from 'preact/hooks'
import '#web/proof/proof.css'
import type { EntryRow } from '#rooms/dossier/questions.ts'
import type { AnswerOf } from '#web/api/contract.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { ProofCode } from '#web/proof/code.tsx'
import { dutyText } from '#web/ui/duty.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { t, when } from '#web/ui/words.ts'
import { Acts } from './acts.tsx'
import { EvidenceBadge, hours, StateBadges } from './badges.tsx'

type Answer = AnswerOf<'entry'>

export function EntryPanel({ entry, changed, close }: { entry: string; changed(): void; close(): void }) {
  const asked = useAsked('entry', { entry }, ['entry'])
  const row = asked.body?.entry
  const done = () => {
    asked.again()
    changed()
  }
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
          <Facts row={row} />
          <Overlaps overlaps={asked.body.overlaps} />
          <h3>{t('dossier.sayings')}</h3>
          <Sayings sayings={asked.body.sayings} />
          {row.state !== 'withdrawn' && <Acts row={row} done={done} />}
          <Proof entry={entry} />
        </>
      )}
    </aside>
  )
}

function Facts({ row }: { row: EntryRow }) {
  return (
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
  )
}

/** Hours that the same person is said to have served elsewhere. */
function Overlaps({ overlaps }: { overlaps: Answer['overlaps'] }) {
  if (overlaps.length === 0) return null
  const list = overlaps.map((one) => `${when(one.starts)}–${when(one.ends, 'time')} ${one.areaName ?? ''}`).join('；')
  return <Note tone="warn">{t('dossier.overlaps-with', { list })}</Note>
}

function Sayings({ sayings }: { sayings: Answer['sayings'] }) {
  return (
    <ol class="stack-tight">
      {sayings.map((said) => (
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
