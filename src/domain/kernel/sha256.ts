// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104) in plain arithmetic, so that a phone, a browser page and the door
// reckon alike.

/** First 32 bits of the fractional parts of square (or cube) roots of the first primes: made, not listed. */
function roots(count: number, power: number): Uint32Array {
  const out: number[] = []
  for (let candidate = 2; out.length < count; candidate++) {
    let prime = true
    for (let by = 2; by * by <= candidate && prime; by++) prime = candidate % by !== 0
    if (!prime) continue
    const root = candidate ** power
    out.push(Math.floor((root - Math.floor(root)) * 2 ** 32))
  }
  return Uint32Array.from(out)
}

const K = roots(64, 1 / 3)
const START = roots(8, 1 / 2)
const BLOCK = 64
const words = new Uint32Array(64)

function mix(state: Uint32Array, block: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++)
    words[i] =
      (block[at + i * 4] << 24) | (block[at + i * 4 + 1] << 16) | (block[at + i * 4 + 2] << 8) | block[at + i * 4 + 3]
  for (let i = 16; i < 64; i++) {
    const [x, y] = [words[i - 15], words[i - 2]]
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0
  }
  let [a, b, c, d, e, f, g, h] = state
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] += a
  state[1] += b
  state[2] += c
  state[3] += d
  state[4] += e
  state[5] += f
  state[6] += g
  state[7] += h
}

export function sha256(data: Uint8Array): Uint8Array {
  const state = START.slice()
  const whole = data.length - (data.length % BLOCK)
  for (let at = 0; at < whole; at += BLOCK) mix(state, data, at)
  const rest = data.length - whole
  const tail = new Uint8Array(rest + 9 > BLOCK ? 2 * BLOCK : BLOCK)
  tail.set(data.subarray(whole))
  tail[rest] = 0x80
  const bits = new DataView(tail.buffer)
  bits.setUint32(tail.length - 8, Math.floor(data.length / 2 ** 29))
  bits.setUint32(tail.length - 4, (data.length << 3) >>> 0)
  for (let at = 0; at < tail.length; at += BLOCK) mix(state, tail, at)
  const out = new Uint8Array(32)
  const view = new DataView(out.buffer)
  state.forEach((word, i) => view.setUint32(i * 4, word))
  return out
}

export function hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK)
  block.set(key.length > BLOCK ? sha256(key) : key)
  const inner = sha256(
    joined(
      block.map((byte) => byte ^ 0x36),
      data,
    ),
  )
  return sha256(
    joined(
      block.map((byte) => byte ^ 0x5c),
      inner,
    ),
  )
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length)
  out.set(a)
  out.set(b, a.length)
  return out
}
