// The wall board: coverage of registration with its denominator, participation, running musters; live, and honest about
// its age.
import { isNarrower } from '#domain/kernel/area.ts'
import type { AnswerOf } from '#web/api/contract.ts'
import { type Dot, MapView } from '#web/console/map/map.tsx'
import { fullDate } from '#web/console/parts/ago.ts'
import { type Asked, useAsked } from '#web/console/parts/asked.ts'
import { useNow } from '#web/console/parts/now.ts'
import { connected } from '#web/console/parts/news.ts'
import { nextLanguage, prefer } from '#web/ui/preferences.ts'
import { to } from '#web/ui/router.ts'
import { t, when } from '#web/ui/words.ts'
import type { Key } from '#words/all.ts'
import { lineOf, localeOf } from '#words/languages.ts'
import { areaName, areas, shortName } from '#web/console/session/areas.ts'
import { wantingOf } from '#web/console/muster/figures.tsx'
import { urgency } from '#web/console/muster/urgency.ts'
import type { BoardAnswer } from '#rooms/board/questions.ts'
import type { MusterRow } from '#rooms/muster/shapes.ts'
import type { CoverageRow } from './rows.ts'

/** Shares of the registered at which a bar changes its colour. */
const HIGH = 0.9
const MIDDLE = 0.6
/** Older than this the age is shown in red: two missed pollings. */
const OLD_MS = 60_000
const MUSTERS_SHOWN = 3
/** A county's worst day had 115 teams out at once. */
const MUSTERS_MAX = 500
const TICK_MS = 1_000
/** Radius of a township's bubble, by the root of its people. */
const BUBBLE_MIN_PX = 9
const BUBBLE_MAX_PX = 34

type Tone = 'good' | 'warn' | 'bad' | 'soft'

function toneOf(n: number | null, all: number | null): Tone {
  if (n === null || !all) return 'soft'
  return n / all >= HIGH ? 'good' : n / all >= MIDDLE ? 'warn' : 'bad'
}

/** Whole percent, rounded down: 99.9 % is not everybody. */
const percent = (n: number, all: number) => (all ? Math.floor((n / all) * 100) : 0)

/** @param list which list stands behind the number: the console opens it for those who answer for it */
function Big({
  title,
  n,
  all,
  of,
  list,
}: {
  title: string
  n: number | null
  all: number | null
  of: Key
  list?: string
}) {
  return (
    <section class="wall-card">
      <h2>{list ? <a href={`/console/${to('missing', list)}`}>{title}</a> : title}</h2>
      {n === null || all === null ? (
        <p class="wall-big">–</p>
      ) : (
        <p class="wall-big">
          {percent(n, all)}
          <small>%</small>
        </p>
      )}
      <p class="wall-of">{n === null || all === null ? t('wall.hidden') : t(of, { n, all })}</p>
    </section>
  )
}

function Plain({ title, n, of }: { title: string; n: number | null | undefined; of: string }) {
  return (
    <section class="wall-card">
      <h2>{title}</h2>
      <p class="wall-big">{n ?? '–'}</p>
      <p class="wall-of">{of}</p>
    </section>
  )
}

