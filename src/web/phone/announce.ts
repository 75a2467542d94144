// Makes a new call noticed: a sound, a shake, the page's title and a sentence for screen readers. Each can be turned
// off.
import { signal } from '@preact/signals'
import type { MyCall } from '#server/sync-shape.ts'
import { preferences } from '#web/ui/preferences.ts'
import { t } from '#web/ui/words.ts'

/** Read out by screen readers as soon as it changes. */
export const spoken = signal('')

/** Two short shakes and a long one: unlike a chat message's. */
const SHAKE_MS = [200, 100, 200, 100, 600]
const BEEP_HZ = [660, 880]
const BEEP_SECONDS = 0.25

let speaker: AudioContext | undefined
/** Browsers let a page sound only after the person has touched it once. */
function readySpeaker(): void {
  speaker ??= 'AudioContext' in window ? new AudioContext() : undefined
}
addEventListener('pointerdown', readySpeaker, { once: true })

function beep(): void {
  if (!speaker) return
  for (const [index, hertz] of BEEP_HZ.entries()) {
    const tone = speaker.createOscillator()
    const loud = speaker.createGain()
    const from = speaker.currentTime + index * BEEP_SECONDS
    tone.frequency.value = hertz
    loud.gain.setValueAtTime(0.3, from)
    loud.gain.exponentialRampToValueAtTime(0.001, from + BEEP_SECONDS)
    tone.connect(loud).connect(speaker.destination)
    tone.start(from)
    tone.stop(from + BEEP_SECONDS)
  }
}

const asked = (call: MyCall) => call.state === 'called' && call.phase === 'running'

/**
 * Calls that were not there before, or were called again in a later wave.
 * @param before undefined at the first sync:
 * nothing is new then
 */
export function newCalls(before: readonly MyCall[] | undefined, now: readonly MyCall[]): MyCall[] {
  if (!before) return []
  return now.filter(
    (call) =>
      asked(call) &&
      !before.some((old) => old.muster === call.muster && old.wave === call.wave && old.calledAt === call.calledAt),
  )
}

export function announce(before: readonly MyCall[] | undefined, now: readonly MyCall[]): void {
  const open = now.filter(asked).length
  document.title = open > 0 ? `(${open}) ${t('kernel.product')}` : t('kernel.product')
  const fresh = newCalls(before, now)
  if (fresh.length === 0) return
  spoken.value = t('phone.new-call', { what: fresh[0].what })
  if (preferences.value.vibrate) navigator.vibrate?.(SHAKE_MS)
  if (preferences.value.sound) beep()
}
