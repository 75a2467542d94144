// One notice beside the list: its text, who has signed for it and who has not, whom to call; reminding only those.
import { isDeviceWord } from '#domain/kernel/reach.ts'
import { may as rules } from '#domain/notice/notice.ts'
import type { NoticeAnswer } from '#rooms/notice/questions.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { may } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { preferences } from '#web/ui/preferences.ts'
import { t, when } from '#web/ui/words.ts'

type Receipt = NoticeAnswer['receipts'][number]
/** Rows drawn; the paper has them all. */
const SHOWN = 300
type Order = (command: CommandOf<'notice'>, said: (answer: unknown) => string) => Promise<void>

function reachText(row: Receipt): string {
  const last = row.reached.at(-1)
  if (!last) return ''
  if (isDeviceWord(last.outcome)) return t(`notice.reach.${last.outcome}`)
  return t(`notice.reach.${last.outcome === 'sent' ? last.channel : last.outcome}`)
}

export function NoticePanel({ notice, changed, close }: { notice: string; changed(): void; close(): void }) {
  const asked = useAsked('notice', { notice }, ['notice'])
  const body = asked.body
  const order: Order = async (command, said) => {
    const outcome = await give('notice', `notice/${notice}`, command)
    announce(outcome.ok ? said(outcome.answer) : outcome.text, outcome.ok ? 'good' : 'bad')
    asked.again()
    changed()
  }
  if (!body)
    return (
      <aside class="card panel stack">
        <Trouble answer={asked.trouble} />
        {asked.asking && <p role="status">{t('kernel.loading')}</p>}
      </aside>
    )
  const mine = may(rules.remind, { area: body.area }) && body.state === 'sent'
  const left = body.receipts.filter((row) => row.state === 'sent')
  const signed = body.receipts.filter((row) => row.state === 'signed')
  return (
    <aside class="card panel stack" aria-label={body.title}>
      <header class="dialog-head">
        <h2>{body.title}</h2>
        <button type="button" class="button-quiet" aria-label={t('kernel.close')} onClick={close}>
          ✕
        </button>
      </header>
      <details>
        <summary>{t('notice.read')}</summary>
        {body.text.split('\n').map((line, at) => (
          <p key={at}>{line}</p>
        ))}
      </details>
      <p class="number">
        {t('notice.signed-of', { signed: body.signed, recipients: body.recipients })} ·{' '}
        {t('notice.sign-by', { time: when(body.signBy) })}
        {body.reminders > 0 && ` · ${t('notice.reminded', { n: body.reminders, time: when(body.remindedAt!) })}`}
      </p>
      <NoticeActions notice={notice} left={left.length} order={mine ? order : undefined} />
      <h3>{t('notice.left', { n: left.length })}</h3>
      <ul class="stack-tight">
        {left.slice(0, SHOWN).map((row) => (
          <Unsigned key={row.recipient} row={row} order={mine ? order : undefined} />
        ))}
      </ul>
      {left.length > SHOWN && <p class="soft">{t('notice.more', { n: left.length - SHOWN })}</p>}
      <HaveSigned rows={signed} />
    </aside>
  )
}

/** Reminding, printing, withdrawing; without `order` only what anyone may who reads it. */
function NoticeActions({ notice, left, order }: { notice: string; left: number; order?: Order }) {
  const query = `notice=${notice}&language=${preferences.value.language}`
  return (
    <div class="actions actions-start">
      {order && (
        <button
          type="button"
          class="button-primary"
          disabled={left === 0}
          onClick={() =>
            void order({ type: 'remind' }, (answer) =>
              t('notice.reminded-done', { n: (answer as { reminded: number }).reminded }),
            )
          }
        >
          {t('notice.remind', { n: left })}
        </button>
      )}
      <a class="button" href={`/v1/papers/notice.docx?${query}`} download>
        {t('notice.print')}
      </a>
      {order && (
        <button type="button" onClick={() => void order({ type: 'withdraw-notice' }, () => t('notice.withdrawn-done'))}>
          {t('notice.withdraw')}
        </button>
      )}
    </div>
  )
}

function Unsigned({ row, order }: { row: Receipt; order?: Order }) {
  return (
    <li class="row-between">
      <span>
        {row.name}{' '}
        <span class="soft small">
          {row.kind === 'unit' && row.contact ? `${row.contact} ` : ''}
          {row.phone && <a href={`tel:${row.phone}`}>{row.phone}</a>} {reachText(row)}
        </span>
      </span>
      {order && (
        <button
          type="button"
          class="button-quiet"
          onClick={() =>
            void order({ type: 'note-signed', recipient: row.recipient, way: 'phone' }, () => t('notice.signed-done'))
          }
        >
          {t('notice.by-phone')}
        </button>
      )}
    </li>
  )
}

function HaveSigned({ rows }: { rows: readonly Receipt[] }) {
  return (
    <details>
      <summary>{t('notice.have-signed', { n: rows.length })}</summary>
      <ul>
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.recipient}>
            {row.name}{' '}
            <span class="soft small">
              {row.signedByName} {row.way && t(`notice.way.${row.way}`)} {row.signedAt !== null && when(row.signedAt)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
