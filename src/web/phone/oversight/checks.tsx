// The supervisor's walk: what was drawn, in the order of the route, three taps a check. What the records say is shown
// afterwards. Works with no network.
import { useEffect, useState } from 'preact/hooks'
import type { ItemsAnswer } from '#rooms/oversight/look-backs.ts'
import { type Answer, ask } from '#web/api/api.ts'
import { newId } from '#web/api/ids.ts'
import { Note, problemText, Trouble } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { oversight } from '#words/oversight.ts'
import { coded, learn, t } from '#web/ui/words.ts'
import { entries, give, keptOf, refresh, self, waiting } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'
import '../steward/duties.css'

learn(oversight)

/** A finding is to be put right within so long unless somebody says otherwise. */
const usualMs = 3 * 86_400_000

export function ChecksScreen({ lookBack }: { lookBack?: string }) {
  return lookBack ? <One lookBack={lookBack} /> : <List />
}

function List() {
  const [answer, setAnswer] = useState<Answer<unknown>>()
  useEffect(() => void refresh('look-backs', () => ask('look-backs')).then(setAnswer), [])
  const rows = keptOf('look-backs')?.rows
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{t('oversight.my-checks')}</h1>
      {!rows && <Trouble answer={answer} />}
      {rows?.length === 0 && <Note>{t('oversight.nothing')}</Note>}
      <ul class="stack">
        {rows
          ?.filter((row) => row.state === 'open')
          .map((row) => (
            <li key={row.lookBack}>
              <a class="button button-wide button-tall" href={to('checks', row.lookBack)}>
                {row.title}
                <br />
                <span class="soft small">
                  {t(`oversight.kind.${row.kind}`)} · {t('oversight.progress', { n: row.checked, of: row.drawn })}
                </span>
              </a>
            </li>
          ))}
      </ul>
      <a class="button button-quiet" href={to()}>
        {t('kernel.back')}
      </a>
    </div>
  )
}

/** What this phone said of each item and has not been refused. */
function saidHere(name: string): ReadonlyMap<string | undefined, string | undefined> {
  return new Map(
    entries.value
      .filter((entry) => entry.state !== 'refused' && entry.envelope.stream === name)
      .map((entry) => entry.envelope.command as { item?: string; found?: string })
      .filter((command) => command.found)
      .map((command) => [command.item, command.found]),
  )
}

