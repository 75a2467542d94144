// A proof as text (C2SP tlog-proof): the statement's opening, its place, the path to the root, and the signed
// checkpoint. Checked here with nothing but the log's key, by phone, page or command line, with no network.
import { base64, fromBase64, same } from './bytes.ts'
import { readCheckpoint } from './checkpoint.ts'
import { readNote, verdictOf, type Note, type VerifierKey } from './note.ts'
import { readExtra, readStatement, type Statement } from './statement.ts'
import { leafHash, rootFromInclusion } from './tree.ts'

const HEAD = 'c2sp.org/tlog-proof@v1'
/** Hashes of a path at most: a tree of 2^53 leaves. */
const pathMax = 53
/** Letters of a proof at most: a statement is some hundred, a note bounds itself. */
const lettersMax = 400_000

export interface Proof {
  /** Base64, as it stands; not authenticated by itself. */
  readonly extra?: string
  readonly index: number
  readonly path: readonly Uint8Array[]
  /** The signed note, to the letter. */
  readonly checkpoint: string
}

export function writeProof({ extra, index, path, checkpoint }: Proof): string {
  return [
    HEAD,
    ...(extra === undefined ? [] : [`extra ${extra}`]),
    `index ${index}`,
    ...path.map(base64),
    '',
    checkpoint,
  ].join('\n')
}

export function readProof(text: string): Proof | undefined {
  if (text.length > lettersMax) return undefined
  const gap = text.indexOf('\n\n')
  if (gap < 0) return undefined
  const [head, ...lines] = text.slice(0, gap).split('\n')
  const extra = lines[0]?.startsWith('extra ') ? lines.shift()!.slice('extra '.length) : undefined
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1]
  if (
    head !== HEAD ||
    index === undefined ||
    !Number.isSafeInteger(Number(index)) ||
    lines.length > pathMax ||
    (extra !== undefined && !fromBase64(extra))
  )
    return undefined
  const path = lines.map(fromBase64)
  if (!path.every((hash): hash is Uint8Array => hash?.length === 32)) return undefined
  return { ...(extra !== undefined && { extra }), index: Number(index), path, checkpoint: text.slice(gap + 2) }
}

/** Why a proof does not hold, first things first. */
export const problems = [
  'not-a-proof',
  'not-a-checkpoint',
  'other-log',
  'not-signed',
  'signature-wrong',
  'no-statement',
  'not-included',
  'other-root',
  'witness-wrong',
  'too-few-witnesses',
] as const
export type Problem = (typeof problems)[number]

/** What the checker trusts; a printed root may stand instead of the log's key, and with neither nothing is proved. */
export interface Trust {
  readonly log?: VerifierKey
  readonly root?: Uint8Array
  readonly witnesses?: readonly VerifierKey[]
  /** So many witnesses must have signed. */
  readonly witnessesMin?: number
}

export interface Checked {
  readonly holds: boolean
  readonly problems: readonly Problem[]
  readonly origin?: string
  readonly index?: number
  readonly size?: number
  readonly root?: Uint8Array
  /** Absent when the content was destroyed: the place in the log still holds. */
  readonly statement?: Statement
  readonly content?: string
  readonly witnesses: readonly { readonly name: string; readonly seconds: number }[]
}

function signatureProblem(note: Note, origin: string, { log, root }: Trust): Problem | undefined {
  if (!log) return root ? undefined : 'not-signed'
  if (log.name !== origin) return 'other-log'
  const verdict = verdictOf(note, log)
  if (verdict.signed) return undefined
  return verdict.why === 'absent' ? 'not-signed' : 'signature-wrong'
}

/** Checks everything that can be checked and says all that is wrong. */
export function checkProof(text: string, trust: Trust): Checked {
  const proof = readProof(text)
  if (!proof) return { holds: false, problems: ['not-a-proof'], witnesses: [] }
  const note = readNote(proof.checkpoint)
  const checkpoint = note && readCheckpoint(note.text)
  if (!note || !checkpoint) return { holds: false, problems: ['not-a-checkpoint'], index: proof.index, witnesses: [] }
  const wrong: Problem[] = []
  const signature = signatureProblem(note, checkpoint.origin, trust)
  if (signature) wrong.push(signature)
  const extra = proof.extra === undefined ? undefined : readExtra(proof.extra)
  const content = extra?.opening?.content
  const statement = content === undefined ? undefined : readStatement(content)
  if (!extra || (content !== undefined && !statement)) wrong.push('no-statement')
  if (extra) {
    const reached = rootFromInclusion(leafHash(extra.leaf), proof.index, checkpoint.size, proof.path)
    if (!reached || !same(reached, checkpoint.root)) wrong.push('not-included')
  }
  if (trust.root && !same(trust.root, checkpoint.root)) wrong.push('other-root')
  const witnesses: { name: string; seconds: number }[] = []
  for (const key of trust.witnesses ?? []) {
    const verdict = verdictOf(note, key)
    if (verdict.signed) witnesses.push({ name: key.name, seconds: verdict.seconds ?? 0 })
    else if (verdict.why === 'wrong') wrong.push('witness-wrong')
  }
  if (witnesses.length < (trust.witnessesMin ?? 0)) wrong.push('too-few-witnesses')
  return {
    holds: wrong.length === 0,
    problems: [...new Set(wrong)],
    origin: checkpoint.origin,
    index: proof.index,
    size: checkpoint.size,
    root: checkpoint.root,
    ...(statement && { statement, content }),
    witnesses,
  }
}
