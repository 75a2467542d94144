// Which screen: the part of the address after #, so that codes and tokens in links never reach a server's log, and
// pages work without a server.
import { signal } from '@preact/signals'

export interface Address {
  /** `/arrive/0192…/482913` as ['arrive', '0192…', '482913']; the first screen is []. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

function read(): Address {
  const [path, query = ''] = location.hash.replace(/^#/, '').split('?')
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (!part) continue
    try {
      parts.push(decodeURIComponent(part))
    } catch {
      parts.push(part)
    }
  }
  return { path: parts, query: new URLSearchParams(query) }
}

export const place = signal<Address>(read())

addEventListener('hashchange', () => {
  place.value = read()
  // A new screen starts at its top, and a screen reader at its heading.
  scrollTo(0, 0)
  setTimeout(() => document.querySelector<HTMLElement>('main h1')?.focus(), 0)
})

/** An address for an <a href>: to('arrive', muster, code). */
export function to(...path: readonly string[]): string {
  return `#/${path.map(encodeURIComponent).join('/')}`
}

export function go(...path: readonly string[]): void {
  location.hash = to(...path)
}

/** Goes there without leaving this screen in the way back: after log-in, after a finished form. */
export function goInstead(...path: readonly string[]): void {
  history.replaceState(null, '', to(...path))
  place.value = read()
}

/** Changes what stands behind the ? and nothing else: a filter is part of the address, and focus stays where it is. */
export function narrowTo(query: Readonly<Record<string, string | undefined>>): void {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]))
  const text = new URLSearchParams(given).toString()
  history.replaceState(null, '', to(...place.value.path) + (text ? `?${text}` : ''))
  place.value = read()
}
