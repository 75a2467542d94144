// Beginning: an operation with its first round, a further round, or a copy of one that was. Each is one form with usual
// values filled in.
import { isNarrower } from '#domain/kernel/area.ts'
import { asInput, fromInput, startOfDay } from '#domain/kernel/zone.ts'
import { useState } from 'preact/hooks'
import type { OperationRow } from '#rooms/operation/views/operations.ts'
import type { RoundRow } from '#rooms/operation/views/rounds.ts'
import { areaOptions, areaPath } from '#web/console/session/areas.ts'
import { may, self } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import { newId } from '#web/api/ids.ts'
import { Field } from '#web/ui/field.tsx'
import { t, when } from '#web/ui/words.ts'
import { may as rules } from '#domain/operation/may.ts'
import { giveInTurn } from './together.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** The next morning at six, in China. */
const tomorrow = () => startOfDay(Date.now()) + DAY_MS + 6 * HOUR_MS

interface FormProps {
  readonly title: string
  readonly doing: string
  readonly children: preact.ComponentChildren
  readonly problem?: string
  submit(): Promise<void>
  close(): void
}
function Form({ title, doing, children, problem, submit, close }: FormProps) {
  const [busy, setBusy] = useState(false)
  const send = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    await submit()
    setBusy(false)
  }
  return (
    <Dialog title={title} close={close}>
      <form class="stack" onSubmit={(event) => void send(event)}>
        {children}
        {problem && (
          <p class="field-problem" role="alert">
            {problem}
          </p>
        )}
        <div class="actions">
          <button type="button" onClick={close}>
            {t('kernel.cancel')}
          </button>
          <button class="button-primary" disabled={busy}>
            {doing}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

const Starts = ({ value, set }: { value: string; set(text: string): void }) => (
  <Field name="round-starts" label={t('operation.starts')}>
    <input type="datetime-local" required value={value} onInput={(event) => set(event.currentTarget.value)} />
  </Field>
)

export function OpenOperation({ done, close }: { done(round?: string): void; close(): void }) {
  const asked = useAsked('templates', {})
  const mine = (area: string) => may(rules['open-operation'], { area })
  const [ids] = useState(() => [newId(), newId()] as const)
  const [template, setTemplate] = useState<string>()
  const [area, setArea] = useState<string | undefined>(
    self
      .value!.grants.map((grant) => grant.area)
      .filter((one) => !isNarrower(one, 'community') && mine(one))
      .sort((a, b) => a.length - b.length)[0],
  )
  const [name, setName] = useState('')
  const [starts, setStarts] = useState(asInput(tomorrow()))
  const [problem, setProblem] = useState<string>()
  const rows = asked.body?.rows ?? []
  const chosen = rows.find((row) => row.template === (template ?? rows[0]?.template))
  const submit = async () => {
    if (!chosen || !area) return setProblem(t('operation.area-missing'))
    const [operation, round] = ids
    const trouble = await giveInTurn([
      [`operation/${operation}`, { type: 'open-operation', template: chosen.template, area, name: name.trim() }],
      [`round/${round}`, { type: 'draft-round', operation, starts: fromInput(starts) }],
    ])
    if (trouble !== undefined) return setProblem(trouble)
    announce(t('operation.opened-done', { name: name.trim() }))
    done(round)
  }
  return (
    <Form title={t('operation.open')} doing={t('operation.open-do')} problem={problem} submit={submit} close={close}>
      <Field name="operation-name" label={t('operation.name')}>
        <input required maxLength={60} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </Field>
      <Field name="operation-template" label={t('operation.template')}>
        <select value={chosen?.template} onChange={(event) => setTemplate(event.currentTarget.value)}>
          {rows.map((row) => (
            <option key={row.template} value={row.template}>
              {row.body.name}
            </option>
          ))}
        </select>
      </Field>
      <Field name="operation-area" label={t('operation.area')}>
        <Combo
          options={areaOptions(['county', 'township', 'community']).filter((option) => mine(option.id))}
          chosen={area}
          choose={(option) => setArea(option?.id)}
        />
      </Field>
      <Starts value={starts} set={setStarts} />
    </Form>
  )
}

export function DraftRound({
  operation,
  done,
  close,
}: {
  operation: OperationRow
  done(round?: string): void
  close(): void
}) {
  const [round] = useState(newId)
  const [starts, setStarts] = useState(asInput(tomorrow()))
  const [problem, setProblem] = useState<string>()
  const submit = async () => {
    const trouble = await giveInTurn([
      [`round/${round}`, { type: 'draft-round', operation: operation.operation, starts: fromInput(starts) }],
    ])
    if (trouble === undefined) done(round)
    else setProblem(trouble)
  }
  return (
    <Form
      title={t('operation.draft-of', { name: operation.name })}
      doing={t('operation.draft')}
      problem={problem}
      submit={submit}
      close={close}
    >
      <p class="soft">{areaPath(operation.area)}</p>
      <Starts value={starts} set={setStarts} />
    </Form>
  )
}

/** Yesterday's round again: points, posts, teams, slots and visits, all moved to the new day. */
export function CopyRound({
  round: from,
  done,
  close,
}: {
  round: Pick<RoundRow, 'round' | 'operationName' | 'number' | 'starts' | 'points' | 'posts' | 'buildings' | 'visits'>
  done(round?: string): void
  close(): void
}) {
  const [round] = useState(newId)
  const [starts, setStarts] = useState(
    asInput(Math.max(from.starts, startOfDay(Date.now()) + from.starts - startOfDay(from.starts)) + DAY_MS),
  )
  const [problem, setProblem] = useState<string>()
  const submit = async () => {
    const trouble = await giveInTurn([
      [`round/${round}`, { type: 'copy-round', from: from.round, starts: fromInput(starts) }],
    ])
    if (trouble !== undefined) return setProblem(trouble)
    announce(t('operation.copied-done'))
    done(round)
  }
  return (
    <Form
      title={t('operation.copy-of', { name: from.operationName, n: from.number, time: when(from.starts) })}
      doing={t('operation.copy')}
      problem={problem}
      submit={submit}
      close={close}
    >
      <p>
        {t('operation.copy-what', {
          points: from.points,
          posts: from.posts,
          buildings: from.buildings,
          visits: from.visits,
        })}
      </p>
      <Starts value={starts} set={setStarts} />
    </Form>
  )
}

/** Another begin, with everything that is laid out; its length stays. */
export function MoveRound({
  round,
  done,
  close,
}: {
  round: Pick<RoundRow, 'round' | 'operationName' | 'number' | 'starts'>
  done(): void
  close(): void
}) {
  const [starts, setStarts] = useState(asInput(round.starts))
  const [problem, setProblem] = useState<string>()
  const submit = async () => {
    const trouble = await giveInTurn([[`round/${round.round}`, { type: 'change-round', starts: fromInput(starts) }]])
    if (trouble !== undefined) return setProblem(trouble)
    announce(t('operation.moved-done'))
    done()
  }
  return (
    <Form title={t('operation.move')} doing={t('operation.move-do')} problem={problem} submit={submit} close={close}>
      <p>{t('operation.move-what')}</p>
      <Starts value={starts} set={setStarts} />
    </Form>
  )
}
