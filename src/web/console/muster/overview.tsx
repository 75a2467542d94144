// Beside the calls: where the called people live and how each stands, the ladder, the seats.
import { useMemo } from 'preact/hooks'
import type { CallState } from '#domain/muster/terms.ts'
import { self } from '#web/console/session/self.ts'
import { type Dot, type DotTone, MapView } from '#web/console/map/map.tsx'
import { goInstead } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'
import type { BoardAnswer } from '#rooms/muster/shapes.ts'
import { stateText } from './badge.tsx'
import { Ladder, SeatTable } from './figures.tsx'
import { LadderOrders } from './steps.tsx'

const TONE: Readonly<Record<CallState, DotTone>> = {
  called: 'soft',
  coming: 'info',
  talk: 'warn',
  cannot: 'bad',
  arrived: 'good',
  left: 'good',
  thanked: 'soft',
  absent: 'bad',
  released: 'soft',
}
/** Those of them that the map's legend explains. */
const LEGEND = ['called', 'coming', 'talk', 'cannot', 'arrived'] as const
/** How near the map looks: the places around the muster's own. */
const ZOOM = 12

const dotsOf = (board: BoardAnswer): readonly Dot[] =>
  board.people.flatMap((row) =>
    row.home === null
      ? []
      : [
          {
            id: row.person,
            lng: row.home[0],
            lat: row.home[1],
            tone: TONE[row.state],
            radius: row.state === 'arrived' || row.state === 'coming' ? 6 : 4,
            rank: row.state === 'arrived' || row.state === 'coming' ? 3 : 1,
          },
        ],
  )

interface OverviewProps {
  readonly board: BoardAnswer
  /** By the clock that counts down. */
  readonly now: number
  readonly running: boolean
  readonly mayMark: boolean
}

export function Overview({ board, now, running, mayMark }: OverviewProps) {
  return (
    <>
      <BoardMap board={board} />
      <ul class="legend no-print">
        {LEGEND.map((state) => (
          <li key={state}>
            <i class={`tone-${TONE[state]}`} />
            {stateText(state)}
          </li>
        ))}
      </ul>
      <Ladder board={board} now={now} />
      {running && <LadderOrders board={board} />}
      <SeatTable board={board} />
      {mayMark && <p class="soft small no-print">{t('console.board.mark-hint')}</p>}
    </>
  )
}

function BoardMap({ board }: { board: BoardAnswer }) {
  const { muster, place } = board.muster
  const dots = useMemo(() => dotsOf(board), [board])
  const spot = { lng: place[0], lat: place[1] }
  return (
    <MapView
      label={t('console.board.map')}
      county={self.value!.tenant}
      dots={dots}
      pin={spot}
      look={spot}
      zoom={ZOOM}
      tapped={(id) => goInstead('musters', muster, id)}
    />
  )
}
