// What is still open in the building: who has it, whether it is done, and what I can do about it.
import { useState } from 'preact/hooks'
import type { OrderRow } from '#rooms/steward/questions.ts'
import { t, when } from '#web/ui/words.ts'
import { entries, self } from '#web/phone/client.ts'
import type { Give } from './terms.ts'

/** Hands asked for by a steward, unless they say how many. */
const peopleUsual = 3

export function Orders({ orders, give }: { orders: readonly OrderRow[]; give: Give }) {
  if (orders.length === 0) return null
  return (
    <section class="stack-tight">
      <h2>{t('steward.orders')}</h2>
      <ul class="stack-tight">
        {orders.map((order) => (
          <li key={order.finding} class={`card stack-tight ${order.urgent ? 'call-called call' : ''}`}>
            <Order order={order} give={give} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Order({ order, give }: { order: OrderRow; give: Give }) {
  const [why, setWhy] = useState<string>()
  const stream = `order/${order.finding}`
  const unsent = entries.value.some((entry) => entry.state === 'waiting' && entry.envelope.stream === stream)
  const open = order.state === 'reported' || order.state === 'ordered'
  const asksOnly = !self.value?.grants.some((grant) => grant.role === 'steward' || grant.role === 'gridWorker')
  return (
    <>
      <p>
        <span class="strong">{t(`steward.matter.${order.matter}`)}</span>{' '}
        <span class="soft">{when(order.reportedAt)}</span>
        <br />
        {order.text}
      </p>
      <p class={order.unanswered ? 'strong' : 'soft'}>
        {unsent
          ? t('steward.not-sent')
          : order.unanswered
            ? t('steward.unanswered')
            : t(`steward.state.${order.state}`)}
        {order.backText && ` · ${order.backText}`}
      </p>
      {!unsent && order.state === 'done' && !order.mine && (
        <div class="choices">
          <button type="button" class="button-good" onClick={() => give(stream, { type: 'confirm-done' })}>
            {t('steward.confirm')}
          </button>
          <button type="button" onClick={() => setWhy(why === undefined ? '' : undefined)}>
            {t('steward.send-back')}
          </button>
        </div>
      )}
      {why !== undefined && (
        <SendBack
          finding={order.finding}
          why={why}
          type={setWhy}
          send={() => {
            void give(stream, { type: 'send-back', text: why.trim() })
            setWhy(undefined)
          }}
        />
      )}
      {!unsent && open && !asksOnly && (
        <div class="choices">
          <button type="button" class="button-good" onClick={() => give(stream, { type: 'note-done' })}>
            {t('steward.done')}
          </button>
          <button type="button" onClick={() => give(stream, { type: 'ask-whistle', people: peopleUsual })}>
            {t('steward.ask-whistle')}
          </button>
        </div>
      )}
    </>
  )
}

interface SendBackProps {
  readonly finding: string
  readonly why: string
  type(why: string): void
  send(): void
}

function SendBack({ finding, why, type, send }: SendBackProps) {
  return (
    <div class="stack-tight">
      <label for={`why-${finding}`}>{t('steward.why-back')}</label>
      <input
        id={`why-${finding}`}
        type="text"
        maxLength={400}
        value={why}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <button type="button" class="button-primary" disabled={!why.trim()} onClick={send}>
        {t('steward.send-back')}
      </button>
    </div>
  )
}
