// The Merkle tree of RFC 6962 section 2.1: hashes, which nodes a proof is made of, and how a proof is checked. Sizes
// are plain numbers up to 2^53.
import { joined, same } from './bytes.ts'
import { sha256 } from '../sha256.ts'

export type Hash = (data: Uint8Array) => Uint8Array

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

export const leafHash = (data: Uint8Array, hash: Hash = sha256): Uint8Array => hash(joined(LEAF, data))
export const nodeHash = (left: Uint8Array, right: Uint8Array, hash: Hash = sha256): Uint8Array =>
  hash(joined(NODE, left, right))
export const emptyRoot = (hash: Hash = sha256): Uint8Array => hash(new Uint8Array(0))

/** A full subtree: the 2^level leaves from index × 2^level on. */
export interface Node {
  readonly level: number
  readonly index: number
}

/** Largest power of two below n (n > 1). */
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

const levelOf = (width: number) => Math.round(Math.log2(width))
const isFull = (width: number) => split(width + 1) === width

/** Full subtrees, left to right, whose hashes folded from the right give the hash of leaves [from, until). */
function nodesOf(from: number, until: number): Node[] {
  const nodes: Node[] = []
  for (let at = from; at < until;) {
    const width = isFull(until - at) ? until - at : split(until - at)
    nodes.push({ level: levelOf(width), index: at / width })
    at += width
  }
  return nodes
}

/** One hash of a proof: the nodes to fetch, to be folded from the right by `folded`. */
export type Part = readonly Node[]

/** What the root of a tree of this size is folded from. */
export const rootParts = (size: number): Part => nodesOf(0, size)

export function folded(hashes: readonly Uint8Array[], hash: Hash = sha256): Uint8Array {
  if (hashes.length === 0) return emptyRoot(hash)
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right, hash), hashes[hashes.length - 1])
}

/** PATH(m, D[n]) of section 2.1.1, from the leaf's sibling up. @throws when index ≥ size, our own mistake */
export function inclusionParts(index: number, size: number): Part[] {
  if (!(index >= 0 && index < size)) throw new Error(`broken promise: leaf ${index} lies in a tree of ${size}`)
  const parts: Part[] = []
  let [from, until] = [0, size]
  while (until - from > 1) {
    const middle = from + split(until - from)
    parts.push(index < middle ? nodesOf(middle, until) : nodesOf(from, middle))
    if (index < middle) until = middle
    else from = middle
  }
  return parts.reverse()
}

/**
 * PROOF(m, D[n]) of section 2.1.2. @throws when not 0 < old ≤ size: an empty tree proves nothing, so that nobody may
 * start from one
 */
export function consistencyParts(old: number, size: number): Part[] {
  if (!(old > 0 && old <= size)) throw new Error(`broken promise: 0 < ${old} ≤ ${size}`)
  const parts: Part[] = []
  let [from, until, whole] = [0, size, true]
  while (old !== until) {
    const middle = from + split(until - from)
    if (old <= middle) {
      parts.push(nodesOf(middle, until))
      until = middle
    } else {
      parts.push(nodesOf(from, middle))
      from = middle
      whole = false
    }
  }
  if (!whole) parts.push(nodesOf(from, until))
  return parts.reverse()
}

const isSize = (n: number) => Number.isSafeInteger(n) && n >= 0
const half = (n: number) => Math.floor(n / 2)
const isOdd = (n: number) => n % 2 === 1

/**
 * The root that this leaf and path lead to, undefined when the path does not fit the tree. (RFC 9162 section 2.1.3.2,
 * which states it for the same tree.)
 */
export function rootFromInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  hash: Hash = sha256,
): Uint8Array | undefined {
  if (!isSize(index) || !isSize(size) || index >= size) return undefined
  let [at, last, root] = [index, size - 1, leaf]
  for (const sibling of path) {
    if (last === 0 || sibling.length !== 32) return undefined
    if (isOdd(at) || at === last) {
      root = nodeHash(sibling, root, hash)
      while (at !== 0 && !isOdd(at)) [at, last] = [half(at), half(last)]
    } else {
      root = nodeHash(root, sibling, hash)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 ? root : undefined
}

export function isIncluded(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
  hash: Hash = sha256,
): boolean {
  const reached = rootFromInclusion(leaf, index, size, path, hash)
  return reached !== undefined && same(reached, root)
}

/**
 * True when the tree of `size` begins with the tree of `old`. An old size of 0 is never consistent: nothing was
 * promised yet. (RFC 9162 section 2.1.4.2.)
 */
export function isConsistent(
  old: number,
  oldRoot: Uint8Array,
  size: number,
  root: Uint8Array,
  proof: readonly Uint8Array[],
  hash: Hash = sha256,
): boolean {
  if (!isSize(old) || !isSize(size) || old === 0 || old > size || proof.some((part) => part.length !== 32)) return false
  if (old === size) return proof.length === 0 && same(oldRoot, root)
  if (proof.length === 0) return false
  const path = isFull(old) ? [oldRoot, ...proof] : [...proof]
  let [at, last] = [old - 1, size - 1]
  while (isOdd(at)) [at, last] = [half(at), half(last)]
  let [before, after] = [path[0], path[0]]
  for (const sibling of path.slice(1)) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      before = nodeHash(sibling, before, hash)
      after = nodeHash(sibling, after, hash)
      while (at !== 0 && !isOdd(at)) [at, last] = [half(at), half(last)]
    } else {
      after = nodeHash(after, sibling, hash)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && same(before, oldRoot) && same(after, root)
}
