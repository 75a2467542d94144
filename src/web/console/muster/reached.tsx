// How far word of the muster got: asked, delivered, seen, told apart and with the reason where it got nowhere. What a
// device did not say is not said for it.
import { reachStandings, standingOf, type ReachStanding } from '#domain/kernel/reach.ts'
import { t, when } from '#web/ui/words.ts'
import type { BoardAnswer, BoardPerson } from '#rooms/muster/shapes.ts'

type Step = BoardPerson['reached'][number]

/** The call's own standing: thanks and the end are read on the person's card. */
const ofCall = (row: Pick<BoardPerson, 'reached'>) => standingOf(row.reached.filter((step) => step.about === 'called'))

const TONE: Readonly<Record<ReachStanding, string>> = {
  seen: 'tone-good',
  delivered: 'tone-info',
  asked: 'tone-soft',
  none: 'tone-bad',
}

/** Whoever answered has heard, however that came about: nothing is left to be known of the way. */
export const standingText = (row: Pick<BoardPerson, 'reached'>): string => {
  const standing = ofCall(row)
  return standing ? t(`console.reach.${standing}`) : ''
}
export const standingRank = (row: Pick<BoardPerson, 'reached'>): number => {
  const standing = ofCall(row)
  return standing ? reachStandings.indexOf(standing) : reachStandings.length
}

const stepText = ({ channel, outcome, at }: Step) =>
  [
    at ? when(at, 'time') : '',
    channel === 'none' ? '' : t(`console.channel.${channel}`),
    t(`console.outcome.${channel === 'in-app' && outcome === 'sent' ? 'asked' : outcome}`),
  ]
    .filter(Boolean)
    .join(' ')

/** Each step of each telling, as it became known. */
export function Steps({ row }: { row: BoardPerson }) {
  if (row.reached.length === 0) return <>{t('console.none')}</>
  return (
    <ul class="stack-tight">
      {row.reached.map((step, at) => (
        <li key={at}>
          {step.about !== 'called' && `${t(`console.call.${step.about}`)}: `}
          {stepText(step)}
        </li>
      ))}
    </ul>
  )
}

/** Of all who were called: how many have seen it, have it, were asked, and are out of reach, as far as is known. */
export function ReachLine({ board }: { board: BoardAnswer }) {
  const counts = reachStandings.map(
    (standing) => [standing, board.people.filter((row) => ofCall(row) === standing).length] as const,
  )
  if (counts.every(([, n]) => n === 0)) return null
  return (
    <p class="small" aria-label={t('console.call.reached')}>
      {t('console.call.reached')}:{' '}
      {counts.map(
        ([standing, n], at) =>
          n > 0 && (
            <span key={standing} title={t(`console.reach.${standing}-what`)}>
              {counts.slice(0, at).some(([, before]) => before > 0) && ' · '}
              <i class={`mark ${TONE[standing]}`} /> {t(`console.reach.${standing}`)} <b class="number">{n}</b>
            </span>
          ),
      )}
    </p>
  )
}
