// The board's figures: how many are needed and how far it is; seats by skill; the ladder that a whistle climbs when
// nobody answers.
import { type AreaId, around, levelOf } from '#domain/kernel/area.ts'
import { areaName } from '#web/console/session/areas.ts'
import { clock } from '#web/console/parts/ago.ts'
import { type After, coded, t } from '#web/ui/words.ts'
import type { BoardAnswer, MusterRow } from '#rooms/muster/shapes.ts'

export function PhaseBadge({ row }: { row: Pick<MusterRow, 'phase' | 'drill'> }) {
  const tone = row.phase === 'filled' ? 'badge-good' : row.phase === 'running' ? 'badge-warn' : ''
  return (
    <>
      {row.drill && (
        <>
          <span class="badge badge-info">{t('console.board.drill')}</span>{' '}
        </>
      )}
      <span class={`badge ${tone}`}>{t(`console.board.${row.phase}`)}</span>
    </>
  )
}

/** Arrived and on the way, against what is needed. */
export function Meter({ row }: { row: MusterRow }) {
  const arrived = Math.min(100, (row.counts.arrived / row.needed) * 100)
  const coming = Math.min(100 - arrived, (row.counts.coming / row.needed) * 100)
  return (
    <div
      class="meter"
      role="img"
      aria-label={t('console.board.meter', {
        arrived: row.counts.arrived,
        coming: row.counts.coming,
        people: row.needed,
      })}
    >
      <i class="tone-good" style={{ width: `${arrived}%` }} />
      <i class="tone-info" style={{ width: `${coming}%` }} />
    </div>
  )
}

/** Seats that nobody has promised yet. */
export const wantingOf = (row: MusterRow) => Math.max(0, row.needed - row.counts.seated)

export function Figures({ row }: { row: MusterRow }) {
  const wanting = wantingOf(row)
  const figures: readonly (readonly [After<'console.board'>, number, string])[] = [
    ['needed', row.needed, ''],
    ['called', row.counts.called, ''],
    ['answered', row.counts.answered, ''],
    ['coming', row.counts.coming, 'tone-info'],
    ['arrived', row.counts.arrived, 'tone-good'],
    ['wanting', wanting, wanting ? 'tone-warn' : ''],
  ]
  return (
    <div class="stack-tight board-figures">
      <div class="figures">
        {figures.map(([name, n, tone]) => (
          <div class="figure" key={name}>
            <b>{n}</b>
            <span>
              {tone && <i class={`mark ${tone}`} />}
              {t(`console.board.${name}`)}
            </span>
          </div>
        ))}
      </div>
      <Meter row={row} />
    </div>
  )
}

export function SeatTable({ board }: { board: BoardAnswer }) {
  const count = (skill: string | undefined, state: string) =>
    board.people.filter((row) => row.state === state && (skill === undefined || row.skills.includes(skill))).length
  if (board.seats.length < 2) return null
  return (
    <table class="small seats">
      <caption>{t('console.board.by-skill')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('console.board.seat')}</th>
          <th scope="col">{t('console.board.needed')}</th>
          <th scope="col">{t('console.board.seated')}</th>
          <th scope="col">{t('console.board.coming')}</th>
          <th scope="col">{t('console.board.arrived')}</th>
        </tr>
      </thead>
      <tbody>
        {board.seats.map(({ skill, people, filled }) => (
          <tr key={skill ?? ''}>
            <th scope="row">{skill ? coded('registry.skill', skill) : t('console.board.anybody')}</th>
            <td>{people}</td>
            <td>{filled}</td>
            {skill ? (
              <>
                <td>{count(skill, 'coming')}</td>
                <td>{count(skill, 'arrived')}</td>
              </>
            ) : (
              <>
                <td>–</td>
                <td>–</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The areas around the muster's own, itself first. */
function rungsOf(area: AreaId): readonly AreaId[] {
  const rungs = [area]
  // A grid, a community, a township, a county: four at most.
  for (let next = around(area); next; next = around(next)) rungs.push(next)
  return rungs
}

export function Ladder({ board, now }: { board: BoardAnswer; now: number }) {
  const rungs = rungsOf(board.muster.area)
  const reached = rungs.indexOf(board.muster.reach)
  const sign = (index: number) => {
    if (index <= reached) return '✓'
    return index === reached + 1 && board.escalatesAt !== null && board.muster.phase === 'running'
      ? clock(board.escalatesAt - now)
      : '–'
  }
  return (
    <section class="stack-tight" aria-label={t('console.board.ladder')}>
      <h2 class="side-title">{t('console.board.ladder')}</h2>
      <ol class="ladder">
        {rungs.map((area, index) => (
          <li
            key={area}
            class={index <= reached ? 'is-done' : ''}
            aria-current={index === reached ? 'step' : undefined}
          >
            <b>{t(`console.level.${levelOf(area)}`)}</b>
            <span class="soft small">{areaName(area)}</span>
            <span class="number">{sign(index)}</span>
          </li>
        ))}
      </ol>
      <p class="soft small">{t('console.board.ladder-hint')}</p>
    </section>
  )
}
