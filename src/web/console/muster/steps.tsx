// The board's larger steps, each asked once more: the next wave with its people, and standing down.
import { useRef, useState } from 'preact/hooks'
import { around } from '#domain/kernel/area.ts'
import { may as rules } from '#domain/muster/may.ts'
import { areaName } from '#web/console/session/areas.ts'
import { may } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Confirm, Dialog } from '#web/console/parts/dialog.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import { newId } from '#web/api/ids.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import type { BoardAnswer, ProposalAnswer } from '#rooms/muster/shapes.ts'
import { announceWave } from './called.ts'
import { wantingOf } from './figures.tsx'
import { order } from './orders.ts'
import { ProposalList, useChoice } from './proposal.tsx'

interface StepProps {
  readonly board: BoardAnswer
  close(): void
  done(): void
}

const HOUR_MS = 3_600_000
const NONE: ProposalAnswer['candidates'] = []

export function NextWave({ board, close, done }: StepProps) {
  const muster = board.muster.muster
  const asked = useAsked('wave-proposal', { muster })
  const { chosen, toggle } = useChoice(asked.body?.candidates ?? NONE)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const id = useRef(newId())
  const act = async () => {
    setBusy(true)
    const outcome = await order(muster, { type: 'call-people', people: chosen.map((row) => row.person) }, id.current)
    setBusy(false)
    if (!outcome.ok) {
      if (outcome.judged) id.current = newId()
      return setProblem(outcome.text)
    }
    announceWave(outcome.answer, (n) => t('console.board.called-more', { n }))
    done()
    close()
  }
  return (
    <Dialog title={t('console.board.wave')} wide close={close}>
      <Trouble answer={asked.trouble} />
      <ProposalList proposal={asked.body} asking={asked.asking} chosen={chosen} toggle={toggle} />
      {problem && <Note tone="bad">{problem}</Note>}
      <div class="actions">
        <button type="button" onClick={close}>
          {t('kernel.cancel')}
        </button>
        <button type="button" class="button-primary" disabled={busy || !chosen.length} onClick={() => void act()}>
          {t('console.board.call-n', { n: chosen.length })}
        </button>
      </div>
    </Dialog>
  )
}

/** What an officer may do about time: ask one area wider at once, or keep the muster open for longer. */
export function LadderOrders({ board }: { board: BoardAnswer }) {
  const { muster, area, reach, until } = board.muster
  const [busy, setBusy] = useState(false)
  const next = around(reach)
  const act = async (command: Parameters<typeof order>[1], said: string) => {
    setBusy(true)
    const outcome = await order(muster, command)
    setBusy(false)
    announce(outcome.ok ? said : outcome.text, outcome.ok ? 'good' : 'bad')
  }
  return (
    <div class="row no-print">
      {next && (
        <button
          type="button"
          disabled={busy || !may(rules.escalate, { area })}
          onClick={() => void act({ type: 'escalate' }, t('console.board.escalated'))}
        >
          {t('console.board.escalate', { name: areaName(next) })}
        </button>
      )}
      <button
        type="button"
        disabled={busy || !may(rules.extend, { area })}
        onClick={() => void act({ type: 'extend', until: until + HOUR_MS }, t('console.board.extended'))}
      >
        {t('console.board.extend')}
      </button>
    </div>
  )
}

export function StandDown({ board, close, done }: StepProps) {
  const { muster, counts } = board.muster
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const id = useRef(newId())
  const wanting = wantingOf(board.muster)
  const act = async () => {
    setBusy(true)
    const outcome = await order(muster, { type: 'stand-down' }, id.current)
    setBusy(false)
    if (!outcome.ok) {
      if (outcome.judged) id.current = newId()
      return setProblem(outcome.text)
    }
    announce(t('console.board.stood-down'))
    done()
    close()
  }
  return (
    <Confirm
      title={t('console.board.stand-down')}
      doing={t('console.board.stand-down')}
      danger
      busy={busy}
      problem={problem}
      act={() => void act()}
      close={close}
    >
      <p>
        {t('console.board.stand-down-what', { arrived: counts.arrived, coming: counts.coming, called: counts.called })}
      </p>
      {wanting > 0 && <p class="strong">{t('console.board.stand-down-wanting', { n: wanting })}</p>}
    </Confirm>
  )
}
