// Whether a photo is a small plain JPEG with nothing in it but the picture: no place, no device, no time. Looks at the
// file's marks, opens no picture.
import { photoMax } from './terms.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** RFC 4648 section 4, padded; the caller has looked at the letters. */
function bytesOf(base64: string): Uint8Array {
  const bytes = new Uint8Array((base64.length / 4) * 3 - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0))
  let [bits, held, at] = [0, 0, 0]
  for (const letter of base64) {
    if (letter === '=') break
    bits = ((bits << 6) | letters.indexOf(letter)) & 0xffffff
    held += 6
    if (held >= 8) bytes[at++] = (bits >> (held -= 8)) & 0xff
  }
  return bytes
}

/**
 * JFIF's own header may stand; every other application segment (EXIF, XMP, maker's notes) and comments may not. ITU-T
 * T.81, table B.1.
 */
const mayStand = (marker: number) => marker === 0xe0 || !((marker >= 0xe1 && marker <= 0xef) || marker === 0xfe)

/** @returns why not, undefined for a good one */
export function photoProblem(base64: string): 'too-large' | 'not-jpeg' | 'tells-more' | undefined {
  if (base64.length > Math.ceil(photoMax / 3) * 4) return 'too-large'
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return 'not-jpeg'
  const bytes = bytesOf(base64)
  if (bytes.length < 20 || bytes[0] !== 0xff || bytes[1] !== 0xd8) return 'not-jpeg'
  // From segment to segment up to the scan; a segment has two bytes of length at least, so this ends.
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return 'not-jpeg'
    const marker = bytes[at + 1]
    if (!mayStand(marker)) return 'tells-more'
    if (marker === 0xda)
      return bytes[bytes.length - 2] === 0xff && bytes[bytes.length - 1] === 0xd9 ? undefined : 'not-jpeg'
    const length = bytes[at + 2] * 256 + bytes[at + 3]
    if (length < 2) return 'not-jpeg'
    at += 2 + length
  }
  return 'not-jpeg'
}

/** The same picture without the segments that tell more; what is no JPEG comes back as it is. */
export function bareJpeg(bytes: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    const end = at + 2 + bytes[at + 2] * 256 + bytes[at + 3]
    if (end <= at + 3) return bytes
    if (mayStand(bytes[at + 1])) kept.push(bytes.subarray(at, end))
    at = end
  }
  kept.push(bytes.subarray(at))
  const whole = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0))
  let to = 0
  for (const part of kept) {
    whole.set(part, to)
    to += part.length
  }
  return whole
}
