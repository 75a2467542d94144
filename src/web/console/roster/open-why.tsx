// Why a seat is open: the planner is asked; where somebody fits, they are named with reasons and can be seated at once.
import { useEffect, useState } from 'preact/hooks'
import type { PlanAnswer } from '#server/planning/answers.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Trouble } from '#web/ui/note.tsx'
import { coded, t } from '#web/ui/words.ts'
import { order } from './orders.ts'
import { reasonsText } from './reasons.ts'

/** Why seats stayed open when the planner was last asked, by seat. */
export type OpenWhys = ReadonlyMap<string, string>
export const whysOf = (plan: PlanAnswer): OpenWhys => new Map(plan.open.map((one) => [one.seat, one.why]))

interface WhyProps {
  readonly round: string
  readonly within: string
  readonly seat: string
  readonly known?: string
  told(whys: OpenWhys): void
  done(): void
}

export function OpenWhy({ round, within, seat, known, told, done }: WhyProps) {
  const [wanted, setWanted] = useState(false)
  const asked = useAsked('roster-plan', wanted ? { round, within } : undefined)
  const plan = asked.body
  useEffect(() => {
    if (plan) told(whysOf(plan))
  }, [plan])
  const fits = plan?.seats.find((one) => one.seat === seat)
  const seatThem = async () => {
    if (await order(round, { type: 'seat-person', seat, person: fits!.person }, t('roster.seated-done'))) done()
  }
  return (
    <div class="stack-tight">
      <Trouble answer={asked.trouble} />
      {known !== undefined && (
        <p role="status" class="note note-warn">
          {coded('roster.open', known)}
        </p>
      )}
      {wanted && asked.asking && <p role="status">{t('operation.planning')}</p>}
      {fits && (
        <>
          <p role="status">
            <b>{t('roster.fits', { name: plan!.names[fits.person] ?? '' })}</b>
            {reasonsText(fits.reasons)}
          </p>
          <button type="button" class="button-good" onClick={() => void seatThem()}>
            {t('roster.seat-them', { name: plan!.names[fits.person] ?? '' })}
          </button>
        </>
      )}
      {!wanted && known === undefined && (
        <button type="button" onClick={() => setWanted(true)}>
          {t('roster.why-open')}
        </button>
      )}
    </div>
  )
}
