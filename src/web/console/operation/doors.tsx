// The list of doors of a round: all households of an area or some drawn, with what for and how urgent.
import { useState } from 'preact/hooks'
import { purposes, type Purpose } from '#domain/operation/terms.ts'
import type { OperationCommand } from '#domain/operation/commands.ts'
import type { RoundAnswer } from '#rooms/operation/views/rounds.ts'
import { areaOptions } from '#web/console/session/areas.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import { Field } from '#web/ui/field.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { giveInTurn, inPieces } from './together.ts'

export function DoorsForm({
  body,
  purposes: usual,
  done,
  close,
}: {
  body: RoundAnswer
  purposes?: readonly Purpose[]
  done(): void
  close(): void
}) {
  const { round } = body
  const [area, setArea] = useState<string>(round.area)
  const [percent, setPercent] = useState('100')
  const [purpose, setPurpose] = useState<Purpose>(usual?.[0] ?? 'check')
  const [priority, setPriority] = useState('2')
  const [given, setGiven] = useState<number>()
  const [problem, setProblem] = useState<string>()
  const share = Number(percent)
  const asked = useAsked(
    'doors-draw',
    share >= 0.1 && share <= 100 ? { round: round.round, within: area, percent: share } : undefined,
  )
  const list = asked.body
  const accept = async (event: Event) => {
    event.preventDefault()
    if (!list) return
    setGiven(0)
    const trouble = await giveInTurn(
      inPieces(list.visits).map(
        (rows) =>
          [
            `round/${round.round}`,
            {
              type: 'put-visits',
              visits: rows.map((row) => ({
                ...row,
                people: Math.min(50, row.people),
                purpose,
                priority: Number(priority),
              })),
            } satisfies OperationCommand,
          ] as const,
      ),
      setGiven,
    )
    setGiven(undefined)
    if (trouble !== undefined) return setProblem(trouble)
    announce(t('operation.doors-done', { n: list.visits.length }))
    done()
  }
  return (
    <Dialog title={t('operation.doors')} close={close}>
      <form class="stack" onSubmit={(event) => void accept(event)}>
        <p>{t('operation.doors-hint')}</p>
        <Field name="doors-area" label={t('operation.area')}>
          <Combo
            options={areaOptions(['county', 'township', 'community', 'grid']).filter((option) =>
              option.id.startsWith(round.area),
            )}
            chosen={area}
            choose={(option) => setArea(option?.id ?? round.area)}
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
              onInput={(event) => setPercent(event.currentTarget.value)}
            />
          </Field>
          <Field name="doors-priority" label={t('operation.priority')}>
            <select value={priority} onChange={(event) => setPriority(event.currentTarget.value)}>
              {(['1', '2', '3'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`operation.priority.${one}`)}
                </option>
              ))}
            </select>
          </Field>
        </div>
        <Field name="doors-purpose" label={t('operation.purpose')}>
          <select value={purpose} onChange={(event) => setPurpose(event.currentTarget.value as Purpose)}>
            {purposes.map((one) => (
              <option key={one} value={one}>
                {t(`operation.purpose.${one}`)}
              </option>
            ))}
          </select>
        </Field>
        <Trouble answer={asked.trouble} />
        <p role="status" class="strong">
          {list && !asked.asking
            ? t('operation.doors-what', { n: list.visits.length, all: list.households })
            : t('kernel.loading')}
          {list?.cut && ` ${t('operation.doors-cut')}`}
        </p>
        {problem && (
          <p class="field-problem" role="alert">
            {problem}
          </p>
        )}
        <div class="actions">
          <button type="button" onClick={close}>
            {t('kernel.cancel')}
          </button>
          <button
            class="button-primary"
            disabled={!list || list.visits.length === 0 || asked.asking || given !== undefined}
          >
            {given === undefined
              ? t('operation.doors-accept')
              : t('operation.sending', { n: given, all: inPieces(list!.visits).length })}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
