// The help sheet: the keys that work on this screen, and how the table is walked.
import { Dialog } from '#web/console/parts/dialog.tsx'
import { t } from '#web/ui/words.ts'
import type { Key } from '#words/all.ts'
import { Keys } from './palette.tsx'
import { allShortcuts, singleKeys, switchSingleKeys } from './shortcuts.ts'

const IN_TABLES: readonly (readonly [string, Key])[] = [
  ['↑ ↓', 'console.keys.walk'],
  ['PgUp PgDn', 'console.keys.page'],
  ['Home End', 'console.keys.ends'],
  ['Enter', 'console.keys.open'],
  ['Space', 'console.keys.choose'],
  ['Shift+↓', 'console.keys.range'],
  ['mod+a', 'console.keys.all'],
  ['Esc', 'console.keys.leave'],
]

export function Help({ close }: { close(): void }) {
  const lines = new Map(allShortcuts().map((one) => [one.keys, t(one.says, one.values?.())]))
  return (
    <Dialog title={t('console.help')} wide close={close}>
      <label class="choice">
        <input
          type="checkbox"
          checked={singleKeys.value}
          onChange={(event) => switchSingleKeys(event.currentTarget.checked)}
        />
        {t('console.keys.single')}
      </label>
      <div class="halves">
        <section class="stack-tight">
          <h3>{t('console.keys.here')}</h3>
          <dl class="facts">
            {[...lines].map(([keys, says]) => [
              <dt>
                <Keys keys={keys} />
              </dt>,
              <dd>{says}</dd>,
            ])}
          </dl>
        </section>
        <section class="stack-tight">
          <h3>{t('console.keys.tables')}</h3>
          <dl class="facts">
            {IN_TABLES.map(([keys, says]) => [
              <dt>
                <Keys keys={keys} />
              </dt>,
              <dd>{t(says)}</dd>,
            ])}
          </dl>
        </section>
      </div>
    </Dialog>
  )
}
