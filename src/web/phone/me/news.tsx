// What happened to my account: a link that another made, a password, a second factor, a name or phone; shown until it
// is a month old, so that a stranger's hand is seen.
import { useEffect } from 'preact/hooks'
import type { AccountNews } from '#domain/access/terms.ts'
import { access } from '#words/access.ts'
import { ask } from '#web/api/api.ts'
import { learn, t, when } from '#web/ui/words.ts'
import { kept, refresh } from '#web/phone/client.ts'

learn(access)

interface News {
  readonly rows: readonly { readonly about: AccountNews; readonly at: number; readonly own: boolean }[]
}

export function AccountNewsCard() {
  useEffect(() => void refresh('account-news', () => ask('account-news')), [])
  const rows = (kept.value.get('account-news')?.body as News | undefined)?.rows ?? []
  if (rows.length === 0) return null
  return (
    <section class="card stack-tight" aria-labelledby="account-news">
      <h2 id="account-news">{t('access.news')}</h2>
      <p class="soft">{t('access.news.what')}</p>
      <ul class="stack-tight">
        {rows.map((row) => (
          <li key={`${row.at} ${row.about}`}>
            <span class="number">{when(row.at)}</span> · {t(`access.news.${row.about}`)}
          </li>
        ))}
      </ul>
    </section>
  )
}
