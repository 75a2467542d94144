// My points and teams: sign in and out, start the desk. Works with no network; what is not uploaded yet says so.
import { useEffect, useState } from 'preact/hooks'
import { ask } from '#web/api/api.ts'
import { Note } from '#web/ui/note.tsx'
import { go, to } from '#web/ui/router.ts'
import { point } from '#words/point.ts'
import { visit } from '#words/visit.ts'
import { lead } from '#words/phone/lead.ts'
import { learn, t, when } from '#web/ui/words.ts'
import { deviceId, doc, entries, give, holds, keptOf, refresh, self } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'
import { Desk } from './desk.tsx'
import { foreseePlaces, type ForeseenPlace } from './foresee.ts'
import { canScan, Scan } from './scan.tsx'

learn(point, visit, lead)

/** `#/point`, `#/point/<round>.<place>`, and `#/point/<round>.<place>/<code>` from a scanned code. */
export function PointScreen({ at, code }: { at?: string; code?: string }) {
  const runs = holds('gridWorker', 'officer', 'dispatcher')
  const mine = doc.value?.body.places ?? []
  const known = at !== undefined && mine.some((one) => `${one.round}.${one.place}` === at)
  // Whoever runs the area opens any of its points, with no seat there.
  useEffect(() => {
    if (at && !known && runs)
      void refresh(`place/${at}`, () => ask('place', { round: at.split('.')[0], place: at.split('.')[1] }))
  }, [at, known, runs, doc.value?.at])
  const other = at && !known ? keptOf('place', `place/${at}`) : undefined
  const places = foreseePlaces(other ? [...mine, other] : mine, entries.value, doc.value?.body.cursor, self.value!)
  const place = places.find((one) => `${one.round}.${one.place}` === at)
  if (at && code) return <SignIn at={at} place={place} linked={code} />
  if (place)
    return (place.inAt !== null && place.outAt === null) || place.desk || runs ? (
      <Desk place={place} />
    ) : (
      <SignIn at={at!} place={place} />
    )
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{t('point.my-places')}</h1>
      {places.length === 0 && <Note>{t('point.no-round')}</Note>}
      <ul class="stack-tight">
        {places.map((one) => (
          <li key={`${one.round}.${one.place}`}>
            <PlaceCard place={one} />
          </li>
        ))}
      </ul>
      <a class="button button-quiet" href={to()}>
        {t('kernel.back')}
      </a>
    </div>
  )
}

function PlaceCard({ place }: { place: ForeseenPlace }) {
  const here = place.inAt !== null && place.outAt === null
  return (
    <div class={`card stack-tight call ${here ? 'call-arrived' : 'call-coming'}`}>
      <p>
        <span class="strong">{place.name}</span> <span class="soft">{t(`point.kind.${place.kind}`)}</span>
        <br />
        <span class="soft">
          {when(place.starts)}–{when(place.ends, 'time')}
        </span>
      </p>
      <p role="status">
        {here
          ? t('point.in-since', { time: when(place.inAt!, 'time') })
          : place.outAt !== null
            ? t('point.out-since', { time: when(place.outAt, 'time') })
            : t('point.not-in')}
        {place.unconfirmed && ` ${t('phone.unconfirmed')}`}
      </p>
      <a class="button button-primary button-wide button-tall" href={to('point', `${place.round}.${place.place}`)}>
        {t(here ? 'point.open' : 'point.sign-in')}
      </a>
    </div>
  )
}

/** What a desk's code says: our link, or bare digits. */
const codeIn = (text: string): string | undefined =>
  /#\/point\/[^/]+\/(\d{8})\b/.exec(text)?.[1] ?? (/^\d{8}$/.test(text.trim()) ? text.trim() : undefined)

const codeDigits = 8

function SignIn({ at, place, linked }: { at: string; place?: ForeseenPlace; linked?: string }) {
  const [scanning, setScanning] = useState(canScan && !linked)
  const [problem, setProblem] = useState('')
  const signIn = async (code: string) => {
    const [round, target] = at.split('.')
    if (!/^\d{8}$/.test(code)) return setProblem(t('phone.arrive.too-short', { n: codeDigits - code.length }))
    const kept = await give('point', `attendance/${round}.${self.value!.person}`, {
      type: 'sign-in',
      place: target,
      code,
      device: await deviceId(),
    })
    if (kept.kept) go('point', at)
    else setProblem(whyNotKept(kept))
  }
  return (
    <div class="stack">
      <h1 tabIndex={-1}>
        {t('point.sign-in')} {place && <span class="soft">{place.name}</span>}
      </h1>
      {problem && <Note tone="bad">{problem}</Note>}
      {scanning && (
        <>
          <p>{t('point.scan-code')}</p>
          <Scan
            formats={['qr_code']}
            found={(text) => {
              const code = codeIn(text)
              if (code) void signIn(code)
            }}
            failed={() => setScanning(false)}
          />
        </>
      )}
      <CodeForm first={linked} submit={(code) => void signIn(code)} />
      <a class="button button-quiet" href={to('point')}>
        {t('kernel.back')}
      </a>
    </div>
  )
}

function CodeForm({ first = '', submit }: { first?: string; submit(code: string): void }) {
  const [digits, setDigits] = useState(first)
  return (
    <form
      class="stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        submit(digits)
      }}
    >
      <label for="digits">{t('point.type-code')}</label>
      <input
        id="digits"
        class="digits number"
        inputMode="numeric"
        autoComplete="off"
        maxLength={codeDigits}
        value={digits}
        onInput={(event) => setDigits(event.currentTarget.value.replace(/\D/g, ''))}
      />
      <button type="submit" class="button-primary button-tall button-wide">
        {t('point.sign-in')}
      </button>
    </form>
  )
}