function Townships({ rows }: { rows: readonly CoverageRow[] }) {
  return (
    <section class="wall-card">
      <h2>{t('wall.townships')}</h2>
      <ul class="wall-rows">
        {rows.map((row) => {
          const known = row.registered !== null && row.persons !== null && row.persons > 0
          return (
            <li key={row.area}>
              <span>{shortName(row.name)}</span>
              <span class="wall-bar">
                <i
                  class={`tone-${toneOf(row.registered, row.persons)}`}
                  style={{ width: known ? `${percent(row.registered!, row.persons!)}%` : '0' }}
                />
              </span>
              <span>
                {known ? (
                  <>
                    {percent(row.registered!, row.persons!)}%{' '}
                    <small>
                      {row.registered}/{row.persons}
                    </small>
                  </>
                ) : (
                  <small>{t('wall.hidden')}</small>
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function dotsOf(rows: readonly CoverageRow[]): readonly Dot[] {
  const most = Math.max(1, ...rows.map((row) => row.persons ?? 0))
  return rows.flatMap((row) => {
    const at = areas.value.get(row.area)
    if (typeof at?.lng !== 'number' || typeof at.lat !== 'number') return []
    return [
      {
        id: row.area,
        lng: at.lng,
        lat: at.lat,
        tone: toneOf(row.registered, row.persons),
        rank: 5,
        label: shortName(row.name),
        radius: BUBBLE_MIN_PX + (BUBBLE_MAX_PX - BUBBLE_MIN_PX) * Math.sqrt((row.persons ?? 0) / most),
      },
    ]
  })
}

function Musters({ rows }: { rows: readonly MusterRow[] }) {
  return (
    <section class="wall-card">
      <h2>
        {t('wall.musters')} {rows.length > 0 && rows.length}
      </h2>
      {rows.length === 0 && <p class="wall-none">{t('wall.no-musters')}</p>}
      <ul class="wall-musters">
        {rows.slice(0, MUSTERS_SHOWN).map((row) => (
          <li key={row.muster}>
            <p class="what">
              <span>
                {row.what} <small>{row.label}</small>
              </span>
              {row.drill && <span class="wall-drill">{t('wall.drill')}</span>}
              <small>{when(row.blownAt, 'time')}</small>
            </p>
            <div class="meter" aria-hidden="true">
              <i class="tone-good" style={{ width: `${Math.min(100, (row.counts.arrived / row.needed) * 100)}%` }} />
              <i class="tone-info" style={{ width: `${Math.min(100, (row.counts.coming / row.needed) * 100)}%` }} />
            </div>
            <p class="line">
              <span>
                <b>{row.counts.arrived}</b>
                {t('wall.arrived')} {t('wall.need', { n: row.needed })}
              </span>
              <span>{row.phase === 'filled' ? t('wall.filled') : t('wall.wanting', { n: wantingOf(row) })}</span>
            </p>
          </li>
        ))}
      </ul>
      {rows.length > MUSTERS_SHOWN && <p class="wall-of">{t('wall.more', { n: rows.length - MUSTERS_SHOWN })}</p>}
    </section>
  )
}

/** How old the figures are: live while the stream is open, else the time of the last good answer. */
function Age({ asked, now }: { asked: Asked<unknown>; now: number }) {
  if (asked.at === undefined)
    return <span class="wall-live wall-old">{t(asked.trouble ? 'wall.failed' : 'wall.connecting')}</span>
  const time = when(asked.at, 'time')
  if (connected.value && !asked.trouble) return <span class="wall-live">{t('wall.live')}</span>
  return now - asked.at > OLD_MS ? (
    <span class="wall-live wall-old-long">{t('wall.old-long', { time })}</span>
  ) : (
    <span class="wall-live wall-old">{t('wall.old', { time })}</span>
  )
}

/** The day's registrations at points, hour by hour. A hidden hour is a gap with a mark, not a nought. */
function Hours({ hours }: { hours: BoardAnswer['hours'] }) {
  const most = Math.max(1, ...hours.map((hour) => hour.taken ?? 0))
  return (
    <section class="wall-card wall-hours">
      <h2>{t('wall.hours')}</h2>
      <ol>
        {hours
          .filter((hour) => hour.taken !== 0)
          .map((hour) => (
            <li key={hour.at} aria-label={`${when(hour.at, 'time')} ${hour.taken ?? t('wall.hidden')}`}>
              <b>{hour.taken ?? '·'}</b>
              <i class="tone-info" style={{ height: `${((hour.taken ?? 0) / most) * 100}%` }} />
              <small>{when(hour.at, 'time').slice(0, 2)}</small>
            </li>
          ))}
      </ol>
    </section>
  )
}

/** Coverage of a round with what it is divided by, and how much of that is on a list. */
function Sampled({ board }: { board: BoardAnswer }) {
  const { total, basis } = board
  return (
    <>
      <Big title={t('wall.sampled')} n={total.sampled.n} all={total.sampled.of} of="wall.sampled-of" />
      {total.doors.of > 0 && (
        <Big title={t('wall.doors')} n={total.doors.n} all={total.doors.of} of="wall.doors-of" list="visit" />
      )}
      <p class="wall-basis">
        {t('wall.basis', { residents: basis.residents, listed: basis.listed, buildings: basis.buildings })}
      </p>
    </>
  )
}

function NextLanguage() {
  const next = nextLanguage()
  return (
    <button type="button" class="button-quiet" lang={localeOf(next)} onClick={() => prefer({ language: next })}>
      {lineOf(next).name}
    </button>
  )
}

/** The round that runs, and its board where the area is not so small that numbers would tell of persons. */
function useBoard(area: string) {
  const rounds = useAsked('rounds', {}, ['round'])
  const round = rounds.body?.rows.find((one) => one.state === 'running')?.round
  const board = useAsked('board', !isNarrower(area, 'township') ? { area, round } : undefined, [
    'point',
    'attendance',
    'doors',
  ])
  return { round, board: board.body }
}

export function Wall({ county, area }: { county: string; area: string }) {
  const coverage = useAsked('coverage', { area }, ['person', 'unit'])
  const running = useAsked('musters', { state: 'running', limit: MUSTERS_MAX }, ['muster'])
  const response = useAsked('response-figures', { within: area }, ['muster'])
  const participation = useAsked('participation', { within: area }, ['muster', 'person'])
  const { round, board } = useBoard(area)
  const now = useNow(TICK_MS)
  const body = coverage.body
  const rows = body?.rows ?? []
  return (
    <main class="wall">
      <WallHead area={area} now={now} />
      <div class="wall-column">
        <div class="wall-figures">
          <Big
            title={t('wall.coverage')}
            n={body?.total.registered ?? null}
            all={body?.total.persons ?? null}
            of="wall.coverage-of"
            list="register"
          />
          <Big
            title={t('wall.participation')}
            n={participation.body?.served ?? null}
            all={participation.body?.people ?? null}
            of="wall.participation-of"
            list="serve"
          />
        </div>
        <Townships rows={rows} />
        {board && board.hours.some((hour) => hour.taken !== 0) && <Hours hours={board.hours} />}
      </div>
      <section class="wall-card wall-map">
        <MapView label={t('wall.map')} county={county} dots={dotsOf(rows)} big />
      </section>
      <div class="wall-column">
        <div class="wall-figures">
          <Plain title={t('wall.units')} n={body?.total.units} of={t('wall.units-of')} />
          <Answered minutes={response.body?.answerMinutes} />
          {board && round && <Sampled board={board} />}
        </div>
        <Musters
          rows={(running.body?.rows ?? [])
            .filter((row) => row.phase !== 'over')
            .sort((a, b) => urgency(b, now) - urgency(a, now))}
        />
      </div>
      <WallFoot asked={coverage} now={now} />
    </main>
  )
}

function WallHead({ area, now }: { area: string; now: number }) {
  return (
    <header class="wall-head">
      <h1>
        {t('wall.title')}
        {areas.value.size > 0 && ` · ${areaName(area)}`}
      </h1>
      <span class="day">{fullDate(now)}</span>
      <time>{when(now, 'time')}</time>
    </header>
  )
}

/** How soon people answer when they are called. */
function Answered({ minutes }: { minutes?: AnswerOf<'response-figures'>['answerMinutes'] }) {
  const tenth = (n: number) => Math.round(n * 10) / 10
  return (
    <Plain
      title={t('wall.answer')}
      n={minutes && tenth(minutes.median)}
      of={minutes ? t('wall.answer-of', { p90: tenth(minutes.p90) }) : t('wall.hidden')}
    />
  )
}

function WallFoot({ asked, now }: { asked: Asked<unknown>; now: number }) {
  return (
    <footer class="wall-foot">
      <ul class="legend">
        {(['good', 'warn', 'bad'] as const).map((tone) => (
          <li key={tone}>
            <i class={`tone-${tone}`} />
            {t(`wall.legend.${tone === 'good' ? 'high' : tone === 'warn' ? 'middle' : 'low'}`)}
          </li>
        ))}
        <li>{t('wall.hidden-note')}</li>
      </ul>
      <NextLanguage />
      <Age asked={asked} now={now} />
    </footer>
  )
}
