// What supervisors found: the community puts it right, the supervisor confirms it or sends it back.
import { useState } from 'preact/hooks'
import { may } from '#domain/oversight/may.ts'
import type { FindingRow } from '#rooms/oversight/findings.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { may as mayNow } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { give } from '#web/console/parts/give.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { t, when } from '#web/ui/words.ts'

const TONES = { noted: 'warn', 'put-right': 'info', confirmed: 'good' } as const

export function Findings({ lookBack, within }: { lookBack?: string; within?: string }) {
  const asked = useAsked('findings', { lookBack, within }, ['finding'])
  const rows = asked.body?.rows ?? []
  return (
    <section class="stack-tight">
      <h2>{t('oversight.findings')}</h2>
      <Trouble answer={asked.trouble} />
      {asked.body && rows.length === 0 && <p class="soft">{t('oversight.nothing')}</p>}
      <ul class="stack-tight">
        {rows.map((row) => (
          <li key={row.finding} class="card">
            <Finding row={row} again={asked.again} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Finding({ row, again }: { row: FindingRow; again(): void }) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState('')
  const act = async (command: CommandOf<'oversight'>) => {
    const outcome = await give('oversight', `finding/${row.finding}`, command)
    setProblem(outcome.ok ? '' : outcome.text)
    if (outcome.ok) again()
  }
  const said = text.trim()
  return (
    <div class="stack-tight">
      <p>
        <span class={`badge badge-${TONES[row.state]}`}>{t(`oversight.state.${row.state}`)}</span>{' '}
        <span class="strong">{row.areaName ?? row.area}</span> · {t(`oversight.grade.${row.grade}`)} ·{' '}
        {t('oversight.by')} {when(row.dueAt)}
        <br />
        {row.text}
      </p>
      {(row.putRightText || row.returnedText) && (
        <p class="soft">
          {row.putRightText}
          {row.returnedText && ` · ${t('oversight.return')}：${row.returnedText}`}
        </p>
      )}
      {row.state === 'noted' && mayNow(may['put-right'], { area: row.area }) && (
        <div class="row">
          <button type="button" class="button-primary" onClick={() => act({ type: 'put-right' })}>
            {t('oversight.put-right')}
          </button>
        </div>
      )}
      {row.state === 'put-right' && mayNow(may['confirm-finding'], { area: row.area }) && (
        <div class="row">
          <button type="button" class="button-primary" onClick={() => act({ type: 'confirm-finding' })}>
            {t('oversight.confirm')}
          </button>
          <input
            type="text"
            aria-label={t('oversight.why-return')}
            placeholder={t('oversight.why-return')}
            maxLength={600}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="button" disabled={!said} onClick={() => act({ type: 'return-finding', text: said })}>
            {t('oversight.return')}
          </button>
        </div>
      )}
      {problem && <Note tone="bad">{problem}</Note>}
    </div>
  )
}
