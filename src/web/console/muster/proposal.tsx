// The people proposed for a wave, soonest first: each with why, each to be left out or taken in by the officer.
import { useMemo, useState } from 'preact/hooks'
import { areaName } from '#web/console/session/areas.ts'
import { coded, type Fill, t } from '#web/ui/words.ts'
import type { Candidate, ProposalAnswer } from '#rooms/muster/shapes.ts'

/** Shown at once; the rest by a press. */
const SHOWN = 60

type Reasoned = { readonly reasons: readonly { readonly why: string; readonly [more: string]: unknown }[] }

/** Why somebody is proposed, in one line. */
export function reasonsText(row: Reasoned): string {
  return row.reasons
    .map(({ why, ...detail }) =>
      coded(
        'muster.why',
        why,
        typeof detail.skill === 'string' ? { skill: coded('registry.skill', detail.skill) } : (detail as Fill),
      ),
    )
    .join(t('kernel.and'))
}

/** The officer's changes to a proposal: whom they left out, whom they took in. They outlive a newer proposal. */
export function useChoice(candidates: readonly Candidate[]) {
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map())
  const chosen = useMemo(() => candidates.filter((row) => changed.get(row.person) ?? row.chosen), [candidates, changed])
  return { chosen, toggle: (person: string, on: boolean) => setChanged(new Map([...changed, [person, on]])) }
}

interface ProposalListProps {
  readonly proposal?: ProposalAnswer
  readonly asking: boolean
  /** Place or number still missing. */
  readonly waiting?: boolean
  readonly chosen: readonly Candidate[]
  toggle(person: string, on: boolean): void
  /** Asks one area wider, where the person may. */
  readonly wider?: { readonly name: string; act(): void }
}

function Rate({ seat }: { seat: ProposalAnswer['seats'][number] }) {
  const kind = seat.skill ? coded('registry.skill', seat.skill) : t('console.board.anybody')
  return (
    <li>
      <b>{kind}</b>{' '}
      {t(seat.seen ? 'console.proposal.rate' : 'console.proposal.rate-unknown', {
        open: seat.open,
        call: seat.call,
        rate: Math.round(seat.rate * 100),
        seen: seat.seen,
        came: seat.seenCame,
      })}
      {seat.tooFew && (
        <>
          {' '}
          <span class="badge badge-bad">{t('console.proposal.too-few')}</span>
        </>
      )}
    </li>
  )
}

export function ProposalList({ proposal, asking, waiting, chosen, toggle, wider }: ProposalListProps) {
  const [all, setAll] = useState(false)
  if (waiting || (!proposal && !asking))
    return (
      <div class="empty">
        <h2>{t('console.proposal.title')}</h2>
        <p>{t('console.proposal.waiting')}</p>
      </div>
    )
  if (!proposal)
    return (
      <p role="status" class="soft">
        {t('console.proposal.asking')}
      </p>
    )
  const { seats, unheard, candidates } = proposal
  return (
    <section class="stack-tight" aria-labelledby="proposal-title">
      <h2 id="proposal-title">
        {t('console.proposal.title')} <span class="number">{chosen.length}</span>
      </h2>
      <ul class="soft small">
        {seats.map((seat) => (
          <Rate key={seat.skill ?? ''} seat={seat} />
        ))}
      </ul>
      {unheard.length > 0 && <Unheard areas={unheard} />}
      {wider && seats.some((seat) => seat.tooFew) && (
        <p>
          <button type="button" onClick={wider.act}>
            {t('console.proposal.wider', { name: wider.name })}
          </button>
        </p>
      )}
      {!candidates.length && <p>{t('console.proposal.nobody')}</p>}
      <Candidates rows={all ? candidates : candidates.slice(0, SHOWN)} chosen={chosen} toggle={toggle} />
      {!all && candidates.length > SHOWN && (
        <button type="button" onClick={() => setAll(true)}>
          {t('console.proposal.all', { n: candidates.length - SHOWN })}
        </button>
      )}
    </section>
  )
}

/** Areas above in which nobody would hear. */
function Unheard({ areas }: { areas: ProposalAnswer['unheard'] }) {
  return (
    <p class="small">
      <span class="badge badge-warn">{t('console.proposal.unheard')}</span>{' '}
      {areas.map((area) => areaName(area)).join(t('kernel.and'))}
    </p>
  )
}

interface CandidatesProps extends Pick<ProposalListProps, 'chosen' | 'toggle'> {
  readonly rows: readonly Candidate[]
}

function Candidates({ rows, chosen, toggle }: CandidatesProps) {
  const people = useMemo(() => new Set(chosen.map((row) => row.person)), [chosen])
  return (
    <ul class="candidates">
      {rows.map((row) => (
        <li key={row.person}>
          <label class="choice">
            <input
              type="checkbox"
              checked={people.has(row.person)}
              onChange={(event) => toggle(row.person, event.currentTarget.checked)}
            />
            <span>
              <span class="strong">{row.name}</span> <span class="soft small">{row.unitName}</span>
              <span class="why">{reasonsText(row)}</span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  )
}
