// Buildings of an area for those who answer stewards: what is reported and waits, what was done and waits to be
// confirmed, whistles asked for; and which buildings were walked today.
import { communityOf, gridOf, doorOf } from '#domain/kernel/area.ts'
import { useState } from 'preact/hooks'
import { may } from '#domain/steward/steward.ts'
import type { OrderRow } from '#rooms/steward/questions.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { areaPath } from '#web/console/session/areas.ts'
import { may as mayNow, self, widest } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { give } from '#web/console/parts/give.ts'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { ask } from '#web/api/api.ts'
import { Note, problemText, Trouble } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import './oversight.css'
import { steward } from '#words/steward.ts'
import { coded, learn, t, when } from '#web/ui/words.ts'

learn(steward)

/** An order is to be done within so long unless it is urgent. */
const USUAL_MS = 24 * 3_600_000
const URGENT_MS = 3 * 3_600_000
const TONES = { reported: 'warn', ordered: 'info', done: 'info', confirmed: 'good', whistle: 'bad' } as const

export function BuildingsScreen() {
  const within = gridOf(widest(self.value!))
  const orders = useAsked('orders', {}, ['order', 'patrol'])
  const day = useAsked('patrols', { within }, ['patrol'])
  const rows = orders.body?.rows.filter((row) => row.state !== 'confirmed') ?? []
  return (
    <ScreenFrame
      title={t('steward.board')}
      under={day.body && t('steward.overview-of', { walked: day.body.walked, n: day.body.buildings })}
    >
      <Trouble answer={orders.trouble ?? day.trouble} />
      {orders.body && day.body && rows.length === 0 && (
        <Empty icon="home" title={t('steward.orders-none')}>
          {day.body.buildings === 0 && <p>{t('steward.none-appointed')}</p>}
        </Empty>
      )}
      <ul class="stack-tight">
        {rows.map((row) => (
          <li key={row.finding} class="card">
            <Order row={row} again={orders.again} />
          </li>
        ))}
      </ul>
      {day.body && day.body.unwalked.length > 0 && (
        <details class="card">
          <summary>
            {t('steward.unwalked')} {day.body.unwalked.length}
          </summary>
          <ul>
            {day.body.unwalked.map((one) => (
              <li key={one.building}>
                {areaPath(communityOf(one.building))} {one.name}
              </li>
            ))}
          </ul>
        </details>
      )}
    </ScreenFrame>
  )
}

function Order({ row, again }: { row: OrderRow; again(): void }) {
  const [problem, setProblem] = useState('')
  const act = async (command: CommandOf<'steward'>) => {
    const outcome = await give('steward', `order/${row.finding}`, command)
    setProblem(outcome.ok ? '' : outcome.text)
    if (outcome.ok) again()
  }
  const orders = mayNow(may['give-order'], { area: row.area })
  return (
    <div class="stack-tight">
      <OrderSaid row={row} />
      {(row.photo || row.donePhoto) && <Photos finding={row.finding} />}
      {mayNow(may['keep-note'], { area: row.building }) && <Notes building={row.building} />}
      <OrderActions row={row} orders={orders} act={act} />
      {problem && <Note tone="bad">{problem}</Note>}
    </div>
  )
}

function OrderSaid({ row }: { row: OrderRow }) {
  return (
    <p>
      <span class={`badge badge-${row.unanswered ? 'bad' : TONES[row.state]}`}>
        {row.unanswered ? t('steward.unanswered') : t(`steward.state.${row.state}`)}
      </span>{' '}
      {row.urgent && <span class="badge badge-bad">{t('steward.urgent')}</span>}{' '}
      <span class="strong">
        {areaPath(communityOf(row.building))} {row.buildingName} {doorOf(row.area)}
      </span>{' '}
      · {t(`steward.matter.${row.matter}`)} · {when(row.reportedAt)}
      <br />
      {row.text}
      {row.people !== null && row.state === 'whistle' && ` · ${t('steward.people', { n: row.people })}`}
    </p>
  )
}

interface OrderActionsProps {
  readonly row: OrderRow
  /** Whether this person may give orders there. */
  readonly orders: boolean
  act(command: CommandOf<'steward'>): Promise<void>
}

