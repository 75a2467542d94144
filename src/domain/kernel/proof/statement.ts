// What a leaf of the log says and how it is hidden: a text with sorted keys, committed to under a key of its own.
// Destroy the key and the text, and the leaf says nothing to anybody any more, while every proof over it still holds.
// (A bare hash of so few possibilities could be guessed.)
import { base64, fromBase64, fromUtf8, utf8 } from './bytes.ts'
import { hmacSha256 } from '../sha256.ts'

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value }
export type Statement = { readonly [key: string]: Value }

/**
 * Bytes of a statement's key. One length only: HMAC pads keys with zeros, so that keys of several lengths could open
 * one leaf twice.
 */
export const keyBytes = 32

/**
 * JSON with sorted keys and no spaces: the same statement is the same text wherever it is written. Numbers are whole.
 */
export function canonical(value: Value): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new Error(`broken promise: ${value} in a statement is a whole number`)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value as Statement)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

/** A statement with its key: what is sealed in the vault, and what a proof carries to whoever may read it. */
export interface Opening {
  /** Base64 of 32 bytes. */
  readonly key: string
  /** The canonical text itself. */
  readonly content: string
}

/** The leaf, 32 bytes. @throws when the key has another length, our own mistake */
export function commitment({ key, content }: Opening): Uint8Array {
  const bytes = fromBase64(key)
  if (bytes?.length !== keyBytes) throw new Error('broken promise: a statement’s key has 32 bytes')
  return hmacSha256(bytes, utf8(content))
}

export const openingOf = (key: string, statement: Statement): Opening => ({ key, content: canonical(statement) })

/** As a proof's extra data, base64. */
export const writeOpening = ({ key, content }: Opening): string => base64(utf8(canonical({ content, key })))
/** After its destruction a leaf is all that is left to show. */
export const writeLeaf = (leaf: Uint8Array): string => base64(utf8(canonical({ leaf: base64(leaf) })))

export type Extra =
  | { readonly opening: Opening; readonly leaf: Uint8Array }
  | { readonly opening?: undefined; readonly leaf: Uint8Array }

function objectOf(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

export function readExtra(encoded: string): Extra | undefined {
  const bytes = fromBase64(encoded)
  const { key, content, leaf } = objectOf(bytes && fromUtf8(bytes)) ?? {}
  if (typeof key === 'string' && typeof content === 'string' && fromBase64(key)?.length === keyBytes)
    return { opening: { key, content }, leaf: commitment({ key, content }) }
  const bare = typeof leaf === 'string' ? fromBase64(leaf) : undefined
  return bare?.length === 32 ? { leaf: bare } : undefined
}

/** The statement a content spells, undefined when it is not one in canonical form. */
export function readStatement(content: string): Statement | undefined {
  const value = objectOf(content)
  try {
    return value && canonical(value as Statement) === content ? (value as Statement) : undefined
  } catch {
    return undefined
  }
}
