// Tiles of the log (C2SP tlog-tiles): 256 hashes of one level side by side. Their addresses, and the hashes between
// them.
import { hash } from 'node:crypto'
import type { Node } from '#domain/kernel/proof/tree.ts'

/** Levels of the tree in one tile, and hashes in a full one. */
export const HEIGHT = 8
export const WIDTH = 256
export const HASH = 32

/** A tile of a tree: full, or the rightmost of its level with fewer hashes. */
export interface TileAt {
  readonly level: number
  readonly tile: number
  readonly width: number
}

const leafInput = (leaf: Uint8Array) => Buffer.concat([Buffer.of(0), leaf])
const pair = Buffer.alloc(1 + 2 * HASH)
pair[0] = 1

/** RFC 6962 leaf and node hashes by Node's own SHA-256; the pure ones give the same. */
export const leafHashed = (leaf: Uint8Array): Buffer => hash('sha256', leafInput(leaf), 'buffer')
export function nodeHashed(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1)
  pair.set(right, 1 + HASH)
  return hash('sha256', pair, 'buffer')
}

export function foldedHashes(hashes: readonly Uint8Array[]): Buffer {
  if (hashes.length === 0) return hash('sha256', Buffer.alloc(0), 'buffer')
  return Buffer.from(
    hashes.slice(0, -1).reduceRight((right, left) => nodeHashed(left, right), hashes[hashes.length - 1]),
  )
}

/** One tile with every full subtree in it reckoned: level by level, bottom first. */
export class Tile {
  readonly width: number
  readonly #levels: readonly Buffer[]

  /** @param hashes width × 32 bytes */
  constructor(hashes: Buffer) {
    this.width = hashes.length / HASH
    const levels = [hashes]
    for (let below = hashes; below.length >= 2 * HASH; below = levels[levels.length - 1]) {
      const count = Math.floor(below.length / (2 * HASH))
      const next = Buffer.alloc(count * HASH)
      for (let i = 0; i < count; i++)
        next.set(
          nodeHashed(
            below.subarray(2 * i * HASH, (2 * i + 1) * HASH),
            below.subarray((2 * i + 1) * HASH, (2 * i + 2) * HASH),
          ),
          i * HASH,
        )
      levels.push(next)
    }
    this.#levels = levels
  }

  get hashes(): Buffer {
    return this.#levels[0]
  }

  /** @param height above the tile's hashes, @param index of the subtree within the tile */
  at(height: number, index: number): Buffer {
    const found = this.#levels[height]?.subarray(index * HASH, (index + 1) * HASH)
    if (found?.length !== HASH)
      throw new Error(`broken promise: a tile of ${this.width} hashes holds subtree ${index} of height ${height}`)
    return found
  }

  get root(): Buffer {
    return this.at(HEIGHT, 0)
  }
}

/** Where the hash of a full subtree is found: in which tile, how high, which one. */
export function placeOf({ level, index }: Node): {
  readonly level: number
  readonly tile: number
  readonly height: number
  readonly index: number
} {
  const height = level % HEIGHT
  const across = WIDTH / 2 ** height
  return { level: Math.floor(level / HEIGHT), tile: Math.floor(index / across), height, index: index % across }
}

/** Hashes that a level has in a tree of this size. */
export const countAt = (level: number, size: number): number => Math.floor(size / WIDTH ** level)
/** Hashes that one tile has; 0 when there is no such tile yet. */
export const widthOf = (level: number, tile: number, size: number): number =>
  Math.min(WIDTH, Math.max(0, countAt(level, size) - tile * WIDTH))

/** `x001/x234/067`, with `.p/12` after it for a tile that is not full. */
export function writePath(tile: number, width: number): string {
  const parts = [String(tile % 1000).padStart(3, '0')]
  for (let rest = Math.floor(tile / 1000); rest > 0; rest = Math.floor(rest / 1000))
    parts.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
  return parts.join('/') + (width < WIDTH ? `.p/${width}` : '')
}

export function readPath(path: string): { readonly tile: number; readonly width: number } | undefined {
  const [, groups, last, width] = /^((?:x\d{3}\/){0,4})(\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? []
  if (last === undefined) return undefined
  const tile = Number(groups.replace(/[x/]/g, '') + last)
  const wide = width === undefined ? WIDTH : Number(width)
  // Written another way the same tile would have two addresses.
  return (width === undefined || wide < WIDTH) && writePath(tile, wide) === path ? { tile, width: wide } : undefined
}

/** Entries as they are served: each with its length before it, two bytes. */
export function bundle(leaves: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    leaves.flatMap((leaf) => {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(leaf.length)
      return [length, leaf]
    }),
  )
}