function One({ lookBack }: { lookBack: string }) {
  const [answer, setAnswer] = useState<Answer<unknown>>()
  const [team, setTeam] = useState(0)
  const [problem, setProblem] = useState('')
  const name = `look-back/${lookBack}`
  const uploaded = waiting.value.length
  useEffect(() => void refresh(name, () => ask('look-back-items', { lookBack })).then(setAnswer), [lookBack, uploaded])
  const body = keptOf('look-back-items', name)
  const said = saidHere(name)
  const rows = (body?.rows ?? [])
    .filter((row) => team === 0 || row.team === team)
    .map((row) => ({ ...row, here: said.get(row.item) ?? row.found }))
  const open = rows.filter((row) => row.here === null || row.here === 'unreached')
  const check = async (item: string, found: Found, text: string) =>
    setProblem(whyNotKept(await give('oversight', name, { type: 'check-item', item, found, ...(text && { text }) })))
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{body?.title ?? t('oversight.my-checks')}</h1>
      {!body && <Trouble answer={answer} />}
      {problem && <Note tone="bad">{problem}</Note>}
      {body && (
        <>
          <TeamChoice teams={body.teams} team={team} choose={setTeam} />
          <p class="strong number" role="status">
            {t('oversight.check-done', { n: rows.length - open.length, of: rows.length })}
          </p>
          <ul class="stack-tight">
            {[...open, ...rows.filter((row) => !open.includes(row))].map((row) => (
              <li key={row.item} class="card stack-tight">
                <Item
                  row={row}
                  kind={body.kind}
                  area={row.stratum}
                  lookBack={lookBack}
                  check={check}
                  problem={setProblem}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      <a class="button button-quiet" href={to('checks')}>
        {t('kernel.back')}
      </a>
    </div>
  )
}

function TeamChoice({ teams, team, choose }: { teams: number; team: number; choose(team: number): void }) {
  return (
    <>
      <label for="team">{t('oversight.choose-team')}</label>
      <select id="team" value={team} onChange={(event) => choose(Number(event.currentTarget.value))}>
        <option value={0}>{t('oversight.all-teams')}</option>
        {Array.from({ length: teams }, (_, n) => (
          <option key={n} value={n + 1}>
            {t('oversight.team', { n: n + 1 })}
          </option>
        ))}
      </select>
    </>
  )
}

/** What a check can end with. */
type Found = NonNullable<ItemsAnswer['rows'][number]['found']>
type Row = ItemsAnswer['rows'][number] & { readonly here: string | null | undefined }

interface Running {
  readonly muster: string
  readonly what: string
  readonly label: string
  readonly phase: string
  readonly drill: boolean
}

/**
 * On the spot: a running muster that still looks for people. The person is called and may decline. Needs a network to
 * see what runs.
 */
function Place({ person, lookBack, problem }: { person: string; lookBack: string; problem(why: string): void }) {
  const [running, setRunning] = useState<readonly Running[]>()
  const [placed, setPlaced] = useState(false)
  const look = async () => {
    const answer = await ask('musters', { state: 'running' })
    if (answer.ok) setRunning(answer.body.rows.filter((one) => one.phase === 'running' && !one.drill))
    else problem(problemText(answer))
  }
  const place = async (muster: string) => {
    const why = whyNotKept(await give('oversight', `look-back/${lookBack}`, { type: 'place-person', person, muster }))
    problem(why)
    setPlaced(why === '')
  }
  if (placed) return <p role="status">✓ {t('oversight.placed')}</p>
  if (!running)
    return (
      <button type="button" onClick={look}>
        {t('oversight.place')}
      </button>
    )
  if (running.length === 0) return <p>{t('oversight.nothing')}</p>
  return (
    <div class="stack-tight">
      <p>{t('oversight.place-to')}</p>
      {running.map((one) => (
        <button key={one.muster} type="button" class="button-wide" onClick={() => place(one.muster)}>
          {one.what} · {one.label}
        </button>
      ))}
    </div>
  )
}

interface ItemProps {
  readonly row: Row
  readonly kind: string
  readonly area: string
  readonly lookBack: string
  check(item: string, found: Found, text: string): void
  problem(why: string): void
}

function Item({ row, kind, area, lookBack, check, problem }: ItemProps) {
  const [text, setText] = useState('')
  const [noting, setNoting] = useState(false)
  const note = async () => {
    const why = whyNotKept(
      await give('oversight', `finding/${newId()}`, {
        type: 'note-finding',
        area: kind === 'visited' ? row.item : area,
        lookBack,
        item: row.item,
        grade: 'minor',
        text: text.trim(),
        by: Date.now() + usualMs,
      }),
    )
    problem(why)
    if (why === '') setNoting(false)
  }
  return (
    <>
      <p>
        <span class="strong">{row.name}</span> <ItemPhone phone={row.phone} />
        <br />
        <span class="soft">{row.where}</span>
      </p>
      <ItemFound row={row} kind={kind} check={(found) => check(row.item, found, text.trim())} />
      {row.here === 'no' && kind !== 'visited' && <Place person={row.item} lookBack={lookBack} problem={problem} />}
      {noting ? (
        <FindingText item={row.item} text={text} type={setText} note={note} />
      ) : (
        <button type="button" class="button-quiet" onClick={() => setNoting(true)}>
          {t('oversight.finding')}
        </button>
      )}
    </>
  )
}

function ItemPhone({ phone }: { phone: string | null }) {
  if (!phone) return null
  return (
    <a href={`tel:${phone}`} class="number call-them">
      {phone}
    </a>
  )
}

/** What was found, and what the records say; before that, the three answers. Nobody checks themselves. */
function ItemFound({ row, kind, check }: { row: Row; kind: string; check(found: Found): void }) {
  const settled = row.here === 'yes' || row.here === 'no'
  if (!settled && row.item === self.value?.person) return <p>{t('oversight.reason.own-check')}</p>
  if (settled)
    return (
      <p class="strong">
        ✓ {t(`oversight.found.${row.here}`)}
        {row.agrees !== null && (
          <span class="soft"> · {t(row.agrees ? 'oversight.agrees' : 'oversight.disagrees')}</span>
        )}
      </p>
    )
  return (
    <>
      <p>{coded('oversight.kind', kind)}</p>
      <div class="choices">
        {(['yes', 'no', 'unreached'] as const).map((found) => (
          <button
            key={found}
            type="button"
            class={found === 'yes' ? 'button-good' : ''}
            aria-pressed={row.here === found}
            onClick={() => check(found)}
          >
            {t(`oversight.found.${found}`)}
          </button>
        ))}
      </div>
    </>
  )
}

interface FindingTextProps {
  readonly item: string
  readonly text: string
  type(text: string): void
  note(): void
}

function FindingText({ item, text, type, note }: FindingTextProps) {
  return (
    <div class="stack-tight">
      <label for={`finding-${item}`}>{t('oversight.finding-text')}</label>
      <textarea
        id={`finding-${item}`}
        rows={2}
        maxLength={600}
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <button type="button" class="button-primary" disabled={!text.trim()} onClick={note}>
        {t('oversight.finding')}
      </button>
    </div>
  )
}