function OrderActions({ row, orders, act }: OrderActionsProps) {
  const [back, setBack] = useState('')
  return (
    <div class="row">
      {orders && row.state === 'reported' && (
        <button
          type="button"
          class="button-primary"
          onClick={() => act({ type: 'give-order', by: Date.now() + (row.urgent ? URGENT_MS : USUAL_MS) })}
        >
          {t('steward.give-order')}
        </button>
      )}
      {orders && row.state === 'whistle' && (
        <>
          <a class="button button-primary" href={to('whistle')}>
            {t('steward.answer-blow')}
          </a>
          <Blown area={row.building} choose={(muster) => act({ type: 'answer-whistle', muster })} />
          <button type="button" onClick={() => act({ type: 'answer-whistle' })}>
            {t('steward.answer-no')}
          </button>
        </>
      )}
      {(row.state === 'reported' || row.state === 'ordered') && (
        <button type="button" onClick={() => act({ type: 'note-done' })}>
          {t('steward.done')}
        </button>
      )}
      {row.state === 'done' && !row.mine && (
        <>
          <button type="button" class="button-primary" onClick={() => act({ type: 'confirm-done' })}>
            {t('steward.confirm')}
          </button>
          <input
            type="text"
            aria-label={t('steward.why-back')}
            placeholder={t('steward.why-back')}
            maxLength={400}
            value={back}
            onInput={(event) => setBack(event.currentTarget.value)}
          />
          <button type="button" disabled={!back.trim()} onClick={() => act({ type: 'send-back', text: back.trim() })}>
            {t('steward.send-back')}
          </button>
        </>
      )}
    </div>
  )
}

/** Fetched when asked for: looking at a photo is written down. */
function Photos({ finding }: { finding: string }) {
  const [photos, setPhotos] = useState<{ found: string | null; done: string | null }>()
  const [problem, setProblem] = useState('')
  const look = async () => {
    const answer = await ask('order-photos', { finding })
    if (answer.ok) setPhotos(answer.body)
    else setProblem(problemText(answer))
  }
  if (problem) return <Note tone="bad">{problem}</Note>
  if (!photos)
    return (
      <button type="button" class="button-quiet" onClick={look}>
        {t('steward.photos')}
      </button>
    )
  return (
    <div class="row">
      {(['found', 'done'] as const).map(
        (which) =>
          photos[which] && (
            <figure key={which}>
              <img
                class="photo-small"
                src={`data:image/jpeg;base64,${photos[which]}`}
                alt={t(`steward.photo.${which}`)}
              />
              <figcaption>{t(`steward.photo.${which}`)}</figcaption>
            </figure>
          ),
      )}
    </div>
  )
}

const TOWNSHIP_LETTERS = 9

/** The whistle that was blown for it, among those that run around here. */
function Blown({ area, choose }: { area: string; choose(muster: string): void }) {
  const asked = useAsked('musters', { state: 'running' }, ['muster'])
  const near = (asked.body?.rows ?? []).filter(
    (one) => !one.drill && one.area.slice(0, TOWNSHIP_LETTERS) === area.slice(0, TOWNSHIP_LETTERS),
  )
  if (near.length === 0) return null
  return (
    <select
      aria-label={t('steward.blown')}
      value=""
      onChange={(event) => event.currentTarget.value && choose(event.currentTarget.value)}
    >
      <option value="">{t('steward.blown')}</option>
      {near.map((one) => (
        <option key={one.muster} value={one.muster}>
          {one.what}
        </option>
      ))}
    </select>
  )
}

/** What the steward wrote down in this building. Fetched when asked for: reading it is written down. */
function Notes({ building }: { building: string }) {
  const [open, setOpen] = useState(false)
  const asked = useAsked('patrol-notes', open ? { building } : undefined)
  if (!open)
    return (
      <button type="button" class="button-quiet" onClick={() => setOpen(true)}>
        {t('steward.notes')}
      </button>
    )
  return (
    <>
      <Trouble answer={asked.trouble} />
      {asked.body?.rows.length === 0 && <p class="soft">{t('steward.notes-none')}</p>}
      <ul>
        {asked.body?.rows.map((one) => (
          <li key={one.note}>
            <span class="soft">
              {when(one.at)} {one.household && doorOf(one.household)} {one.how && coded('steward.how', one.how)}
            </span>{' '}
            {one.text}
          </li>
        ))}
      </ul>
    </>
  )
}
