// The list of doors of a round: all households of an area or some drawn, with what for and how urgent.
import { purposes, type Purpose } from '#domain/operation/terms.ts'
import type { RoundAnswer } from '#rooms/operation/views/rounds.ts'
import { areaOptions } from '#web/console/session/areas.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { type FilledProps, FormEnd, Problem, useFilled } from '#web/console/parts/form.tsx'
import { Field } from '#web/ui/field.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { inPieces, useGiveInTurn } from './together.ts'

interface FilledDoors {
  readonly area: string
  readonly percent: string
  readonly purpose: Purpose
  readonly priority: string
}

interface DoorsFormProps {
  readonly body: RoundAnswer
  /** What the template's doors are knocked on for. */
  readonly purposes?: readonly Purpose[]
  done(): void
  close(): void
}

export function DoorsForm({ body, purposes: usual, done, close }: DoorsFormProps) {
  const { round } = body
  const [filled, change] = useFilled<FilledDoors>({
    area: round.area,
    percent: '100',
    purpose: usual?.[0] ?? 'check',
    priority: '2',
  })
  const sending = useGiveInTurn(done)
  const share = Number(filled.percent)
  const asked = useAsked(
    'doors-draw',
    share >= 0.1 && share <= 100 ? { round: round.round, within: filled.area, percent: share } : undefined,
  )
  const list = asked.body
  const accept = async (event: Event) => {
    event.preventDefault()
    if (!list) return
    const { purpose } = filled
    const priority = Number(filled.priority)
    const visits = list.visits.map((row) => ({ ...row, people: Math.min(50, row.people), purpose, priority }))
    await sending.give(
      inPieces(visits).map((rows) => [`round/${round.round}`, { type: 'put-visits', visits: rows }]),
      t('operation.doors-done', { n: visits.length }),
    )
  }
  return (
    <Dialog title={t('operation.doors')} close={close}>
      <form class="stack" onSubmit={(event) => void accept(event)}>
        <p>{t('operation.doors-hint')}</p>
        <DoorsFields within={round.area} filled={filled} change={change} />
        <Trouble answer={asked.trouble} />
        <p role="status" class="strong">
          {list && !asked.asking
            ? t('operation.doors-what', { n: list.visits.length, all: list.households })
            : t('kernel.loading')}
          {list?.cut && ` ${t('operation.doors-cut')}`}
        </p>
        <Problem text={sending.problem} />
        <FormEnd
          doing={
            sending.given === undefined
              ? t('operation.doors-accept')
              : t('operation.sending', { n: sending.given, all: inPieces(list!.visits).length })
          }
          busy={!list || list.visits.length === 0 || asked.asking || sending.given !== undefined}
          close={close}
        />
      </form>
    </Dialog>
  )
}

function DoorsFields({
  within,
  filled: { area, percent, purpose, priority },
  change,
}: FilledProps<FilledDoors> & { within: string }) {
  return (
    <>
      <Field name="doors-area" label={t('operation.area')}>
        <Combo
          options={areaOptions(['county', 'township', 'community', 'grid']).filter((option) =>
            option.id.startsWith(within),
          )}
          chosen={area}
          choose={(option) => change({ area: option?.id ?? within })}
        />
      </Field>
      <div class="halves">
        <Field name="doors-percent" label={t('operation.doors-percent')} hint={t('operation.doors-percent-hint')}>
          <input
            type="number"
            required
            min="0.1"
            max="100"
            step="0.1"
            value={percent}
            onInput={(event) => change({ percent: event.currentTarget.value })}
          />
        </Field>
        <Field name="doors-priority" label={t('operation.priority')}>
          <select value={priority} onChange={(event) => change({ priority: event.currentTarget.value })}>
            {(['1', '2', '3'] as const).map((one) => (
              <option key={one} value={one}>
                {t(`operation.priority.${one}`)}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Field name="doors-purpose" label={t('operation.purpose')}>
        <select value={purpose} onChange={(event) => change({ purpose: event.currentTarget.value as Purpose })}>
          {purposes.map((one) => (
            <option key={one} value={one}>
              {t(`operation.purpose.${one}`)}
            </option>
          ))}
        </select>
      </Field>
    </>
  )
}
