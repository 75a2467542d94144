// Notices: written, sent, followed until everybody has signed. A liaison signs here for their unit.
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/notice/notice.ts'
import type { MyNoticesAnswer, NoticesAnswer } from '#rooms/notice/questions.ts'
import { mayAnywhere, self } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { give } from '#web/console/parts/give.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { notice } from '#words/notice.ts'
import { learn, t, when } from '#web/ui/words.ts'
import { NoticePanel } from './panel.tsx'
import { WriteNotice } from './write.tsx'

learn(notice)

type Row = NoticesAnswer['rows'][number]

function columns(): readonly Column<Row>[] {
  return [
    {
      id: 'title',
      label: t('notice.title'),
      width: 'minmax(10rem, 2fr)',
      cell: (row) => row.title,
      sort: (row) => row.title,
    },
    { id: 'to', label: t('notice.to'), width: '6rem', cell: (row) => t(`notice.to.${row.to}`), sort: (row) => row.to },
    {
      id: 'area',
      label: t('notice.area'),
      width: 'minmax(6rem, 1fr)',
      cell: (row) => row.areaName ?? row.area,
      sort: (row) => row.area,
    },
    {
      id: 'signed',
      label: t('notice.signed'),
      width: '8rem',
      number: true,
      cell: (row) => `${row.signed} / ${row.recipients}`,
      sort: (row) => row.signed / row.recipients,
    },
    {
      id: 'by',
      label: t('notice.deadline'),
      width: 'minmax(8rem, 1fr)',
      cell: (row) => when(row.signBy),
      sort: (row) => row.signBy,
    },
    {
      id: 'sent',
      label: t('notice.sent'),
      width: 'minmax(8rem, 1fr)',
      cell: (row) => `${when(row.sentAt)}${row.state === 'withdrawn' ? ` · ${t('notice.state.withdrawn')}` : ''}`,
      sort: (row) => row.sentAt,
    },
  ]
}

export function NoticesScreen({ rest }: { rest: readonly string[] }) {
  const sends =
    mayAnywhere(rules['send-notice'], self.value!) || self.value!.grants.some((grant) => grant.role === 'supervisor')
  const asked = useAsked('notices', sends ? {} : undefined, ['notice'])
  const [open, setOpen] = useState<string | undefined>(rest[0])
  const [writing, setWriting] = useState(false)
  return (
    <ScreenFrame
      title={t('console.screen.notices')}
      fill={sends}
      actions={
        mayAnywhere(rules['send-notice'], self.value!) && (
          <button type="button" class="button-primary" onClick={() => setWriting(true)}>
            {t('notice.write')}
          </button>
        )
      }
    >
      <Trouble answer={asked.trouble} />
      <Mine />
      {sends && (
        <div class={open ? 'split split-open' : 'split'}>
          <Table
            label={t('console.screen.notices')}
            rows={asked.body?.rows ?? []}
            columns={columns()}
            keyOf={(row) => row.notice}
            sorting={{ column: 'sent', down: true }}
            open={open}
            onOpen={(row) => setOpen(open === row.notice ? undefined : row.notice)}
            empty={asked.asking && !asked.body ? t('kernel.loading') : <Empty icon="inbox" title={t('notice.none')} />}
          />
          {open && <NoticePanel key={open} notice={open} changed={asked.again} close={() => setOpen(undefined)} />}
        </div>
      )}
      {writing && (
        <WriteNotice
          close={() => setWriting(false)}
          done={(notice) => {
            setWriting(false)
            asked.again()
            setOpen(notice)
          }}
        />
      )}
    </ScreenFrame>
  )
}

/** What waits for one's own signature, for oneself or one's unit. */
function Mine() {
  const asked = useAsked('my-notices', {}, ['notice'])
  const rows = asked.body?.rows.filter((row) => row.state === 'sent') ?? []
  const sign = async (row: MyNoticesAnswer['rows'][number]) => {
    const outcome = await give('notice', `notice/${row.notice}`, { type: 'sign-for', recipient: row.recipient })
    announce(outcome.ok ? t('notice.signed-done') : outcome.text, outcome.ok ? 'good' : 'bad')
    asked.again()
  }
  return (
    <>
      {rows.map((row) => (
        <article key={`${row.notice} ${row.recipient}`} class="card stack-tight narrow">
          <h2>{row.title}</h2>
          {row.text.split('\n').map((line, at) => (
            <p key={at}>{line}</p>
          ))}
          <p class="soft small">{t('notice.sign-by', { time: when(row.signBy) })}</p>
          <div class="actions actions-start">
            <button type="button" class="button-primary" onClick={() => void sign(row)}>
              {row.unitName ? t('notice.sign-unit', { unit: row.unitName }) : t('notice.sign')}
            </button>
          </div>
        </article>
      ))}
    </>
  )
}
