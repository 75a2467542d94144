// What merging found, each with everything known of it, until somebody has looked: people twice, tubes that cannot be,
// numbers told in two ways.
import { codeLength } from '#domain/kernel/area.ts'
import type { Verdict } from '#domain/point/terms.ts'
import type { ConflictRow } from '#rooms/point/conflicts.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { t, when } from '#web/ui/words.ts'

const choices: Readonly<Record<ConflictRow['about'], readonly Verdict[]>> = {
  person: ['same', 'different', 'mistyped'],
  tube: ['same', 'mistyped', 'again'],
  number: ['same', 'mistyped', 'again'],
}

export function Conflicts({ round, changed, close }: { round: string; changed(): void; close(): void }) {
  const asked = useAsked('point-conflicts', { round }, ['point'])
  const say = async (row: ConflictRow, command: CommandOf<'point'>) => {
    const outcome = await give('point', `point/${round}.${row.point}`, command)
    if (!outcome.ok) announce(outcome.text, 'bad')
    asked.again()
    changed()
  }
  return (
    <Dialog title={t('point.conflicts')} wide close={close}>
      <Trouble answer={asked.trouble} />
      {asked.body?.rows.length === 0 && <p role="status">{t('point.no-conflicts')}</p>}
      <ul class="stack">
        {asked.body?.rows.map((row) => (
          <li key={`${row.about} ${row.key}`} class="card stack-tight">
            <h3>
              {t(`point.about.${row.about}`)} {row.names.join(t('kernel.and'))}{' '}
              {row.size !== null && row.people !== null && (
                <span class="badge badge-warn">{t('point.over-size', { people: row.people, size: row.size })}</span>
              )}
            </h3>
            <ul class="stack-tight">
              {row.samples.map((sample) => (
                <li key={`${sample.point} ${sample.number} ${sample.tube} ${sample.takenAt}`} class="row">
                  <span class="grow number">
                    {t('point.sample-line', {
                      point: sample.pointName ?? '',
                      number: sample.number,
                      tube: sample.tube,
                      time: when(sample.takenAt),
                    })}{' '}
                    {sample.household && <span class="soft">{sample.household.slice(codeLength.community + 1)}</span>}
                  </span>
                  {sample.voided ? (
                    <span class="badge">{t('point.voided')}</span>
                  ) : (
                    row.about === 'person' && (
                      <button
                        type="button"
                        onClick={() =>
                          void say(
                            { ...row, point: sample.point },
                            { type: 'void-sample', number: sample.number, why: 'twice' },
                          )
                        }
                      >
                        {t('point.void')}
                      </button>
                    )
                  )}
                </li>
              ))}
            </ul>
            <div class="row">
              {choices[row.about].map((verdict) => (
                <button
                  key={verdict}
                  type="button"
                  onClick={() => void say(row, { type: 'settle-conflict', about: row.about, key: row.key, verdict })}
                >
                  {t(`point.verdict.${verdict}`)}
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
