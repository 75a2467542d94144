// `muster verify --proof FILE`: checks one proof offline, for anyone: no database, no house, no network; only the file
// and what is printed or published.
import { readFileSync, statSync } from 'node:fs'
import { base64, fromBase64 } from '#domain/kernel/proof/bytes.ts'
import { readKey, type VerifierKey } from '#domain/kernel/proof/note.ts'
import { checkProof, type Checked, type Problem } from '#domain/kernel/proof/proof.ts'

export interface ProofQuestion {
  /** Path, or `-` for standard input. */
  readonly proof: string
  /** Base64, as printed. */
  readonly root?: string
  /** The log's key as a line, as /log/key gives it; or a file that holds it. */
  readonly key?: string
  /** Keys of witnesses, lines or files; each given one must have signed. */
  readonly witness?: readonly string[]
  readonly json?: boolean
}

/** A proof with all its witnesses is some tens of kB. */
const bytesMax = 1_000_000

const said: { readonly [P in Problem]: string } = {
  'not-a-proof': '不是证明文件 · not a proof: the first line must be c2sp.org/tlog-proof@v1',
  'not-a-checkpoint': '检查点不完整 · the checkpoint at its end is not whole',
  'other-log': '属于另一份日志 · it is of another log than the key',
  'not-signed': '没有可信的签名：请给出 --key 或 --root · signed by nobody you trust: give --key or --root',
  'signature-wrong': '签名不符 · the log’s signature does not hold',
  'no-statement': '没有内容或内容被改动 · its statement is missing or changed',
  'not-included': '不在日志里 · the log does not hold this statement at this place',
  'other-root': '与纸上的根不符 · its root is not the printed one',
  'witness-wrong': '见证方签名不符 · a witness’s signature does not hold',
  'too-few-witnesses': '缺少见证方签名 · a witness you named has not signed',
}

class Unreadable extends Error {}

function keyFrom(text: string): VerifierKey {
  const line = text.includes('+') ? text : readFileSync(text, 'utf8')
  const key = readKey(line)
  if (!key) throw new Unreadable(`this is no key line: ${line.trim().slice(0, 80)}. It looks like name+1a2b3c4d+AQ…`)
  return key
}

function textOf(path: string): string {
  if (path !== '-' && statSync(path).size > bytesMax) throw new Unreadable(`${path} is larger than any proof`)
  return readFileSync(path === '-' ? 0 : path, 'utf8')
}

/** A statement's value as people read it: moments as dates. */
const valueOf = (name: string, value: unknown): string =>
  ['from', 'until', 'at'].includes(name) && typeof value === 'number' ? new Date(value).toISOString() : String(value)

/** What a program reads. */
const figuresOf = (checked: Checked) => ({
  holds: checked.holds,
  problems: checked.problems,
  origin: checked.origin,
  index: checked.index,
  size: checked.size,
  root: checked.root && base64(checked.root),
  statement: checked.statement ?? null,
  witnesses: checked.witnesses,
})

function tell(checked: Checked): void {
  const lines = [
    ...(checked.origin === undefined
      ? []
      : [
          `日志 log       ${checked.origin}`,
          `位置 place     ${checked.index} / ${checked.size}`,
          `根 root        ${base64(checked.root!)}`,
        ]),
    ...checked.witnesses.map(
      (witness) => `见证 witness   ${witness.name} ${new Date(witness.seconds * 1000).toISOString()}`,
    ),
    ...(checked.statement
      ? Object.entries(checked.statement).map(([name, value]) => `  ${name.padEnd(12)} ${valueOf(name, value)}`)
      : checked.holds
        ? ['内容已销毁，位置仍可核验 · its content was destroyed; its place still holds']
        : []),
  ]
  for (const line of lines) process.stdout.write(`${line}\n`)
  process.stdout.write(checked.holds ? '成立 · holds\n' : '不成立 · does not hold\n')
  for (const problem of checked.problems) process.stderr.write(`  ${said[problem]}\n`)
}

/** @returns the exit code: 0 holds · 1 does not · 2 the question cannot be read */
export function verifyProof(question: ProofQuestion): number {
  try {
    const root = question.root === undefined ? undefined : fromBase64(question.root.trim())
    if (question.root !== undefined && root?.length !== 32)
      throw new Unreadable('--root is the base64 of 32 bytes, as it is printed')
    const witnesses = (question.witness ?? []).map(keyFrom)
    const checked = checkProof(textOf(question.proof), {
      ...(question.key !== undefined && { log: keyFrom(question.key) }),
      ...(root && { root }),
      witnesses,
      witnessesMin: witnesses.length,
    })
    if (question.json) process.stdout.write(`${JSON.stringify(figuresOf(checked))}\n`)
    else tell(checked)
    return checked.holds ? 0 : 1
  } catch (error) {
    process.stderr.write(`muster verify: ${(error as Error).message}\n`)
    return 2
  }
}
