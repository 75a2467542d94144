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
  const say: Say = async (point, command) => {
    const outcome = await give('point', `point/${round}.${point}`, command)
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
          <ConflictCard key={`${row.about} ${row.key}`} row={row} say={say} />
        ))}
      </ul>
    </Dialog>
  )
}

type Say = (point: string, command: CommandOf<'point'>) => Promise<void>

function ConflictCard({ row, say }: { row: ConflictRow; say: Say }) {
  return (
    <li class="card stack-tight">
      <h3>
        {t(`point.about.${row.about}`)} {row.names.join(t('kernel.and'))}{' '}
        {row.size !== null && row.people !== null && (
          <span class="badge badge-warn">{t('point.over-size', { people: row.people, size: row.size })}</span>
        )}
      </h3>
      <ul class="stack-tight">
        {row.samples.map((sample) => (
          <SampleLine
            key={`${sample.point} ${sample.number} ${sample.tube} ${sample.takenAt}`}
            sample={sample}
            mayVoid={row.about === 'person'}
            say={say}
          />
        ))}
      </ul>
      <div class="row">
        {choices[row.about].map((verdict) => (
          <button
            key={verdict}
            type="button"
            onClick={() => void say(row.point, { type: 'settle-conflict', about: row.about, key: row.key, verdict })}
          >
            {t(`point.verdict.${verdict}`)}
          </button>
        ))}
      </div>
    </li>
  )
}

interface SampleLineProps {
  readonly sample: ConflictRow['samples'][number]
  /** Of a person who was there twice, one sample is taken back. */
  readonly mayVoid: boolean
  say: Say
}

function SampleLine({ sample, mayVoid, say }: SampleLineProps) {
  return (
    <li class="row">
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
        mayVoid && (
          <button
            type="button"
            onClick={() => void say(sample.point, { type: 'void-sample', number: sample.number, why: 'twice' })}
          >
            {t('point.void')}
          </button>
        )
      )}
    </li>
  )
}
