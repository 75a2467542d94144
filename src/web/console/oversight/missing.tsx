// Who has not registered, served, come, been visited: counts for areas first; names when asked for, by those who answer
// for them, with one urging a day.
import { gridOf } from '#domain/kernel/area.ts'
import { useState } from 'preact/hooks'
import { may } from '#domain/oversight/may.ts'
import type { Urgable } from '#domain/oversight/terms.ts'
import type { AnswerOf } from '#web/api/contract.ts'
import type { MissingAnswer } from '#rooms/oversight/missing.ts'
import { areaName } from '#web/console/session/areas.ts'
import { may as mayNow, self, widest } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { envelope, giveAll } from '#web/console/parts/give.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import type { ScreenProps } from '#web/console/shell/lazy.tsx'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { Note, problemText, Trouble } from '#web/ui/note.tsx'
import { preferences } from '#web/ui/preferences.ts'
import { go, to } from '#web/ui/router.ts'
import './oversight.css'
import { oversight } from '#words/oversight.ts'
import { learn, t, when } from '#web/ui/words.ts'
import { Findings } from './findings.tsx'

learn(oversight)

const ABOUTS = ['register', 'serve', 'come', 'visit'] as const
type About = (typeof ABOUTS)[number]
type Person = MissingAnswer['rows'][number]
const NOBODY: readonly Person[] = []
/** Letters of a community's code: below it there are no narrower tables. */
const COMMUNITY_LETTERS = 12

export function MissingScreen({ rest }: ScreenProps) {
  const about = ABOUTS.find((one) => one === rest[0]) ?? 'register'
  const area = rest[1] ?? gridOf(widest(self.value!))
  const [round, setRound] = useState('')
  const [named, setNamed] = useState(false)
  const ofRound = about === 'come' || about === 'visit'
  const rounds = useAsked('rounds', ofRound ? {} : undefined)
  const chosen = ofRound ? round || rounds.body?.rows[0]?.round : undefined
  const ready = !ofRound || chosen !== undefined
  const counts = useAsked('missing-counts', ready ? { area, about, round: chosen } : undefined, [
    'person',
    'muster',
    'attendance',
    'doors',
    'urging',
  ])
  return (
    <ScreenFrame title={t('oversight.missing')} under={areaName(area)}>
      <Abouts
        about={about}
        choose={(one) => {
          setNamed(false)
          go('missing', one, area)
        }}
      />
      {ofRound && <RoundChoice rows={rounds.body?.rows} chosen={chosen} choose={setRound} />}
      <Trouble answer={counts.trouble} />
      {counts.body && <Counts about={about} area={area} body={counts.body} />}
      {ready &&
        mayNow(may.urge, { area }) &&
        (named ? (
          <Names about={about} area={area} round={chosen} />
        ) : (
          <div class="row">
            <button type="button" onClick={() => setNamed(true)}>
              {t('oversight.names')}
            </button>
          </div>
        ))}
      <Findings within={area} />
    </ScreenFrame>
  )
}

function Abouts({ about, choose }: { about: About; choose(about: About): void }) {
  return (
    <div class="row" role="group" aria-label={t('oversight.missing')}>
      {ABOUTS.map((one) => (
        <button key={one} type="button" aria-pressed={about === one} onClick={() => choose(one)}>
          {t(`oversight.about.${one}`)}
        </button>
      ))}
    </div>
  )
}

interface RoundChoiceProps {
  readonly rows?: AnswerOf<'rounds'>['rows']
  readonly chosen?: string
  choose(round: string): void
}

