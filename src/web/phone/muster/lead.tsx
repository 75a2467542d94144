// For whoever leads on the spot: the code that signs people in, large, with its digits; and the people, each with one
// tap.
import { encode } from 'uqr'
import { useEffect, useState } from 'preact/hooks'
import type { BoardPerson } from '#rooms/muster/shapes.ts'
import { type Answer, ask } from '#web/api/api.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { lead } from '#words/phone/lead.ts'
import { t, learn } from '#web/ui/words.ts'
import { entries, give, keptOf, refresh } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'

learn(lead)

const TICK_MS = 500
/** Arrivals of others are looked for so often while this screen is open. */
const LOOK_MS = 10_000
/** Quiet zone of ISO/IEC 18004, in modules. */
const QUIET = 4

export function Lead({ muster }: { muster: string }) {
  const [now, setNow] = useState(Date.now())
  const [answer, setAnswer] = useState<Answer<unknown>>()
  const [problem, setProblem] = useState('')
  useEffect(() => {
    const look = async () => {
      await refresh(`codes/${muster}`, () => ask('muster-code', { muster }))
      setAnswer(await refresh(`board/${muster}`, () => ask('muster-board', { muster })))
    }
    void look()
    const timers = [setInterval(() => setNow(Date.now()), TICK_MS), setInterval(() => void look(), LOOK_MS)]
    return () => timers.forEach(clearInterval)
  }, [muster])
  const codes = keptOf('muster-code', `codes/${muster}`)
  const board = keptOf('muster-board', `board/${muster}`)
  const code = codes?.codes.find((one) => one.from <= now && now < one.until)
  const mark = async (person: string, type: 'mark-arrived' | 'mark-absent') =>
    setProblem(whyNotKept(await give('muster', `muster/${muster}`, { type, person })))

  return (
    <div class="stack">
      <h1 tabIndex={-1}>{board?.muster.what ?? t('phone.lead')}</h1>
      <div class="card stack-tight centre">
        {code ? (
          <Qr text={`${location.origin}/${to('arrive', muster, code.digits)}`} label={t('phone.lead.qr')} />
        ) : (
          <p role="status">{t(codes ? 'phone.lead.no-code' : 'kernel.loading')}</p>
        )}
        {code && (
          <p class="code number">
            {code.digits.slice(0, 4)} {code.digits.slice(4)}
          </p>
        )}
        {code && <progress max={code.until - code.from} value={code.until - now} aria-label={t('phone.lead.left')} />}
        <p class="soft small">{t('phone.lead.hint')}</p>
      </div>
      <Trouble answer={answer} />
      {problem && <Note tone="bad">{problem}</Note>}
      {board && <People people={board.people} muster={muster} mark={mark} />}
      <a class="button button-quiet" href={to()}>
        {t('kernel.back')}
      </a>
    </div>
  )
}

/** Expected first, then those who may still come; whoever is here or gone stands last. */
const ORDER: readonly BoardPerson['state'][] = [
  'coming',
  'called',
  'talk',
  'thanked',
  'cannot',
  'absent',
  'arrived',
  'left',
  'released',
]

function People({
  people,
  muster,
  mark,
}: {
  people: readonly BoardPerson[]
  muster: string
  mark(person: string, type: 'mark-arrived' | 'mark-absent'): void
}) {
  const [query, setQuery] = useState('')
  const marked = new Set(
    entries.value
      .filter((entry) => entry.state === 'waiting' && entry.envelope.stream === `muster/${muster}`)
      .map((entry) => (entry.envelope.command as { person?: string }).person),
  )
  const shown = people
    .filter((one) => one.name.includes(query.trim()))
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
  const here = people.filter((one) => one.state === 'arrived').length
  return (
    <section class="stack-tight">
      <h2>{t('phone.lead.people', { here, n: people.length })}</h2>
      <label for="find-person">{t('phone.lead.find')}</label>
      <input
        id="find-person"
        type="search"
        autoComplete="off"
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <ul class="stack-tight">
        {shown.map((one) => (
          <li key={one.person} class="card person">
            <span>
              <span class="strong">{one.name}</span>
              <br />
              <span class="soft small">
                {one.unitName && `${one.unitName} · `}
                {marked.has(one.person) ? t('phone.unconfirmed') : t(`phone.lead.state.${one.state}`)}
              </span>
            </span>
            {one.state !== 'arrived' && !marked.has(one.person) && (
              <button type="button" class="button-good" onClick={() => mark(one.person, 'mark-arrived')}>
                {t('phone.lead.here')}
                <span class="sr-only"> {one.name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** One SVG path, black on white in every theme so that cameras read it. */
function Qr({ text, label }: { text: string; label: string }) {
  const code = encode(text, { border: 0, ecc: 'M' })
  const side = code.size + QUIET * 2
  let path = ''
  code.data.forEach((row, y) => row.forEach((dark, x) => dark && (path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`)))
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`} shape-rendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
