// One called person beside the board: how they were reached, what they said, what the leader may note for them.
import { useState } from 'preact/hooks'
import { answers } from '#domain/muster/terms.ts'
import { Note } from '#web/ui/note.tsx'
import { type After, coded, t, when } from '#web/ui/words.ts'
import type { BoardAnswer, BoardPerson } from '#rooms/muster/shapes.ts'
import { CallBadge, stateText } from './badge.tsx'
import { noteFor } from './orders.ts'
import { reasonsText } from './proposal.tsx'
import { Steps } from './reached.tsx'

interface PersonCardProps {
  readonly board: BoardAnswer
  readonly row: BoardPerson
  readonly mayMark: boolean
  close(): void
}

/** Notes one thing for the person. */
type NoteDown = (command: Parameters<typeof noteFor>[1]) => Promise<void>

/** What may still be noted, by where the person stands. */
const OPEN_STATES = ['called', 'talk', 'cannot', 'coming', 'thanked', 'absent']

export function PersonCard({ board, row, mayMark, close }: PersonCardProps) {
  const [problem, setProblem] = useState<string>()
  const note: NoteDown = async (command) => {
    const outcome = await noteFor(board.muster.muster, command, row.name)
    setProblem(outcome.ok ? undefined : outcome.text)
  }
  return (
    <aside class="pane stack" aria-label={t('console.details-of', { name: row.name })}>
      <div class="pane-head">
        <h2>
          {row.name} <CallBadge row={row} />
        </h2>
        <button type="button" class="button-quiet" aria-label={t('kernel.close')} onClick={close}>
          ✕
        </button>
      </div>
      <Facts row={row} />
      {problem && <Note tone="bad">{problem}</Note>}
      {mayMark && OPEN_STATES.includes(row.state) && <Noting row={row} note={note} />}
      {mayMark && row.state === 'arrived' && (
        <button type="button" onClick={() => void note({ type: 'mark-left', person: row.person })}>
          {t('console.board.mark-left')}
        </button>
      )}
    </aside>
  )
}

function Facts({ row }: { row: BoardPerson }) {
  return (
    <dl class="facts">
      <dt>{t('console.person.phone')}</dt>
      <dd>{row.phone ? <a href={`tel:${row.phone}`}>{row.phone}</a> : t('console.none')}</dd>
      <dt>{t('console.unit')}</dt>
      <dd>{row.unitName ?? t('console.none')}</dd>
      <dt>{t('console.person.skills')}</dt>
      <dd>{row.skills.map((skill) => coded('registry.skill', skill)).join(t('kernel.and')) || t('console.none')}</dd>
      <dt>{t('console.call.why')}</dt>
      <dd>{reasonsText(row)}</dd>
      <Times row={row} />
      {row.evidence && (
        <>
          <dt>{t('console.call.evidence')}</dt>
          <dd>{t(`console.call.evidence.${row.evidence}`)}</dd>
        </>
      )}
      <dt>{t('console.call.reached')}</dt>
      <dd>
        <Steps row={row} />
      </dd>
    </dl>
  )
}

/** When what happened, as far as it did. */
function Times({ row }: { row: BoardPerson }) {
  const times: readonly (readonly [After<'console.call'>, number | null])[] = [
    ['called-at', row.calledAt],
    ['answered-at', row.answeredAt],
    ['due-at', row.dueAt],
    ['arrived-at', row.arrivedAt],
    ['left-at', row.leftAt],
  ]
  return (
    <>
      {times.map(
        ([name, at]) => at !== null && [<dt>{t(`console.call.${name}`)}</dt>, <dd class="number">{when(at)}</dd>],
      )}
    </>
  )
}

/** What the leader may note while the person may still come: seen at the place, heard by phone, or not there. */
function Noting({ row, note }: { row: BoardPerson; note: NoteDown }) {
  const { person } = row
  return (
    <div class="stack-tight">
      <button type="button" class="button-good" onClick={() => void note({ type: 'mark-arrived', person })}>
        {t('console.board.mark-arrived')} <kbd>M</kbd>
      </button>
      <fieldset>
        <legend>{t('console.call.by-phone')}</legend>
        <div class="row">
          {answers.map((answer) => (
            <button key={answer} type="button" onClick={() => void note({ type: 'note-answer', person, answer })}>
              {stateText(answer)}
            </button>
          ))}
        </div>
      </fieldset>
      {row.state === 'coming' && (
        <button type="button" onClick={() => void note({ type: 'mark-absent', person })}>
          {t('console.board.mark-absent')}
        </button>
      )}
    </div>
  )
}
