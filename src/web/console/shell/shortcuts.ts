// Keys of the console: each screen lists its own, the help sheet shows them all, and they can be switched off (WCAG
// 2.1.4).
import { signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Key } from '#words/all.ts'
import type { Fill } from '#words/fill.ts'

export interface Shortcut {
  /** `?`, `n`, `mod+k` (Ctrl, or ⌘ on a Mac), or two keys one after the other: `g p`. */
  readonly keys: string
  /** Name of the words that say what it does. */
  readonly says: Key
  /** What those words fill in. */
  values?(): Fill
  act(): void
}

/** Time within which the second key of a pair must come. */
const PAIR_MS = 1_500
const KEPT = 'muster-console-single-keys'

/** Single letters act only while this is on; keys with Ctrl or ⌘ always do. */
export const singleKeys = signal(kept())
const groups = signal<readonly (readonly Shortcut[])[]>([])

function kept(): boolean {
  try {
    return localStorage.getItem(KEPT) !== 'off'
  } catch {
    return true
  }
}

export function switchSingleKeys(on: boolean): void {
  singleKeys.value = on
  try {
    localStorage.setItem(KEPT, on ? 'on' : 'off')
  } catch {
    // Not kept for next time.
  }
}

export const allShortcuts = () => groups.value.flat()

/** Makes shortcuts work while the calling screen is shown. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const names = shortcuts.map((one) => one.keys).join()
  useEffect(() => {
    const group = shortcuts.map((one, index) => ({ ...one, act: () => latest.current[index]?.act() }))
    groups.value = [...groups.peek(), group]
    return () => {
      groups.value = groups.peek().filter((one) => one !== group)
    }
  }, [names])
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

let first = ''
let firstAt = 0

function find(keys: string): Shortcut | undefined {
  // The newest screen's own come before the shell's.
  return [...allShortcuts()].reverse().find((one) => one.keys === keys)
}

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing) return
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (event.ctrlKey || event.metaKey) {
    const found = find(`mod+${key}`)
    if (!found) return
    event.preventDefault()
    return found.act()
  }
  if (!singleKeys.value || typing(event.target) || document.querySelector('dialog[open]')) return
  const pair = Date.now() - firstAt < PAIR_MS ? find(`${first} ${key}`) : undefined
  const found = pair ?? find(key)
  first = key
  firstAt = Date.now()
  if (!found) return
  first = ''
  event.preventDefault()
  found.act()
})
