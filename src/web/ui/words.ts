// Every sentence a person reads, looked up by name: t('kernel.and'). One file a room holds both languages; an entry
// learns the rooms it shows.
import { dayText, timeZone } from '#domain/kernel/zone.ts'
import { signal } from '@preact/signals'
import { type Language, preferences } from './preferences.ts'
import type { Words } from '#words/shape.ts'

const known: Record<Language, Map<string, string>> = { zh: new Map(), en: new Map() }

/** Grows with each learning, so that what was drawn before its words came is drawn again. */
const learnt = signal(0)

/** Takes rooms in, by room name: learn({ kernel, muster }). */
export function learn(rooms: Readonly<Record<string, Words>>): void {
  for (const [room, words] of Object.entries(rooms)) {
    for (const language of ['zh', 'en'] as const) {
      for (const [key, text] of Object.entries(words[language])) known[language].set(`${room}.${key}`, text)
    }
  }
  learnt.value = learnt.peek() + 1
}

export type Fill = Readonly<Record<string, string | number>>

/** Fills `{n}` with a value, and `{n:person|people}` with the first word when n is 1, else the second. */
export function fill(text: string, values: Fill): string {
  return text.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = values[name]
    if (value === undefined) return whole
    if (one === undefined) return String(value)
    return (Number(value) === 1 ? one : many) ?? ''
  })
}

/**
 * The sentence in the language of the moment; the key itself where there is none (a test finds such keys). Re-renders
 * on a switch.
 */
export function t(key: string, values?: Fill): string {
  const text = known[preferences.value.language].get(key)
  if (text === undefined) {
    // Read for its subscription alone.
    void learnt.value
    return key
  }
  return values ? fill(text, values) : text
}

export function has(key: string): boolean {
  return known.zh.has(key)
}

/** Why a room refused, in words; a reason nobody put into words yet still says that it was refused, and its code. */
export function whyRefused(room: string, reason: string, detail?: Fill): string {
  const key = `${room}.reason.${reason}`
  return has(key) ? t(key, detail) : t('kernel.refused-otherwise', { reason })
}

const DAY_MS = 86_400_000

/** Day and time as this county reads them: 今天 18:30, 11/26周四 08:00. @param at milliseconds since 1970 */
export function when(at: number, style: 'time' | 'day' | 'both' = 'both'): string {
  const locale = preferences.value.language === 'zh' ? 'zh-CN' : 'en-GB'
  const time = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
  if (style === 'time') return time
  const near = (['today', 'tomorrow'] as const).find((_, index) => dayText(at) === dayText(Date.now() + index * DAY_MS))
  const day = near
    ? t(`kernel.${near}`)
    : new Intl.DateTimeFormat(locale, { timeZone, month: 'numeric', day: 'numeric', weekday: 'short' }).format(at)
  return style === 'day' ? day : `${day} ${time}`
}
