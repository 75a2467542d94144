// Identifiers: plain strings whose shape says what they are, so that they travel through JSON, URLs and SQL unchanged.

/**
 * UUID in canonical lower case. Version 7 when made by a device; version 8 when derived from content (import row,
 * reaction).
 */
export type Id = string

/** County code, six digits: the tenant every large table starts its key with. */
export type Tenant = string

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export function isId(text: string): text is Id {
  return UUID.test(text)
}

/** Ids that a device may give its commands; those of version 8 are derived, by the house alone. */
export function isOutside(text: string): boolean {
  return isId(text) && text[14] === '7'
}

const digits = '0123456789abcdef'
const dash = 0x2d

/** Lays 16 bytes out as a UUID with the given version nibble and the RFC 9562 variant bits. */
function layOut(bytes: Uint8Array, version: number): Id {
  const b = bytes.slice(0, 16)
  b[6] = (b[6] & 0x0f) | (version << 4)
  b[8] = (b[8] & 0x3f) | 0x80
  const codes: number[] = []
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) codes.push(dash)
    codes.push(digits.charCodeAt(b[i] >> 4), digits.charCodeAt(b[i] & 0x0f))
  }
  // Made in one piece: put together from parts, an id keeps a tree of eight times its size, and thousands are kept.
  return String.fromCharCode(...codes)
}

/**
 * UUIDv7 (RFC 9562 section 5.7): 48 bits of milliseconds, then chance. The caller brings clock and chance.
 * @param at milliseconds since 1970, @param chance at least 10 random bytes
 */
export function uuid7(at: number, chance: Uint8Array): Id {
  const bytes = new Uint8Array(16)
  for (let i = 5, rest = at; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256
  bytes.set(chance.slice(0, 10), 6)
  return layOut(bytes, 7)
}

/**
 * UUIDv8 (RFC 9562 section 5.8) from a digest of at least 16 bytes: the same content has the same id wherever it is
 * made.
 */
export function uuid8(digest: Uint8Array): Id {
  return layOut(digest, 8)
}
