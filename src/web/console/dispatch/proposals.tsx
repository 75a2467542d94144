// What the planner would move, asked for by a press: nobody is moved until a person orders it, and who is moved may say
// no.
import { useState } from 'preact/hooks'
import { around, may as rules } from '#domain/dispatch/dispatch.ts'
import type { DispatchCommand } from '#domain/dispatch/commands.ts'
import type { MovesAnswer } from '#server/planning/answers.ts'
import { areaName } from '#web/console/session/areas.ts'
import { may, self, widest } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { newId } from '#web/api/ids.ts'
import { Trouble } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import type { When } from './columns.tsx'
import { reasonsText } from './moves.tsx'

type Move = MovesAnswer['moves'][number]

interface ProposalsProps {
  readonly round: string
  readonly shift: When
  /** A move was ordered. */
  done(): void
}

const keyOf = (move: Move) => `${move.from} ${move.to}`

/** Orders one move and says how it went; true when it was taken. */
async function orderMove(round: string, move: Move): Promise<boolean> {
  const command = {
    type: 'order-move',
    round,
    from: move.from,
    to: move.to,
    seats: move.seats.map(({ seat, person }) => ({ seat, person })),
    reasons: move.reasons,
  } satisfies DispatchCommand
  const outcome = await give('dispatch', `move/${newId()}`, command)
  announce(
    outcome.ok ? t('dispatch.ordered-done', { n: move.seats.length }) : outcome.text,
    outcome.ok ? 'good' : 'bad',
  )
  return outcome.ok
}

export function Proposals({ round, shift, done }: ProposalsProps) {
  const [wanted, setWanted] = useState(false)
  const [ordered, setOrdered] = useState<ReadonlySet<string>>(new Set())
  const asked = useAsked('move-proposals', wanted ? { round, within: widest(self.value!), when: shift } : undefined)
  const propose = () => {
    setOrdered(new Set())
    if (wanted) asked.again()
    else setWanted(true)
  }
  const order = async (move: Move) => {
    if (!(await orderMove(round, move))) return
    setOrdered(new Set([...ordered, keyOf(move)]))
    done()
  }
  return (
    <section class="card stack-tight" aria-labelledby="proposed">
      <header class="row-between">
        <h2 id="proposed">{t('dispatch.proposals')}</h2>
        <button type="button" class={wanted ? '' : 'button-primary'} disabled={asked.asking} onClick={propose}>
          {t('dispatch.propose')}
        </button>
      </header>
      <p class="soft">{t('dispatch.proposals-hint')}</p>
      <Trouble answer={asked.trouble} />
      {wanted && asked.asking && <p role="status">{t('operation.planning')}</p>}
      {asked.body?.moves.length === 0 && !asked.asking && <p role="status">{t('dispatch.proposals-none')}</p>}
      <ul class="stack">
        {asked.body?.moves.map((move) => (
          <ProposedMove
            key={keyOf(move)}
            move={move}
            names={asked.body?.names ?? {}}
            ordered={ordered.has(keyOf(move))}
            order={() => void order(move)}
          />
        ))}
      </ul>
    </section>
  )
}

interface ProposedMoveProps {
  readonly move: Move
  /** By person. */
  readonly names: MovesAnswer['names']
  readonly ordered: boolean
  order(): void
}

function ProposedMove({ move, names, ordered, order }: ProposedMoveProps) {
  return (
    <li class="row-between">
      <div>
        <b>
          {t('dispatch.from-to', {
            from: move.fromName ?? areaName(move.from),
            to: move.toName ?? areaName(move.to),
            n: move.seats.length,
          })}
        </b>
        <br />
        {reasonsText(move.reasons)}
        <br />
        <span class="soft small">
          {move.seats
            .map((one) => names[one.person] ?? '')
            .filter(Boolean)
            .join(t('kernel.and'))}
        </span>
      </div>
      {ordered ? (
        <span class="badge badge-good">{t('dispatch.state.ordered')}</span>
      ) : (
        <button
          type="button"
          class="button-good"
          disabled={!may(rules['order-move'], { area: around(move.from, move.to) })}
          onClick={order}
        >
          {t('dispatch.order', { n: move.seats.length })}
        </button>
      )}
    </li>
  )
}
