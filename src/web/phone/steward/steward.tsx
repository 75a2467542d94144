// The building steward's screen: my buildings, and for one of them the five duties of today, each a large drawer.
// Everything works with no network.
import { doorOf } from '#domain/kernel/area.ts'
import { useEffect, useState } from 'preact/hooks'
import { dayOf, spots, matters, type HowFound, type Matter, type Spot } from '#domain/steward/terms.ts'
import { type Answer, ask } from '#web/api/api.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { steward } from '#words/steward.ts'
import { type After, learn, t, when } from '#web/ui/words.ts'
import { entries, give, kept, keptOf, refresh, self, skew, waiting } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'
import './duties.css'
import { foreseeRound, type Foreseen } from './foreseen.ts'
import { Orders } from './orders.tsx'
import { Report } from './report.tsx'
import type { Building, Give } from './terms.ts'

learn(steward)

const today = () => dayOf(Date.now() - skew.peek())

export function StewardScreen({ building }: { building?: string }) {
  const [answer, setAnswer] = useState<Answer<unknown>>()
  const [problem, setProblem] = useState('')
  const uploaded = waiting.value.length
  // What was uploaded meanwhile is asked back.
  useEffect(() => void refresh('my-buildings', () => ask('my-buildings')).then(setAnswer), [uploaded])
  const told = kept.value.get('my-buildings')
  const body = keptOf('my-buildings')
  const say: Give = async (stream, command) => {
    const why = whyNotKept(await give('steward', stream, command))
    setProblem(why)
    return why
  }
  const one =
    body?.buildings.length === 1 ? body.buildings[0] : body?.buildings.find((each) => each.building === building)
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{one ? one.name : t('steward.title')}</h1>
      {!body && <Trouble answer={answer} />}
      {!body && !answer && <p role="status">{t('kernel.loading')}</p>}
      {problem && <Note tone="bad">{problem}</Note>}
      {body && body.buildings.length === 0 && <Note>{t('steward.no-buildings')}</Note>}
      {body && !one && (
        <ul class="stack">
          {body.buildings.map((each) => (
            <li key={each.building}>
              <a class="button button-wide button-tall" href={to('steward', each.building)}>
                {each.name}
              </a>
            </li>
          ))}
        </ul>
      )}
      {one && self.value && (
        <Round
          building={one}
          day={today()}
          round={foreseeRound(one, today(), entries.value, told!.at, self.value)}
          give={say}
        />
      )}
      <a class="button button-quiet" href={one && body && body.buildings.length > 1 ? to('steward') : to()}>
        {t('kernel.back')}
      </a>
    </div>
  )
}

function Round({ building, day, round, give: say }: { building: Building; day: string; round: Foreseen; give: Give }) {
  const stream = `patrol/${building.building}.${day}`
  return (
    <>
      {round.unsent && <p class="soft">{t('steward.not-sent')}</p>}
      <Duty
        name="patrol"
        done={round.walked > 0}
        said={round.walked > 0 ? t('steward.walked', { n: round.walked }) : undefined}
      >
        <Walk give={(bad) => say(stream, { type: 'walk', bad })} />
      </Duty>
      <Duty
        name="visit"
        done={round.seen.size > 0}
        said={round.seen.size > 0 ? t('steward.seen-today', { n: round.seen.size }) : undefined}
      >
        <Doors building={building} seen={round.seen} give={(command) => say(stream, command)} />
      </Duty>
      <Duty
        name="record"
        done={round.notes > 0}
        said={round.notes > 0 ? t('steward.noted', { n: round.notes }) : undefined}
      >
        <Record give={(text) => say(stream, { type: 'keep-note', text })} />
      </Duty>
      <Duty name="do" done={round.did > 0} said={round.did > 0 ? t('steward.did', { n: round.did }) : undefined}>
        <AtHand give={(matter) => say(stream, { type: 'do-at-hand', matter })} />
      </Duty>
      <Duty
        name="report"
        done={round.reported > 0}
        said={round.reported > 0 ? t('steward.reported', { n: round.reported }) : undefined}
      >
        <Report building={building} give={say} />
      </Duty>
      <Orders orders={building.orders} give={say} />
      {round.ended ? (
        <p class="centre strong">✓ {t('steward.ended')}</p>
      ) : (
        <button type="button" class="button-wide button-tall" onClick={() => say(stream, { type: 'end-round' })}>
          {t('steward.end')}
        </button>
      )}
    </>
  )
}

