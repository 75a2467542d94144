// What may be asked of the log: how far it is and who witnesses it, a proof of one statement, and that it only grew.
// Nobody is named by any of it but by an opening that the asker may read.
import { z } from 'zod'
import { roles } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { findCheckpoint } from '#journal/log/checkpoints.ts'
import { question } from '#journal/view.ts'
import { readable, readers } from './questions.ts'
import { logReader, prove } from '#journal/log/prove.ts'

const proved = z.object({
  text: z.string(),
  index: z.int(),
  size: z.int(),
  root: z.string(),
  origin: z.string(),
  vkey: z.string(),
  witnesses: z.array(z.string()),
  opened: z.boolean(),
})
/** With whose entry it is: the name stands in the proof's text. */
export const proofAnswer = z.object({ person: z.string(), proof: proved.nullable() })
export type ProofAnswer = z.infer<typeof proofAnswer>

const proof = question({
  name: 'entry-proof',
  summary: {
    zh: '一条服务记录的证明：可离线核验的文本（c2sp.org/tlog-proof）',
    en: 'The proof of a service entry: a text that anybody checks offline (c2sp.org/tlog-proof)',
  },
  params: z.strictObject({ entry: z.string().max(80), statement: z.string().max(40).optional() }),
  answer: proofAnswer,
  // Whose entry one sees, its proof one sees: the database narrows the entries.
  may: { roles: readers, self: true, narrowed: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: ({ person }) => ({ persons: [person] }),
  async ask(tx, params, { actor, vault }): Promise<ProofAnswer | undefined> {
    const { entry, statement } = params
    const [mayRead, scope] = readable(actor, 4)
    const {
      rows: [row],
    } = await tx.query<{ person: Id; statement: string }>(
      `select e.person, coalesce(s.statement, e.statement) as statement
       from entries e
       left join sayings s on s.tenant = e.tenant and s.entry = e.entry and s.statement = $3
       where e.tenant = $1 and e.entry = $2 and ($3::text is null or s.statement is not null) and ${mayRead}`,
      [actor.tenant, entry, statement ?? null, ...scope],
    )
    if (!row) return undefined
    const found = await prove(tx, vault, actor.tenant, row.statement)
    return found === undefined
      ? undefined
      : { person: row.person, proof: found === 'waiting' ? null : { ...found, witnesses: [...found.witnesses] } }
  },
})

export const logAnswer = z.object({
  origin: z.string(),
  vkey: z.string(),
  size: z.int(),
  root: z.string(),
  at: z.number(),
  note: z.string(),
  witnesses: z.array(
    z.object({
      witness: z.string(),
      name: z.string(),
      unitName: z.string().nullable(),
      areaName: z.string().nullable(),
      key: z.string().nullable(),
      size: z.int(),
      seconds: z.number().nullable(),
    }),
  ),
})
export type LogAnswer = z.infer<typeof logAnswer>

const state = question({
  name: 'log-state',
  summary: { zh: '服务纪实日志：大小、根、公钥、见证方', en: 'The service log: size, root, key, witnesses' },
  params: z.strictObject({}),
  answer: logAnswer,
  // The log is public; whoever has an account may ask.
  may: { roles, self: true, narrowed: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'nobody',
  async ask(tx, _params, { actor }): Promise<LogAnswer | undefined> {
    const signed = await findCheckpoint(tx, actor.tenant)
    if (!signed) return undefined
    const { rows } = await tx.query<{
      witness: string
      name: string
      unitName: string | null
      areaName: string | null
      key: string | null
      size: string
      seconds: string | null
    }>(
      `select w.witness, w.name, u.name as "unitName", a.name as "areaName", w.key, w.size, w.seconds
       from witnesses w
       left join units u on u.tenant = w.tenant and u.unit = w.witness
       left join areas a on a.tenant = w.tenant and a.area = w.witness
       where w.tenant = $1
       order by w.since, w.witness
       limit 1000`,
      [actor.tenant],
    )
    return {
      origin: signed.vkey.split('+')[0],
      vkey: signed.vkey,
      size: signed.size,
      root: signed.root.toString('base64'),
      at: signed.at,
      note: signed.note,
      witnesses: rows.map((row) => ({
        ...row,
        size: Number(row.size),
        seconds: row.seconds === null ? null : Number(row.seconds),
      })),
    }
  },
})

const growth = question({
  name: 'log-growth',
  summary: {
    zh: '证明日志只增不改：从旧大小到新大小（RFC 6962 一致性证明）',
    en: 'That the log only grew from one size to another (RFC 6962 consistency proof)',
  },
  params: z.strictObject({ old: z.coerce.number().int().min(1), size: z.coerce.number().int().min(1) }),
  answer: z.object({ proof: z.array(z.string()), oldRoot: z.string() }),
  // The log is public; whoever has an account may ask.
  may: { roles, self: true, narrowed: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'nobody',
  async ask(tx, params, { actor }) {
    const { old, size } = params
    const [before, after] = [await findCheckpoint(tx, actor.tenant, old), await findCheckpoint(tx, actor.tenant, size)]
    if (!before || !after || old > size) return undefined
    return {
      proof: (await logReader.consistency(tx, actor.tenant, old, size)).map((hash) => hash.toString('base64')),
      oldRoot: before.root.toString('base64'),
    }
  },
})

export const questions = [proof, state, growth] as const
