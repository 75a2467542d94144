// Always there: whether the phone is online, when it last heard from the server, and how much waits. A tap shows the
// list.
import { to } from '#web/ui/router.ts'
import { t, when } from '#web/ui/words.ts'
import { doc, keptFor, online, refusedEntries, self, sending, trouble, waiting } from '#web/phone/client.ts'

export function SyncState() {
  const cut = !online.value || trouble.value === 'offline' || trouble.value === 'slow'
  const word = cut
    ? 'kernel.offline'
    : trouble.value === 'busy'
      ? 'phone.busy'
      : trouble.value === 'failed'
        ? 'phone.server-down'
        : sending.value
          ? 'phone.sending'
          : 'kernel.online'
  return (
    <a class={`sync ${cut ? 'sync-cut' : ''}`} href={to('sent')}>
      <span role="status">
        <span class="sync-dot" aria-hidden="true">
          {cut ? '○' : '●'}
        </span>{' '}
        {t(word)}
        <span class="number nowrap">
          {doc.value ? ` · ${t('phone.synced-at', { time: when(doc.value.at, 'time') })} ` : ''}
        </span>
        {waiting.value.length > 0 && (
          <strong class="nowrap">
            {' '}
            ·{' '}
            {t(keptFor.value > 0 ? 'phone.kept-for' : 'phone.waiting', {
              n: waiting.value.length,
              name: self.value?.name ?? '',
            })}{' '}
          </strong>
        )}
        {refusedEntries.value.length > 0 && (
          <strong class="nowrap"> · {t('phone.refused-count', { n: refusedEntries.value.length })}</strong>
        )}
      </span>
    </a>
  )
}
