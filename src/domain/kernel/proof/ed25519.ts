// Ed25519 (RFC 8032) for checking and making signatures where no other implementation is at hand: old browsers, pure
// code. The server itself uses Node's.
// Not in constant time: sign with it only on a machine that nobody else measures.
import { joined } from './bytes.ts'

const P = 2n ** 255n - 19n
const L = 2n ** 252n + 27742317777372353535851937790883648493n
const mod = (a: bigint, m = P) => ((a % m) + m) % m

function power(base: bigint, exponent: bigint, m = P): bigint {
  let result = 1n
  for (let b = mod(base, m), e = exponent; e > 0n; e >>= 1n, b = (b * b) % m) if (e & 1n) result = (result * b) % m
  return result
}

const D = mod(-121665n * power(121666n, P - 2n))
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n)
/** Extended coordinates: x = X/Z, y = Y/Z, xy = T/Z. */
type Point = readonly [X: bigint, Y: bigint, Z: bigint, T: bigint]
const NOTHING: Point = [0n, 1n, 1n, 0n]

function add([x1, y1, z1, t1]: Point, [x2, y2, z2, t2]: Point): Point {
  const a = mod((y1 - x1) * (y2 - x2))
  const b = mod((y1 + x1) * (y2 + x2))
  const c = mod(2n * t1 * t2 * D)
  const d = mod(2n * z1 * z2)
  const [e, f, g, h] = [b - a, d - c, d + c, b + a]
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)]
}

function times(point: Point, scalar: bigint): Point {
  let result = NOTHING
  for (let p = point, s = scalar; s > 0n; s >>= 1n, p = add(p, p)) if (s & 1n) result = add(result, p)
  return result
}

const isSame = ([x1, y1, z1]: Point, [x2, y2, z2]: Point) =>
  mod(x1 * z2 - x2 * z1) === 0n && mod(y1 * z2 - y2 * z1) === 0n

/** The x that goes with y and a sign (RFC 8032 section 5.1.3), undefined where there is none. */
function xOf(y: bigint, odd: boolean): bigint | undefined {
  const square = mod((y * y - 1n) * power(mod(D * y * y + 1n), P - 2n))
  let x = power(square, (P + 3n) / 8n)
  if (mod(x * x - square) !== 0n) x = mod(x * ROOT_OF_MINUS_ONE)
  if (mod(x * x - square) !== 0n || (x === 0n && odd)) return undefined
  return (x & 1n) === (odd ? 1n : 0n) ? x : P - x
}

const BASE: Point = (() => {
  const y = mod(4n * power(5n, P - 2n))
  const x = xOf(y, false)!
  return [x, y, 1n, mod(x * y)]
})()

function number(bytes: Uint8Array): bigint {
  let n = 0n
  for (let i = bytes.length - 1; i >= 0; i--) n = (n << 8n) | BigInt(bytes[i])
  return n
}

function bytesOf(n: bigint): Uint8Array {
  const out = new Uint8Array(32)
  for (let i = 0, rest = n; i < 32; i++, rest >>= 8n) out[i] = Number(rest & 255n)
  return out
}

function pointOf(bytes: Uint8Array): Point | undefined {
  const y = number(bytes) & ((1n << 255n) - 1n)
  const x = y < P ? xOf(y, bytes[31] >= 128) : undefined
  return x === undefined ? undefined : [x, y, 1n, mod(x * y)]
}

function compressed([x, y, z]: Point): Uint8Array {
  const inverse = power(z, P - 2n)
  const out = bytesOf(mod(y * inverse))
  if (mod(x * inverse) & 1n) out[31] |= 128
  return out
}

const K512 = constants()
/** First 64 bits of the fractional parts of cube and square roots of primes, by whole-number roots. */
function constants(): { readonly k: readonly bigint[]; readonly start: readonly bigint[] } {
  const root = (n: bigint, degree: bigint): bigint => {
    let [low, high] = [0n, 1n << 80n]
    while (high - low > 1n) {
      const middle = (low + high) >> 1n
      if (middle ** degree <= n) low = middle
      else high = middle
    }
    return low
  }
  const primes: bigint[] = []
  for (let n = 2n; primes.length < 80; n++) if (primes.every((prime) => n % prime !== 0n)) primes.push(n)
  const mask = (1n << 64n) - 1n
  return {
    k: primes.map((prime) => root(prime << 192n, 3n) & mask),
    start: primes.slice(0, 8).map((prime) => root(prime << 128n, 2n) & mask),
  }
}

/** SHA-512 (FIPS 180-4), which Ed25519 is made of. */
export function sha512(data: Uint8Array): Uint8Array {
  const cut = (n: bigint) => BigInt.asUintN(64, n)
  const turn = (n: bigint, by: bigint) => (n >> by) | cut(n << (64n - by))
  const padded = new Uint8Array(Math.ceil((data.length + 17) / 128) * 128)
  padded.set(data)
  padded[data.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - 8, BigInt(data.length) * 8n)
  const state = [...K512.start]
  const w: bigint[] = []
  for (let at = 0; at < padded.length; at += 128) {
    for (let i = 0; i < 80; i++) {
      if (i < 16) w[i] = view.getBigUint64(at + i * 8)
      else
        w[i] = cut(
          w[i - 16] +
            (turn(w[i - 15], 1n) ^ turn(w[i - 15], 8n) ^ (w[i - 15] >> 7n)) +
            w[i - 7] +
            (turn(w[i - 2], 19n) ^ turn(w[i - 2], 61n) ^ (w[i - 2] >> 6n)),
        )
    }
    let [a, b, c, d, e, f, g, h] = state
    for (let i = 0; i < 80; i++) {
      const t1 = cut(h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (cut(~e) & g)) + K512.k[i] + w[i])
      const t2 = cut((turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c)))
      h = g
      g = f
      f = e
      e = cut(d + t1)
      d = c
      c = b
      b = a
      a = cut(t1 + t2)
    }
    for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = cut(state[i] + word)
  }
  const out = new DataView(new ArrayBuffer(64))
  state.forEach((word, i) => out.setBigUint64(i * 8, word))
  return new Uint8Array(out.buffer)
}

/** @param publicKey 32 bytes @param signature 64 bytes; false for anything else */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const key = pointOf(publicKey)
  const r = pointOf(signature.subarray(0, 32))
  const s = number(signature.subarray(32))
  if (!key || !r || s >= L) return false
  const k = number(sha512(joined(signature.subarray(0, 32), publicKey, message))) % L
  return isSame(times(BASE, s), add(r, times(key, k)))
}

function expand(seed: Uint8Array): { readonly scalar: bigint; readonly prefix: Uint8Array } {
  const digest = sha512(seed)
  const low = digest.slice(0, 32)
  low[0] &= 248
  low[31] = (low[31] & 127) | 64
  return { scalar: number(low), prefix: digest.slice(32) }
}

/** @param seed 32 random bytes: the private key */
export const publicKeyOf = (seed: Uint8Array): Uint8Array => compressed(times(BASE, expand(seed).scalar))

export function signEd25519(seed: Uint8Array, message: Uint8Array): Uint8Array {
  const { scalar, prefix } = expand(seed)
  const publicKey = compressed(times(BASE, scalar))
  const r = number(sha512(joined(prefix, message))) % L
  const point = compressed(times(BASE, r))
  const k = number(sha512(joined(point, publicKey, message))) % L
  return joined(point, bytesOf((r + k * scalar) % L))
}
