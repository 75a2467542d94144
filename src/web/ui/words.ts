// Every sentence a person reads, looked up by name: t('kernel.and'). The names are those of the Chinese files, which an
// entry carries for what it shows; another language comes when it is chosen, and until then, and for what it lacks, the
// next in the chain is read.
import { effect, signal } from '@preact/signals'
import { dayText, timeZone } from '#domain/kernel/zone.ts'
import type { Key } from '#words/all.ts'
import { type Fill, fill } from '#words/fill.ts'
import { chainOf, codes, firstLanguage, type Language, localeOf } from '#words/languages.ts'
import { roomOf, type Words } from '#words/sentences.ts'
import { preferences } from './preferences.ts'

export type { Fill }

const known = new Map<Language, Map<string, string>>(codes.map((code) => [code, new Map()]))
const learned = new Set<Words>()
/** What was fetched or is on its way: a file in a language, once. */
const fetched = new Map<Language, Map<Words, Promise<boolean>>>(codes.map((code) => [code, new Map()]))

/** Grows with each learning, so that what was drawn before its words came is drawn again. */
const learnt = signal(0)

/** A screen waits this long for the words of a chosen language; then it is drawn in the next of the chain. */
const PATIENCE_MS = 5_000

function take(file: Words, language: Language, sentences: Readonly<Record<string, string | undefined>>): boolean {
  const into = known.get(language)!
  const room = roomOf(file.file)
  for (const [key, text] of Object.entries(sentences)) into.set(`${room}.${key}`, text!)
  learnt.value = learnt.peek() + 1
  return Object.keys(file.zh).every((key) => key in sentences)
}

/** Resolves to whether the language lacks nothing of this file. What could not be fetched is tried again when asked. */
function fetchOnce(file: Words, language: Language): Promise<boolean> {
  const mine = fetched.get(language)!
  let coming = mine.get(file)
  if (!coming) {
    coming = file.load(language).then(
      (sentences) => take(file, language, sentences),
      () => !mine.delete(file),
    )
    mine.set(file, coming)
  }
  return coming
}

/** Down the chain, until nothing is missing. Never rejects. */
async function bring(file: Words): Promise<void> {
  for (const language of chainOf(preferences.peek().language))
    if (language === firstLanguage || (await fetchOnce(file, language))) return
}

/** Takes files of words in: learn(kernel, muster). */
export function learn(...files: readonly Words[]): void {
  for (const file of files) {
    if (learned.has(file)) continue
    learned.add(file)
    take(file, firstLanguage, file.zh)
  }
}

/** Once everything learned is there in the language of the moment, or patience is over. Never rejects. */
export async function spoken(): Promise<void> {
  if (preferences.peek().language === firstLanguage) return
  let timer: ReturnType<typeof setTimeout> | undefined
  await Promise.race([
    Promise.all([...learned].map(bring)),
    new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE_MS))),
  ])
  clearTimeout(timer)
}
effect(() => {
  // Read for its subscription: what is learned must be spoken anew when the language is switched.
  void preferences.value.language
  void spoken()
})
/** For a page that must do without a network later: all languages of what is learned. Never rejects. */
export async function learnEveryLanguage(): Promise<void> {
  for (const language of codes)
    if (language !== firstLanguage) await Promise.all([...learned].map((file) => fetchOnce(file, language)))
}

addEventListener('online', () => void spoken())

/**
 * The sentence in the language of the moment, or the next in its chain; the key itself where nothing was learned (a
 * test finds such keys). Re-renders on a switch.
 */
export function t(key: Key, values?: Fill): string {
  const { language } = preferences.value
  let text = known.get(language)!.get(key)
  if (text === undefined) {
    // Read for its subscription alone.
    void learnt.value
    for (const one of chainOf(language)) text ??= known.get(one)!.get(key)
  }
  return text === undefined ? key : values ? fill(text, values) : text
}

/**
 * Whether there is a sentence of that name, for codes that come from outside and are no closed list: only what was
 * asked here may go to t().
 */
export function has(key: string): key is Key {
  return known.get(firstLanguage)!.has(key)
}

/** What keys begin with: `registry.skill` of `registry.skill.medic`. */
type Under<Name = Key> = Name extends `${infer Head}.${infer Rest}` ? Head | `${Head}.${Under<Rest>}` : never
/** What follows: of `console.screen` the names of screens. */
export type After<Head extends Under> = Key extends infer Name
  ? Name extends `${Head}.${infer Rest}`
    ? Rest
    : never
  : never

/**
 * The sentence of a code that comes as plain text although it is of a closed list (a skill, a reason from the planner);
 * the code itself where the list has grown beyond the words.
 */
export function coded(under: Under, code: string, values?: Fill): string {
  const key = `${under}.${code}`
  return has(key) ? t(key, values) : code
}

type ReasonKey<Name = Key> = Name extends `${infer Room}.reason.${infer Reason}` ? [Room, Reason] : never
/** A room that refuses, and the reasons it can give. */
export type Refusing = ReasonKey[0]
export type ReasonOf<Room extends Refusing> = Extract<ReasonKey, [Room, string]>[1]

/** Why a room refuses, in words, where it was judged here. */
export function whyRefused<Room extends Refusing>(room: Room, reason: ReasonOf<Room>, detail?: Fill): string {
  return whyRefusedBy(room, reason, detail)
}

/**
 * Why a room refused, as a receipt says it; a reason nobody put into words yet still says that it was refused, and its
 * code.
 */
export function whyRefusedBy(room: string, reason: string, detail?: Fill): string {
  const key = `${room}.reason.${reason}`
  return has(key) ? t(key, detail) : t('kernel.refused-otherwise', { reason })
}

const DAY_MS = 86_400_000

/** Day and time as this county reads them: 今天 18:30, 11/26周四 08:00. @param at milliseconds since 1970 */
export function when(at: number, style: 'time' | 'day' | 'both' = 'both'): string {
  const locale = localeOf(preferences.value.language)
  const time = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
  if (style === 'time') return time
  const date = dayText(at)
  const near = (['today', 'tomorrow'] as const).find((_, index) => date === dayText(Date.now() + index * DAY_MS))
  const day = near
    ? t(`kernel.${near}`)
    : new Intl.DateTimeFormat(locale, { timeZone, month: 'numeric', day: 'numeric', weekday: 'short' }).format(at)
  return style === 'day' ? day : `${day} ${time}`
}
