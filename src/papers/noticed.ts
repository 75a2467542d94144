// Whose name is opened for a paper or a list is whose name leaves the house: whatever a paper is made of, this says
// whom the access log must name.
import type { Id } from '#domain/kernel/ids.ts'
import type { VaultReader } from '#journal/view.ts'

export interface Noticing {
  readonly vault: VaultReader
  /** Everybody whose record was opened through it. */
  persons(): Id[]
}

export function noticing(vault: VaultReader): Noticing {
  const seen = new Set<Id>()
  return {
    vault: {
      async open<Body>(tx: Parameters<VaultReader['open']>[0], kind: 'person' | 'text', ids: readonly Id[]) {
        const found = await vault.open<Body>(tx, kind, ids)
        if (kind === 'person') for (const id of found.keys()) seen.add(id)
        return found
      },
      find: (tx, kind, lookups) => vault.find(tx, kind, lookups),
    },
    persons: () => [...seen],
  }
}
