// A hand-over as a row of QR codes, shown one after the other and read in any order. Each page bears its place, what it
// belongs to and a checksum; the whole has one more.
// Letters are those of a QR code's alphanumeric mode (Base45, RFC 9285): 5.5 bits a letter. Checksums: CRC-32 (ISO
// 3309) a page, 32 bits of SHA-256 for the whole.
import { sha256 } from '../kernel/sha256.ts'

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const VALUES = new Map([...LETTERS].map((letter, value) => [letter, value]))
/** What a page begins with, so that any other code is told from it at once. */
const MARK = 'MH1:'
/** Bytes on one page: a code of some 77 modules a side, which a cheap camera reads from a phone. */
export const pageBytes = 400
/** 5,000 registrations are some 110 kB. */
export const pagesMax = 1_200
/** Whole's checksum 4, number 2, count 2, page's checksum 4. */
const HEAD = 12

export function base45(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const two = at + 1 < bytes.length
    const value = two ? bytes[at] * 256 + bytes[at + 1] : bytes[at]
    text += LETTERS[value % 45] + LETTERS[Math.floor(value / 45) % 45] + (two ? LETTERS[Math.floor(value / 2025)] : '')
  }
  return text
}

/** Undefined for anything that no bytes spell. */
export function fromBase45(text: string): Uint8Array | undefined {
  if (text.length % 3 === 1) return undefined
  const out: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const values = Array.from(text.slice(at, at + 3), (letter) => VALUES.get(letter))
    if (values.includes(undefined)) return undefined
    const [a, b, c] = values as number[]
    const value = a + b * 45 + (c ?? 0) * 2025
    if (value > (c === undefined ? 0xff : 0xffff)) return undefined
    if (c !== undefined) out.push(value >> 8)
    out.push(value & 0xff)
  }
  return Uint8Array.from(out)
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = table[(value ^ byte) & 0xff] ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}

/** @throws RangeError when it is more than fits */
export function pagesOf(bytes: Uint8Array): string[] {
  const count = Math.max(1, Math.ceil(bytes.length / pageBytes))
  if (count > pagesMax)
    throw new RangeError(`${bytes.length} bytes are more than ${pagesMax} pages; hand over in parts`)
  const whole = sha256(bytes).subarray(0, 4)
  return Array.from({ length: count }, (_, at) => {
    const body = bytes.subarray(at * pageBytes, (at + 1) * pageBytes)
    const page = new Uint8Array(HEAD + body.length)
    page.set(whole)
    page.set([at >> 8, at & 255, count >> 8, count & 255], 4)
    page.set(body, HEAD)
    const sum = crc32(page)
    page.set([sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255], 8)
    return MARK + base45(page)
  })
}

/** Pages read so far. */
export interface Gathered {
  /** Of which hand-over: its checksum, as a text. */
  readonly whole: string
  readonly count: number
  readonly pages: ReadonlyMap<number, Uint8Array>
}

export type Read =
  | { readonly read: 'page'; readonly gathered: Gathered }
  | { readonly read: 'whole'; readonly bytes: Uint8Array; readonly gathered: Gathered }
  /** not-ours: another code · broken: misread, read it again · other: of another hand-over than the one begun. */
  | { readonly read: 'not-ours' | 'broken' | 'other' }

export function readPage(gathered: Gathered | undefined, text: string): Read {
  if (!text.startsWith(MARK)) return { read: 'not-ours' }
  const page = fromBase45(text.slice(MARK.length))
  if (!page || page.length < HEAD) return { read: 'broken' }
  const sum = ((page[8] << 24) | (page[9] << 16) | (page[10] << 8) | page[11]) >>> 0
  const bare = page.slice()
  bare.fill(0, 8, 12)
  const [at, count] = [page[4] * 256 + page[5], page[6] * 256 + page[7]]
  if (crc32(bare) !== sum || count < 1 || count > pagesMax || at >= count) return { read: 'broken' }
  const whole = String(page[0] * 2 ** 24 + page[1] * 2 ** 16 + page[2] * 2 ** 8 + page[3])
  if (gathered && (gathered.whole !== whole || gathered.count !== count)) return { read: 'other' }
  const next: Gathered = { whole, count, pages: new Map(gathered?.pages).set(at, page.subarray(HEAD)) }
  if (next.pages.size < count) return { read: 'page', gathered: next }
  const parts = Array.from({ length: count }, (_, n) => next.pages.get(n)!)
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let to = 0
  for (const part of parts) {
    bytes.set(part, to)
    to += part.length
  }
  const check = sha256(bytes)
  if (String(check[0] * 2 ** 24 + check[1] * 2 ** 16 + check[2] * 2 ** 8 + check[3]) !== whole)
    return { read: 'broken' }
  return { read: 'whole', bytes, gathered: next }
}

/** Numbers of pages still to be read, the first few of them. */
export const missingOf = ({ count, pages }: Gathered, most = 20): number[] =>
  Array.from({ length: count }, (_, at) => at)
    .filter((at) => !pages.has(at))
    .slice(0, most)
