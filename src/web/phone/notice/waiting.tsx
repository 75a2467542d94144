// On the first screen: that notices wait to be signed for. The rest is fetched when opened.
import { useEffect } from 'preact/hooks'
import { ask } from '#web/api/api.ts'
import { to } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'
import { doc, keptOf, refresh } from '#web/phone/client.ts'

export function NoticesWaiting() {
  // Asked again with each sync: a push or the live stream wakes that.
  useEffect(() => void refresh('my-notices', () => ask('my-notices')), [doc.value?.body.cursor])
  const rows = keptOf('my-notices')?.rows.filter((row) => row.state === 'sent') ?? []
  return (
    <>
      {rows.slice(0, 3).map((row) => (
        <a
          key={`${row.notice} ${row.recipient}`}
          class="button button-wide button-tall"
          href={to('notices', row.notice)}
        >
          {t('phone.notice-waits', { title: row.title })}
        </a>
      ))}
    </>
  )
}
