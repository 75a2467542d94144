// What the person in front of the screen prefers: language, size, colours, sound. Kept on this device, applied to
// <html>.
import { effect, signal } from '@preact/signals'
import { codes, firstLanguage, type Language, localeOf } from '#words/languages.ts'

/** `elder` is larger still (18 pt) and asks the phone's screens to show less at a time. */
export const sizes = ['normal', 'big', 'elder'] as const
export const themes = ['auto', 'light', 'dark', 'contrast'] as const
export type Size = (typeof sizes)[number]
export type Theme = (typeof themes)[number]

interface Preferences {
  language: Language
  size: Size
  theme: Theme
  sound: boolean
  vibrate: boolean
}

const KEY = 'muster-preferences'
const DEFAULTS: Preferences = { language: firstLanguage, size: 'normal', theme: 'auto', sound: true, vibrate: true }

function oneOf<T extends string>(list: readonly T[], value: unknown, otherwise: T): T {
  return list.includes(value as T) ? (value as T) : otherwise
}

/**
 * Reads what was kept; anything broken or unknown falls back to the default, for this is a device we do not control.
 */
function kept(): Preferences {
  let raw: Partial<Record<keyof Preferences, unknown>> = {}
  try {
    raw = JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {}
  } catch {
    // Storage may be closed (private mode) or damaged: defaults serve.
  }
  return {
    language: oneOf(codes, raw.language, DEFAULTS.language),
    size: oneOf(sizes, raw.size, DEFAULTS.size),
    theme: oneOf(themes, raw.theme, DEFAULTS.theme),
    sound: typeof raw.sound === 'boolean' ? raw.sound : DEFAULTS.sound,
    vibrate: typeof raw.vibrate === 'boolean' ? raw.vibrate : DEFAULTS.vibrate,
  }
}

export const preferences = signal<Preferences>(kept())

export function prefer(change: Partial<Preferences>): void {
  preferences.value = { ...preferences.value, ...change }
}

/** The one after the present, for a button that goes round. */
export const nextLanguage = (): Language => codes[(codes.indexOf(preferences.value.language) + 1) % codes.length]

effect(() => {
  const { language, size, theme } = preferences.value
  const html = document.documentElement
  html.lang = localeOf(language)
  html.dataset.size = size
  html.dataset.theme = theme
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences.value))
  } catch {
    // Not kept for next time; nothing else depends on it.
  }
})
