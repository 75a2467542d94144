// Notices for me, and for my unit where I am its liaison: read and signed for, without a network too.
import { useEffect, useState } from 'preact/hooks'
import type { MyNoticesAnswer } from '#rooms/notice/questions.ts'
import { type Answer, ask } from '#web/api/api.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { notice } from '#words/notice.ts'
import { learn, t, when, whyRefusedBy } from '#web/ui/words.ts'
import { entries, give, keptOf, refresh } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'

learn(notice)

type Row = MyNoticesAnswer['rows'][number]
const TONES = { sent: 'warn', signed: 'good', withdrawn: 'info' } as const

/** What this phone has given for a notice and the server has not told back yet. */
function givenFor(row: Row) {
  const own = entries.value.filter(
    (entry) =>
      entry.envelope.stream === `notice/${row.notice}` &&
      (entry.envelope.command as { recipient?: string }).recipient === row.recipient,
  )
  return own[own.length - 1]
}

export function Notices({ notice }: { notice?: string }) {
  const [answer, setAnswer] = useState<Answer<unknown>>()
  const settled = entries.value.filter((entry) => entry.envelope.room === 'notice' && entry.state !== 'waiting').length
  useEffect(() => void refresh('my-notices', () => ask('my-notices')).then(setAnswer), [settled])
  const rows = keptOf('my-notices')?.rows
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{t('notice.mine')}</h1>
      {!rows && <Trouble answer={answer} />}
      {rows?.length === 0 && <p class="card soft">{t('notice.mine-none')}</p>}
      {rows?.map((row) => (
        <NoticeCard
          key={`${row.notice} ${row.recipient}`}
          row={row}
          open={row.notice === notice || row.state === 'sent'}
        />
      ))}
      <a class="button button-wide" href={to()}>
        {t('notice.back')}
      </a>
    </div>
  )
}

function NoticeCard({ row, open }: { row: Row; open: boolean }) {
  const [problem, setProblem] = useState('')
  const given = givenFor(row)
  const refused =
    given?.state === 'refused' && given.receipt?.status === 'refused'
      ? whyRefusedBy('notice', given.receipt.reason, given.receipt.detail)
      : undefined
  const waits = given?.state === 'waiting'
  const sign = async () =>
    setProblem(whyNotKept(await give('notice', `notice/${row.notice}`, { type: 'sign-for', recipient: row.recipient })))
  return (
    <article class="card stack-tight">
      <h2>{row.title}</h2>
      <p class="small">
        <span class={`badge badge-${TONES[row.state]}`}>{t(`notice.state.${row.state}`)}</span>{' '}
        <span class="soft number">
          {row.unitName ?? ''} {row.areaName} · {when(row.sentAt)}
        </span>
      </p>
      <details open={open}>
        <summary>{t('notice.read')}</summary>
        {row.text.split('\n').map((line, at) => (
          <p key={at}>{line}</p>
        ))}
      </details>
      {row.state === 'sent' && <p class="soft small">{t('notice.sign-by', { time: when(row.signBy) })}</p>}
      {problem && <Note tone="bad">{problem}</Note>}
      {refused && <Note tone="bad">{refused}</Note>}
      {waits && <Note tone="warn">{t('notice.waits')}</Note>}
      {row.state === 'sent' && !waits && (
        <button type="button" class="button-primary button-wide button-tall" onClick={() => void sign()}>
          {row.unitName ? t('notice.sign-unit', { unit: row.unitName }) : t('notice.sign')}
        </button>
      )}
    </article>
  )
}
