// The call-up planned again: what would move, and what it gains. Nothing moves until a person accepts it.
import { useState } from 'preact/hooks'
import { areaOptions } from '#web/console/session/areas.ts'
import { self, widest } from '#web/console/session/self.ts'
import type { AnswerOf } from '#web/api/contract.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { t, when } from '#web/ui/words.ts'

const shownMax = 200

export function Replan({ round, close, done }: { round: string; close(): void; done(): void }) {
  const [within, setWithin] = useState<string>(widest(self.value!))
  const asked = useAsked('callup-replan', { round, within })
  const [busy, setBusy] = useState(false)
  const plan = asked.body
  const accept = async () => {
    if (!plan) return
    setBusy(true)
    const outcome = await give('operation', `round/${round}`, {
      type: 'put-slots',
      slots: plan.moves.map((move) => ({
        building: move.building,
        point: move.to.point,
        starts: move.to.starts,
        ends: move.to.ends,
        people: move.people,
      })),
    })
    setBusy(false)
    if (outcome.ok) done()
    else announce(outcome.text, 'bad')
  }
  return (
    <Dialog title={t('point.replan')} wide close={close}>
      <p>{t('point.replan-hint')}</p>
      <div class="wide">
        <label for="replan-area">{t('console.area')}</label>
        <Combo
          id="replan-area"
          options={areaOptions(['county', 'township', 'community'])}
          chosen={within}
          placeholder={t('console.all')}
          choose={(option) => option && setWithin(option.id)}
        />
      </div>
      <Trouble answer={asked.trouble} />
      {asked.asking && !plan && <p role="status">{t('kernel.loading')}</p>}
      {plan && plan.moves.length === 0 && <p role="status">{t('point.replan-none')}</p>}
      {plan && plan.moves.length > 0 && (
        <>
          <Moves plan={plan} />
          <button type="button" class="button-primary" disabled={busy} onClick={() => void accept()}>
            {t('point.replan-accept')}
          </button>
        </>
      )}
    </Dialog>
  )
}

/** What would move from when and where to when and where, and how much less is waited. */
function Moves({ plan }: { plan: AnswerOf<'callup-replan'> }) {
  return (
    <>
      <p class="strong number" role="status">
        {t('point.replan-moves', { n: plan.moves.length })} · {t('point.waiting')}{' '}
        {t('point.replan-moved', { from: plan.behindBefore, to: plan.behindAfter })}
      </p>
      <ul class="stack-tight scroll">
        {plan.moves.slice(0, shownMax).map((move) => (
          <li key={move.building}>
            {move.name ?? move.building}{' '}
            <span class="soft number">
              {t('point.replan-moved', {
                from: `${plan.names[move.from.point]} ${when(move.from.starts, 'time')}`,
                to: `${plan.names[move.to.point]} ${when(move.to.starts, 'time')}`,
              })}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