function Duty({
  name,
  done,
  said,
  children,
}: {
  name: After<'steward.duty'>
  done: boolean
  said?: string
  children: preact.ComponentChildren
}) {
  return (
    <details class={`card duty ${done ? 'duty-done' : ''}`}>
      <summary class="strong">
        {done ? '✓ ' : '○ '}
        {t(`steward.duty.${name}`)}
        {said && <span class="soft"> · {said}</span>}
      </summary>
      {children}
    </details>
  )
}

function Walk({ give: say }: { give(bad: readonly Spot[]): void }) {
  const [bad, setBad] = useState<readonly Spot[]>([])
  return (
    <div class="stack-tight">
      <p>{t('steward.walk-what')}</p>
      <div class="choices">
        {spots.map((spot) => (
          <button
            key={spot}
            type="button"
            aria-pressed={bad.includes(spot)}
            onClick={() => setBad(bad.includes(spot) ? bad.filter((one) => one !== spot) : [...bad, spot])}
          >
            {t(`steward.spot.${spot}`)}
          </button>
        ))}
      </div>
      <button
        type="button"
        class="button-good button-wide button-tall"
        onClick={() => {
          say(bad)
          setBad([])
        }}
      >
        {bad.length === 0 ? t('steward.walk-good') : t('steward.walk-bad', { n: bad.length })}
      </button>
    </div>
  )
}

interface DoorsProps {
  readonly building: Building
  readonly seen: ReadonlySet<string>
  give(command: CommandOf<'steward'>): void
}

function Doors({ building, seen, give: say }: DoorsProps) {
  const [open, setOpen] = useState('')
  const [text, setText] = useState('')
  const doors = [...building.doors].sort(
    (a, b) =>
      Number(seen.has(a.household)) - Number(seen.has(b.household)) ||
      (a.seenAt ?? 0) - (b.seenAt ?? 0) ||
      (a.household < b.household ? -1 : 1),
  )
  const see = (household: string, how: HowFound) => {
    say({ type: 'see-household', household, how, ...(text.trim() && { text: text.trim() }) })
    setOpen('')
    setText('')
  }
  return (
    <div class="stack-tight">
      <p>{t('steward.visit-what')}</p>
      <ul class="stack-tight">
        {doors.map(({ household, seenAt }) => (
          <li key={household}>
            <button
              type="button"
              class="button-wide door"
              aria-expanded={open === household}
              disabled={seen.has(household)}
              onClick={() => {
                setOpen(open === household ? '' : household)
                setText('')
              }}
            >
              <span class="number strong">{doorOf(household)}</span>{' '}
              <span class="soft">
                {seen.has(household)
                  ? `✓ ${t('kernel.today')}`
                  : seenAt === null
                    ? t('steward.never-seen')
                    : t('steward.seen-at', { time: when(seenAt, 'day') })}
              </span>
            </button>
            {open === household && (
              <Seeing household={household} text={text} type={setText} see={(how) => see(household, how)} />
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

interface SeeingProps {
  readonly household: string
  readonly text: string
  type(text: string): void
  see(how: HowFound): void
}

/** How the household was found, with a word more if it is worth one. */
function Seeing({ household, text, type, see }: SeeingProps) {
  return (
    <div class="stack-tight">
      <label for={`say-${household}`}>{t('steward.say-more')}</label>
      <input
        id={`say-${household}`}
        type="text"
        maxLength={400}
        autoComplete="off"
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <div class="choices">
        {(['well', 'needs-help', 'nobody'] as const).map((how) => (
          <button key={how} type="button" class={how === 'well' ? 'button-good' : ''} onClick={() => see(how)}>
            {t(`steward.how.${how}`)}
          </button>
        ))}
      </div>
    </div>
  )
}

function Record({ give: say }: { give(text: string): Promise<string> }) {
  const [text, setText] = useState('')
  const save = async () => (await say(text.trim())) === '' && setText('')
  return (
    <div class="stack-tight">
      <label for="note">{t('steward.note-what')}</label>
      <textarea
        id="note"
        rows={3}
        maxLength={400}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="button" class="button-primary button-wide button-tall" disabled={!text.trim()} onClick={save}>
        {t('steward.note-save')}
      </button>
    </div>
  )
}

function AtHand({ give: say }: { give(matter: Matter): void }) {
  return (
    <div class="stack-tight">
      <p>{t('steward.do-what')}</p>
      <div class="choices">
        {matters
          .filter((one) => one !== 'person-in-need' && one !== 'stranger')
          .map((matter) => (
            <button key={matter} type="button" onClick={() => say(matter)}>
              {t(`steward.matter.${matter}`)}
            </button>
          ))}
      </div>
    </div>
  )
}
