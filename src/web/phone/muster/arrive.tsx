// Signing in on the spot: by the camera where the browser can read codes, by a link in the code, or by eight digits on
// large keys.
import { useEffect, useRef, useState } from 'preact/hooks'
import { Note } from '#web/ui/note.tsx'
import { goInstead, to } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'
import { calls, deviceId, give } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'
import { isOpen } from './today.tsx'

const DIGITS = 8
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9']
/** Looking at the camera's picture so often finds a code at once and spares the battery. */
const LOOK_MS = 250

interface Reader {
  detect(image: HTMLVideoElement): Promise<readonly { rawValue: string }[]>
}
const Detector = (globalThis as { BarcodeDetector?: new (options: { formats: string[] }) => Reader }).BarcodeDetector
const canScan = Detector !== undefined && 'mediaDevices' in navigator

/** What a scanned text says: our link, or bare digits. */
export function readCode(text: string): { muster?: string; digits: string } | undefined {
  const link = /#\/arrive\/([^/?]+)\/(\d{8})\b/.exec(text)
  if (link) return { muster: link[1], digits: link[2] }
  return /^\d{8}$/.test(text.trim()) ? { digits: text.trim() } : undefined
}

/** The call a bare code is for: the one I promised, else the only one I am asked for. */
function likely(): string | undefined {
  const open = calls.value.filter((call) => isOpen(call))
  return (open.find((call) => call.state === 'coming') ?? (open.length === 1 ? open[0] : undefined))?.muster
}

/** Signing in with the code of the muster that is chosen, once at a time; what is wrong with it, in words. */
function useArrival() {
  const [problem, setProblem] = useState('')
  const busy = useRef(false)
  const arrive = async (to: string | undefined, typed: string) => {
    if (busy.current) return
    if (!to) return setProblem(t('phone.arrive.which'))
    if (typed.length !== DIGITS) return setProblem(t('phone.arrive.too-short', { n: DIGITS - typed.length }))
    busy.current = true
    const kept = await give('muster', `muster/${to}`, { type: 'arrive', code: typed, device: await deviceId() })
    busy.current = false
    if (kept.kept) goInstead()
    else setProblem(whyNotKept(kept))
  }
  return { problem, setProblem, arrive }
}

export function Arrive({ muster, code }: { muster?: string; code?: string }) {
  const [digits, setDigits] = useState(code && /^\d{8}$/.test(code) ? code : '')
  // The digits came with the link of a scanned code: one tap is left.
  const [linked, setLinked] = useState(digits !== '')
  const [chosen, setChosen] = useState(muster ?? likely())
  const [scanning, setScanning] = useState(canScan && !code)
  const { problem, setProblem, arrive } = useArrival()
  const call = calls.value.find((one) => one.muster === chosen)

  const scanned = (text: string) => {
    const found = readCode(text)
    if (!found) return setProblem(t('phone.arrive.not-ours'))
    setDigits(found.digits)
    void arrive(found.muster ?? chosen, found.digits)
  }

  return (
    <div class="stack">
      <h1 tabIndex={-1}>{t('phone.arrive')}</h1>
      {!call && muster && <Note>{t('phone.arrive.not-on-list')}</Note>}
      {!muster && <Which chosen={chosen} choose={setChosen} />}
      {problem && <Note tone="bad">{problem}</Note>}
      {scanning && <Scanner found={scanned} failed={() => setScanning(false)} />}
      {linked ? (
        <Linked
          digits={digits}
          confirm={() => void arrive(chosen, digits)}
          type={() => {
            setDigits('')
            setLinked(false)
          }}
        />
      ) : (
        <Keypad
          digits={digits}
          change={(next) => {
            setProblem('')
            setDigits(next)
          }}
          done={() => void arrive(chosen, digits)}
        />
      )}
      {call && (
        <p class="strong">
          {call.what}
          <br />
          <span class="soft">{call.label}</span>
        </p>
      )}
      <a class="button button-quiet" href={to()}>
        {t('kernel.back')}
      </a>
    </div>
  )
}

/** Where several calls are open, the one that the digits are for. */
function Which({ chosen, choose }: { chosen?: string; choose(muster: string): void }) {
  const open = calls.value.filter((call) => isOpen(call))
  if (open.length < 2) return null
  return (
    <fieldset>
      <legend>{t('phone.arrive.which')}</legend>
      {open.map((one) => (
        <label key={one.muster} class="choice">
          <input type="radio" name="muster" checked={one.muster === chosen} onChange={() => choose(one.muster)} />
          {one.what}
        </label>
      ))}
    </fieldset>
  )
}

function Linked({ digits, confirm, type }: { digits: string; confirm(): void; type(): void }) {
  return (
    <>
      <p class="digits number centre">{digits}</p>
      <button type="button" class="button-primary button-tall button-wide" onClick={confirm}>
        {t('phone.arrive.confirm')}
      </button>
      <button type="button" onClick={type}>
        {t('phone.arrive.type')}
      </button>
    </>
  )
}

function Keypad({ digits, change, done }: { digits: string; change(next: string): void; done(): void }) {
  const add = (digit: string) => digits.length < DIGITS && change(digits + digit)
  return (
    <form
      class="stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        done()
      }}
    >
      {/* Typed on these keys or a real keyboard; the phone's own would cover them (inputMode none). */}
      <label for="digits">{t('phone.arrive.digits')}</label>
      <input
        id="digits"
        class="digits number"
        inputMode="none"
        autoComplete="off"
        maxLength={DIGITS}
        value={digits}
        onInput={(event) => change(event.currentTarget.value.replace(/\D/g, '').slice(0, DIGITS))}
      />
      <div class="keypad">
        {KEYS.map((key) => (
          <button key={key} type="button" onClick={() => add(key)}>
            {key}
          </button>
        ))}
        <button type="button" class="word" onClick={() => change('')}>
          {t('phone.arrive.clear')}
        </button>
        <button type="button" onClick={() => add('0')}>
          0
        </button>
        <button type="button" class="word" onClick={() => change(digits.slice(0, -1))}>
          {t('phone.arrive.delete')}
        </button>
      </div>
      <button type="submit" class="button-primary button-tall button-wide">
        {t('phone.arrive.confirm')}
      </button>
    </form>
  )
}

function Scanner({ found, failed }: { found(text: string): void; failed(): void }) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    let stream: MediaStream | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = ''
    let closed = false
    const reader = new Detector!({ formats: ['qr_code'] })
    const look = async () => {
      const codes = video.current && !closed ? await reader.detect(video.current).catch(() => []) : []
      if (closed) return
      // The same picture is told once: a code of another kind must not be told four times a second.
      if (codes[0] && codes[0].rawValue !== last) found((last = codes[0].rawValue))
      timer = setTimeout(look, LOOK_MS)
    }
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then((opened) => {
      stream = opened
      if (closed || !video.current) return opened.getTracks().forEach((track) => track.stop())
      video.current.srcObject = opened
      void video.current.play().catch(failed)
      void look()
    }, failed)
    return () => {
      closed = true
      clearTimeout(timer)
      stream?.getTracks().forEach((track) => track.stop())
    }
  }, [])
  return <video ref={video} class="scanner" muted playsInline aria-label={t('phone.arrive.camera')} />
}