function RoundChoice({ rows, chosen, choose }: RoundChoiceProps) {
  return (
    <div>
      <label for="missing-round">{t('oversight.round')}</label>
      <select id="missing-round" value={chosen ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
        {rows?.map((one) => (
          <option
            key={one.round}
            value={one.round}
          >{`${one.operationName} ${one.number} · ${when(one.starts, 'day')}`}</option>
        ))}
      </select>
    </div>
  )
}

interface CountsProps {
  readonly about: About
  readonly area: string
  readonly body: AnswerOf<'missing-counts'>
}

/** How many of how many are missing, by the areas below this one. */
function Counts({ about, area, body }: CountsProps) {
  return (
    <section class="card missing-counts">
      <p class="strong">
        {t(`oversight.about.${about}`)} {t('oversight.missing-of', { n: body.total.missing, of: body.total.of })}
      </p>
      <table class="plain">
        <caption class="sr-only">{t(`oversight.about.${about}`)}</caption>
        <tbody>
          {body.rows.map((row) => (
            <tr key={row.area}>
              <th scope="row">
                {row.area.length <= COMMUNITY_LETTERS && row.area !== area ? (
                  <a href={to('missing', about, row.area)}>{row.name}</a>
                ) : (
                  row.name
                )}
              </th>
              <td class="number">{t('oversight.missing-of', { n: row.missing, of: row.of })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const columns = (about: About): readonly Column<Person>[] => [
  {
    id: 'name',
    label: t(about === 'visit' ? 'oversight.door' : 'oversight.name'),
    width: 'minmax(7rem, 1fr)',
    cell: (row) => <span class="strong">{row.name}</span>,
  },
  {
    id: 'home',
    label: t('oversight.home'),
    width: 'minmax(9rem, 1.5fr)',
    cell: (row) => row.areaName ?? row.area,
    sort: (row) => row.area,
  },
  ...(about === 'visit'
    ? []
    : [
        {
          id: 'unit',
          label: t('oversight.unit'),
          width: 'minmax(9rem, 1.5fr)',
          cell: (row: Person) => row.unitName ?? '',
          sort: (row: Person) => row.unitName ?? '',
        },
        {
          id: 'phone',
          label: t('oversight.phone'),
          width: '9rem',
          cell: (row: Person) =>
            row.phone && (
              <a href={`tel:${row.phone}`} class="number">
                {row.phone}
              </a>
            ),
        },
        {
          id: 'urged',
          label: t('oversight.urge'),
          width: '10rem',
          cell: (row: Person) => (row.urgedAt === null ? '' : t('oversight.urged', { time: when(row.urgedAt) })),
          sort: (row: Person) => row.urgedAt ?? 0,
        },
      ]),
]

/** How many were urged, and how many could not be. */
function urgedText(done: number, all: number): string {
  const urged = t('oversight.urged-n', { n: done })
  return done < all ? `${urged} · ${t('oversight.urge-refused', { n: all - done })}` : urged
}

function Names({ about, area, round }: { about: About; area: string; round?: string }) {
  const asked = useAsked('missing-people', { area, about, round })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [said, setSaid] = useState<{ tone: 'good' | 'bad'; text: string }>()
  const urge = async () => {
    const answer = await giveAll(
      [...chosen].map((person) => envelope('oversight', `urging/${person}`, { type: 'urge', about: about as Urgable })),
    )
    if (!answer.ok) return setSaid({ tone: 'bad', text: problemText(answer) })
    const done = answer.body.filter((receipt) => receipt.status === 'accepted').length
    setSaid({ tone: 'good', text: urgedText(done, answer.body.length) })
    setChosen(new Set())
    asked.again()
  }
  const query = new URLSearchParams({ area, about, language: preferences.value.language, ...(round && { round }) })
  return (
    <section class="stack-tight">
      <p class="soft">{t('oversight.names-note')}</p>
      <Trouble answer={asked.trouble} />
      {said && <Note tone={said.tone}>{said.text}</Note>}
      <div class="row">
        {about !== 'visit' && (
          <button type="button" class="button-primary" disabled={chosen.size === 0} onClick={urge}>
            {t('oversight.urge-all', { n: chosen.size })}
          </button>
        )}
        <a class="button" href={`/v1/papers/missing.xlsx?${query}`} download>
          {t('oversight.export')}
        </a>
      </div>
      <div class="table-box">
        <Table
          label={t('oversight.names')}
          rows={asked.body?.rows ?? NOBODY}
          columns={columns(about)}
          keyOf={(row) => row.subject}
          {...(about !== 'visit' && { chosen, choose: setChosen })}
          empty={asked.asking ? t('kernel.loading') : t('oversight.nothing')}
        />
      </div>
    </section>
  )
}
