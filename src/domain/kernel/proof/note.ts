// Signed notes (C2SP signed-note): a text, a blank line, and a line for each signature. Keys are told apart by name and
// four bytes.
import { base64, fromBase64, fromHex, hex, joined, same, utf8 } from './bytes.ts'
import { verifyEd25519 } from './ed25519.ts'
import { sha256 } from '../sha256.ts'

/** What a key signs: note the note itself, cosignature a timed statement of a witness (C2SP tlog-cosignature). */
export const keyKinds = { note: 1, cosignature: 4 } as const
export type KeyKind = keyof typeof keyKinds

export interface VerifierKey {
  readonly name: string
  readonly kind: KeyKind
  /** 32 bytes of Ed25519. */
  readonly key: Uint8Array
}

export interface Signature {
  readonly name: string
  /** First four bytes: which key. */
  readonly id: Uint8Array
  readonly bytes: Uint8Array
}

export interface Note {
  /** With its last newline; this is what is signed. */
  readonly text: string
  readonly signatures: readonly Signature[]
}

/** Letters of a note at most, and signatures on one: a county's witnesses are some hundred units and communities. */
const noteMax = 200_000
const signaturesMax = 600

export const isKeyName = (name: string): boolean => /^[^\s+\p{Z}\p{Cc}]{1,200}$/u.test(name)

export const keyId = ({ name, kind, key }: VerifierKey): Uint8Array =>
  sha256(joined(utf8(`${name}\n`), Uint8Array.of(keyKinds[kind]), key)).slice(0, 4)

/** One line that says which key it is: name, id, kind and key. */
export const writeKey = (key: VerifierKey): string =>
  `${key.name}+${hex(keyId(key))}+${base64(joined(Uint8Array.of(keyKinds[key.kind]), key.key))}`

export function readKey(line: string): VerifierKey | undefined {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(line.trim()) ?? []
  const bytes = encoded === undefined ? undefined : fromBase64(encoded)
  const kind = (['note', 'cosignature'] as const).find((one) => keyKinds[one] === bytes?.[0])
  if (!isKeyName(name ?? '') || !bytes || bytes.length !== 33 || !kind) return undefined
  const key: VerifierKey = { name, kind, key: bytes.slice(1) }
  return same(keyId(key), fromHex(id)!) ? key : undefined
}

export const writeSignature = ({ name, id, bytes }: Signature): string => `— ${name} ${base64(joined(id, bytes))}\n`
export const writeNote = ({ text, signatures }: Note): string => `${text}\n${signatures.map(writeSignature).join('')}`

/** Undefined for anything that is not a note to the letter. */
export function readNote(whole: string): Note | undefined {
  if (whole.length > noteMax || /[\u0000-\u0009\u000b-\u001f]/.test(whole)) return undefined
  const gap = whole.lastIndexOf('\n\n')
  if (gap < 0 || !whole.endsWith('\n')) return undefined
  const lines = whole.slice(gap + 2, -1).split('\n')
  if (lines.length > signaturesMax) return undefined
  const signatures: Signature[] = []
  for (const line of lines) {
    const [, name, encoded] = /^— (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? []
    const bytes = encoded === undefined ? undefined : fromBase64(encoded)
    if (!bytes || bytes.length < 5 || !isKeyName(name)) return undefined
    signatures.push({ name, id: bytes.slice(0, 4), bytes: bytes.slice(4) })
  }
  return { text: whole.slice(0, gap + 1), signatures }
}

/** Seconds since 1970 as the eight bytes that a cosignature begins with. */
export function timeBytes(seconds: number): Uint8Array {
  const out = new DataView(new ArrayBuffer(8))
  out.setBigUint64(0, BigInt(seconds))
  return new Uint8Array(out.buffer)
}

/** What a witness signs for a note at a time. */
export const cosigned = (text: string, seconds: number): Uint8Array => utf8(`cosignature/v1\ntime ${seconds}\n${text}`)

export type Verdict =
  | { readonly signed: true; readonly seconds?: number }
  | { readonly signed: false; readonly why: 'absent' | 'wrong' }

/**
 * Whether this key signed the note. `wrong`: a signature bears the key's name and id and does not hold; the note is not
 * to be trusted at all.
 */
export function verdictOf(note: Note, key: VerifierKey): Verdict {
  const id = keyId(key)
  const own = note.signatures.filter((signature) => signature.name === key.name && same(signature.id, id))
  if (own.length === 0) return { signed: false, why: 'absent' }
  let seconds: number | undefined
  for (const { bytes } of own) {
    if (key.kind === 'note') {
      if (!verifyEd25519(key.key, utf8(note.text), bytes)) return { signed: false, why: 'wrong' }
      continue
    }
    if (bytes.length !== 72) return { signed: false, why: 'wrong' }
    const time = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0))
    if (!Number.isSafeInteger(time) || !verifyEd25519(key.key, cosigned(note.text, time), bytes.subarray(8)))
      return { signed: false, why: 'wrong' }
    seconds = Math.max(seconds ?? 0, time)
  }
  return { signed: true, ...(seconds !== undefined && { seconds }) }
}
