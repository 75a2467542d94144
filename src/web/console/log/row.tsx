// One row of the log, opened: who looked, from where, and whom and which doors the answer showed.
import { useEffect, useState } from 'preact/hooks'
import { type Answer, ask } from '#web/api/api.ts'
import type { AnswerOf } from '#web/api/contract.ts'
import { areaPath } from '#web/console/session/areas.ts'
import { noticed } from '#web/console/session/expired.ts'
import { Trouble } from '#web/ui/note.tsx'
import { coded, t, when } from '#web/ui/words.ts'
import { seek } from './sought.ts'
import { whatText } from './what.ts'

type Opened = AnswerOf<'access-log-row'>

/** Its names, a page after the other. */
function useRow(number: number) {
  const [answer, setAnswer] = useState<Answer<Opened>>()
  const [pages, setPages] = useState<readonly Opened[]>([])
  const read = async (after: number) => {
    const page = noticed(await ask('access-log-row', { number, after }))
    setAnswer(page)
    if (page.ok) setPages((before) => (after === 0 ? [page.body] : [...before, page.body]))
  }
  useEffect(() => void read(0), [number])
  const after = pages.at(-1)?.after
  return { answer, pages, more: typeof after === 'number' ? () => void read(after) : undefined }
}

export function RowPane({ number, close }: { readonly number: number; close(): void }) {
  const { answer, pages, more } = useRow(number)
  const row = pages[0]?.row
  const title = t('console.log.row', { number })
  return (
    <aside class="pane stack" aria-label={title}>
      <div class="pane-head">
        <h2>{row ? whatText(row.what) : title}</h2>
        <button type="button" class="button-quiet" aria-label={t('kernel.close')} onClick={close}>
          ✕
        </button>
      </div>
      <Trouble answer={answer} />
      {row ? <Facts row={row} /> : !answer && <p class="soft">{t('kernel.loading')}</p>}
      {row && (
        <section class="stack-tight">
          <h3>{t('console.log.shown')}</h3>
          <p class="soft">{shownText(row)}</p>
          <ul class="stack-tight">
            {pages
              .flatMap((page) => page.persons)
              .map((one) => (
                <li key={one.person}>
                  <b>{one.name || t('console.log.erased')}</b> <span class="soft">{one.areaName}</span>
                </li>
              ))}
            {pages
              .flatMap((page) => page.households)
              .map((one) => (
                <li key={one.household}>
                  <span class="soft">{one.areaName}</span> {one.building ?? one.household}{' '}
                  <b>{one.door ?? t('console.log.whole-building')}</b>
                </li>
              ))}
          </ul>
          {pages[0].unnamed > 0 && <p class="soft">{t('console.log.unnamed', { n: pages[0].unnamed })}</p>}
          {more && (
            <button type="button" onClick={more}>
              {t('console.log.names-more')}
            </button>
          )}
        </section>
      )}
    </aside>
  )
}

/** How many an answer showed. */
export function shownText({ persons, households }: Opened['row']): string {
  if (persons + households === 0) return t('console.log.shown-nobody')
  if (households === 0) return t('console.log.shown-count', { persons })
  if (persons === 0) return t('console.log.shown-doors', { households })
  return t('console.log.shown-both', { persons, households })
}

function Facts({ row }: { readonly row: Opened['row'] }) {
  return (
    <section class="stack-tight">
      <dl class="facts">
        <dt>{t('console.log.at')}</dt>
        <dd>{when(row.at)}</dd>
        <dt>{t('console.log.who')}</dt>
        <dd>{row.account === '' ? t('console.log.unknown-person') : row.name}</dd>
        <dt>{t('console.account.role')}</dt>
        <dd>{row.roles.map((role) => coded('console.role', role)).join(t('kernel.and')) || '—'}</dd>
        <dt>{t('console.area')}</dt>
        <dd>{areaPath(row.area)}</dd>
        <dt>{t('console.log.source')}</dt>
        <dd>{row.source || '—'}</dd>
        <dt>{t('console.log.hash')}</dt>
        <dd class="small">{row.hash.slice(0, 16)}</dd>
      </dl>
      {row.account !== '' && (
        <div class="actions actions-start">
          <button type="button" onClick={() => seek({ account: row.account })}>
            {t('console.log.by')}
          </button>
        </div>
      )}
    </section>
  )
}
