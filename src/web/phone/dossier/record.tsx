// My record of service: every entry with its evidence and what both sides said, and the proof of each, checked on this
// phone with no network.
import { useEffect, useState } from 'preact/hooks'
import '#web/proof/proof.css'
import { fromBase64 } from '#domain/kernel/proof/bytes.ts'
import { readKey } from '#domain/kernel/proof/note.ts'
import { checkProof, type Checked } from '#domain/kernel/proof/proof.ts'
import type { EntriesAnswer, EntryAnswer } from '#rooms/dossier/questions.ts'
import { type Answer, ask } from '#web/api/api.ts'
import { CheckedProof } from '#web/proof/checked.tsx'
import { ProofCode } from '#web/proof/code.tsx'
import { dutyText } from '#web/ui/duty.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { dossier } from '#words/dossier.ts'
import { learn, t, when } from '#web/ui/words.ts'
import { entries as orders, give, keptOf, refresh } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'

learn(dossier)

type Row = EntriesAnswer['rows'][number]
const TONES = { scanned: 'good', confirmed: 'info', typed: 'warn' } as const
const hours = (minutes: number) => (Math.round(minutes / 6) / 10).toFixed(1)

export function Record({ entry }: { entry?: string }) {
  const [answer, setAnswer] = useState<Answer<unknown>>()
  useEffect(() => void refresh('my-entries', () => ask('my-entries')).then(setAnswer), [])
  const told = keptOf('my-entries')
  const row = entry === undefined ? undefined : told?.rows.find((one) => one.entry === entry)
  if (row) return <OneEntry row={row} />
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{t('dossier.mine')}</h1>
      {!told && <Trouble answer={answer} />}
      {told && <p>{t('dossier.sum', { n: told.totals.entries, hours: hours(told.totals.minutes) })}</p>}
      {told && told.rows.length > 0 && (
        <ul class="stack-tight">
          {told.rows.map((one) => (
            <li key={one.entry}>
              <a class="card" href={to('record', one.entry)}>
                <EntryLine row={one} />
              </a>
            </li>
          ))}
        </ul>
      )}
      {told?.rows.length === 0 && <p class="card soft">{t('dossier.mine-none')}</p>}
      <Card />
      <a class="button button-wide" href={to('me')}>
        {t('dossier.back')}
      </a>
    </div>
  )
}

function EntryLine({ row }: { row: Row }) {
  return (
    <>
      <span class="strong">{row.duty === null ? t(`dossier.source.${row.source}`) : dutyText(row.duty)}</span>
      <br />
      <span class="soft small number">
        {when(row.starts)} · {row.areaName ?? row.area} · {t('dossier.hours', { hours: hours(row.minutes) })}
      </span>
      <br />
      <span class={`badge badge-${TONES[row.evidence]}`}>{t(`dossier.evidence.${row.evidence}`)}</span>{' '}
      <span class="badge">{t(`dossier.state.${row.state}`)}</span>
      {row.overlapping && <span class="badge badge-bad">{t('dossier.overlapping')}</span>}
    </>
  )
}

/** The card of the quarter that runs, as Word. */
function Card() {
  const now = new Date()
  const [year, quarter] = [now.getFullYear(), Math.floor(now.getMonth() / 3) + 1]
  return (
    <a class="button button-wide" href={`/v1/papers/service-card.docx?year=${year}&quarter=${quarter}`} download>
      {t('dossier.card', { year, quarter })}
    </a>
  )
}

function OneEntry({ row }: { row: Row }) {
  const [answer, setAnswer] = useState<Answer<EntryAnswer>>()
  const settled = orders.value.filter(
    (order) => order.envelope.stream === `entry/${row.entry}` && order.state !== 'waiting',
  ).length
  useEffect(() => void ask('entry', { entry: row.entry }).then(setAnswer), [row.entry, settled])
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{row.duty === null ? t(`dossier.source.${row.source}`) : dutyText(row.duty)}</h1>
      <div class="card">
        <EntryLine row={row} />
      </div>
      <Trouble answer={answer} />
      {answer?.ok && (
        <section class="card stack-tight" aria-labelledby="sayings">
          <h2 id="sayings">{t('dossier.sayings')}</h2>
          <ol class="stack-tight">
            {answer.body.sayings.map((said) => (
              <li key={said.number}>
                {t(`dossier.said.${said.said}`)}
                {said.answer && `：${t(`dossier.answer.${said.answer}`)}`}
                {said.side && `（${t(`dossier.side.${said.side}`)}）`}{' '}
                <span class="soft small number">{when(said.at)}</span>
                {(said.text ?? said.why) && <p>{said.text ?? said.why}</p>}
              </li>
            ))}
          </ol>
        </section>
      )}
      <Speak entry={row.entry} />
      <Proof entry={row.entry} />
      <a class="button button-wide" href={to('record')}>
        {t('dossier.back')}
      </a>
    </div>
  )
}

function Speak({ entry }: { entry: string }) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState('')
  const waits = orders.value.some((order) => order.envelope.stream === `entry/${entry}` && order.state === 'waiting')
  const send = async (event: Event) => {
    event.preventDefault()
    const why = whyNotKept(
      await give('dossier', `entry/${entry}`, { type: 'give-feedback', as: 'person', text: text.trim() }),
    )
    setProblem(why)
    if (!why) setText('')
  }
  return (
    <details class="card">
      <summary>{t('dossier.speak')}</summary>
      <form class="stack-tight" onSubmit={send}>
        <label for="feedback">{t('dossier.speak-what')}</label>
        <textarea id="feedback" maxLength={600} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        {problem && <Note tone="bad">{problem}</Note>}
        {waits && <Note tone="warn">{t('dossier.waits')}</Note>}
        <button class="button-primary button-wide" disabled={!text.trim()}>
          {t('dossier.send')}
        </button>
      </form>
    </details>
  )
}

function Proof({ entry }: { entry: string }) {
  const name = `entry-proof ${entry}`
  const [answer, setAnswer] = useState<Answer<unknown>>()
  const [checked, setChecked] = useState<Checked>()
  const proof = keptOf('entry-proof', name)?.proof
  const look = () => void refresh(name, () => ask('entry-proof', { entry })).then(setAnswer)
  const check = () => {
    const log = proof && readKey(proof.vkey)
    const root = proof && fromBase64(proof.root)
    if (proof)
      setChecked(
        checkProof(proof.text, {
          ...(log && { log }),
          ...(root && { root }),
          witnesses: proof.witnesses.flatMap((line) => readKey(line) ?? []),
        }),
      )
  }
  return (
    <details class="card" onToggle={(event) => event.currentTarget.open && look()}>
      <summary>{t('dossier.proof')}</summary>
      <div class="stack-tight">
        {!proof && <Trouble answer={answer} />}
        {!proof && answer?.ok && <Note>{t('dossier.proof.waiting')}</Note>}
        {proof && <ProofCode text={proof.text} />}
        {proof && (
          <p class="small proof-long">
            {t('dossier.proof.root')} {proof.root}
          </p>
        )}
        {proof && (
          <div class="halves">
            <button type="button" onClick={check}>
              {t('dossier.proof.check')}
            </button>
            <a
              class="button"
              href={`data:text/plain;charset=utf-8,${encodeURIComponent(proof.text)}`}
              download="service.tlog-proof"
            >
              {t('dossier.proof.save')}
            </a>
          </div>
        )}
        {checked && <CheckedProof checked={checked} />}
      </div>
    </details>
  )
}
