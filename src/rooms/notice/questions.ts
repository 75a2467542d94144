// What may be asked of notices: the sender's list with counts, one notice with who has signed and who has not, and
// one's own notices.
import { z } from 'zod'
import type { Role } from '#domain/kernel/actor.ts'
import { codeLength } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { DeepReadonly } from '#domain/kernel/readonly.ts'
import { reachChannels, reachOutcomes } from '#domain/kernel/reach.ts'
import { recipientKinds, recipientsMax, ways } from '#domain/notice/terms.ts'
import type { Shown } from '#journal/shown.ts'
import { question } from '#journal/view.ts'

/** Those who send notices of an area and follow them up. */
export const senders: readonly Role[] = ['officer', 'dispatcher', 'supervisor']
const listMax = 200
const mineMax = 100

const noticeRow = z.object({
  notice: z.string(),
  title: z.string(),
  area: z.string(),
  areaName: z.string().nullable(),
  to: z.enum(recipientKinds),
  signBy: z.number(),
  remindAt: z.number().nullable(),
  sentAt: z.number(),
  state: z.enum(['sent', 'withdrawn']),
  recipients: z.int(),
  signed: z.int(),
  reminders: z.int(),
  remindedAt: z.number().nullable(),
})
export const noticesAnswer = z.object({ rows: z.array(noticeRow) })
export type NoticesAnswer = z.infer<typeof noticesAnswer>
export const receiptRow = z.object({
  recipient: z.string(),
  kind: z.enum(['unit', 'person']),
  name: z.string(),
  home: z.string(),
  homeName: z.string().nullable(),
  state: z.enum(['sent', 'signed', 'withdrawn']),
  way: z.enum(ways).nullable(),
  signedBy: z.string().nullable(),
  signedByName: z.string().nullable(),
  signedAt: z.number().nullable(),
  /** Whom to call: the person, or the unit's liaison. */
  contactPerson: z.string().nullable(),
  contact: z.string().nullable(),
  phone: z.string().nullable(),
  reminders: z.int(),
  reached: z.array(
    z.object({ about: z.string(), channel: z.enum(reachChannels), outcome: z.enum(reachOutcomes), at: z.number() }),
  ),
})
export const noticeAnswer = noticeRow.extend({ text: z.string(), receipts: z.array(receiptRow) })
export type NoticeAnswer = DeepReadonly<z.infer<typeof noticeAnswer>>
export const shownInNotice = ({ receipts }: NoticeAnswer): Shown => ({
  persons: receipts.flatMap((row) => [row.contactPerson, row.signedBy].filter((id) => id !== null)),
})
export const myNoticesAnswer = z.object({
  rows: z.array(
    z.object({
      notice: z.string(),
      recipient: z.string(),
      kind: z.enum(['unit', 'person']),
      unitName: z.string().nullable(),
      title: z.string(),
      text: z.string(),
      areaName: z.string().nullable(),
      sentAt: z.number(),
      signBy: z.number(),
      state: z.enum(['sent', 'signed', 'withdrawn']),
      signedAt: z.number().nullable(),
    }),
  ),
})
export type MyNoticesAnswer = z.infer<typeof myNoticesAnswer>

const select = `select n.notice, n.area, a.name as "areaName", n.recipient_kind as "to", n.words,
    n.sign_by as "signBy", n.remind_at as "remindAt", n.sent_at as "sentAt", n.state, n.recipients, n.reminders,
    n.reminded_at as "remindedAt",
    (
      select count(*)::int
      from notice_receipts r
      where r.tenant = n.tenant and r.notice = n.notice and r.state = 'signed'
    ) as signed
  from notices n
  left join areas a on a.tenant = n.tenant and a.area = n.area`
type Found = Omit<z.infer<typeof noticeRow>, 'title'> & { readonly words: Id }
interface Words {
  readonly title?: string
  readonly text?: string
}

const list = question({
  name: 'notices',
  summary: { zh: '通知：发给谁、签收多少、提醒几次', en: 'Notices: to whom, how many have signed, how often reminded' },
  params: z.strictObject({ within: z.string().max(25).optional() }),
  answer: noticesAnswer,
  may: { roles: senders, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor, vault }): Promise<NoticesAnswer> {
    const { within } = params
    const areas = actor.grants.filter((grant) => senders.includes(grant.role)).map((grant) => grant.area)
    const { rows } = await tx.query<Found>(
      `${select} where n.tenant = $1 and n.area ^@ any($2::text[])
         and ($3::text is null or n.area ^@ $3) order by n.sent_at desc limit ${listMax}`,
      [actor.tenant, areas, within ?? null],
    )
    const words = await vault.open<Words>(
      tx,
      'text',
      rows.map((row) => row.words),
    )
    return { rows: rows.map(({ words: id, ...row }) => ({ ...row, title: words.get(id)?.title ?? '' })) }
  },
})

type ReceiptFound = Omit<z.infer<typeof receiptRow>, 'name' | 'signedByName' | 'phone' | 'contact'> & {
  readonly unitName: string | null
}

export const one = question({
  name: 'notice',
  summary: {
    zh: '一份通知：正文，谁已签收、谁还没有',
    en: 'One notice: its text, who has signed for it and who has not',
  },
  params: z.strictObject({ notice: z.string().max(40) }),
  answer: noticeAnswer,
  may: { roles: senders, narrowed: true },
  target: () => ({}),
  shows: shownInNotice,
  async ask(tx, params, { actor, vault }): Promise<NoticeAnswer | undefined> {
    const areas = actor.grants.filter((grant) => senders.includes(grant.role)).map((grant) => grant.area)
    const {
      rows: [row],
    } = await tx.query<Found>(`${select} where n.tenant = $1 and n.area ^@ any($2::text[]) and n.notice = $3`, [
      actor.tenant,
      areas,
      params.notice,
    ])
    if (!row) return undefined
    const { rows } = await tx.query<ReceiptFound>(
      `select r.recipient, r.kind, u.name as "unitName", coalesce(r.person, u.liaison) as "contactPerson", r.home,
         a.name as "homeName", r.state, r.way, r.signed_by as "signedBy", r.signed_at as "signedAt", r.reminders,
         r.reached
       from notice_receipts r
       left join units u on u.tenant = r.tenant and u.unit = r.unit
       left join areas a on a.tenant = r.tenant and a.area = left(r.home, ${codeLength.community})
       where r.tenant = $1 and r.notice = $2
       order by r.state = 'signed', r.home, r.recipient
       limit ${recipientsMax}`,
      [actor.tenant, row.notice],
    )
    const bodies = await vault.open<{ name: string; phone?: string }>(tx, 'person', [
      ...new Set(rows.flatMap((each) => [each.contactPerson, each.signedBy]).filter((id) => id !== null)),
    ])
    const words = (await vault.open<Words>(tx, 'text', [row.words])).get(row.words)
    const { words: _words, ...rest } = row
    return {
      ...rest,
      title: words?.title ?? '',
      text: words?.text ?? '',
      receipts: rows.map(({ unitName, ...receipt }) => {
        const { contactPerson, signedBy } = receipt
        const contact = contactPerson === null ? undefined : bodies.get(contactPerson)
        return {
          ...receipt,
          name: (receipt.kind === 'unit' ? unitName : contact?.name) ?? '',
          contact: contact?.name ?? null,
          phone: contact?.phone ?? null,
          signedByName: signedBy === null ? null : (bodies.get(signedBy)?.name ?? null),
        }
      }),
    }
  },
})

const mine = question({
  name: 'my-notices',
  summary: { zh: '给我的通知，和给我所联络单位的', en: 'Notices for me, and for the unit whose liaison I am' },
  params: z.strictObject({}),
  answer: myNoticesAnswer,
  may: { roles: [], self: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'oneself',
  async ask(tx, _params, { actor, vault }): Promise<MyNoticesAnswer> {
    const units = actor.grants.flatMap((grant) => (grant.role === 'liaison' && grant.unit ? [grant.unit] : []))
    const { rows } = await tx.query<Omit<MyNoticesAnswer['rows'][number], 'title' | 'text'> & { words: Id }>(
      `select r.notice, r.recipient, r.kind, u.name as "unitName", r.words, a.name as "areaName",
         r.sent_at as "sentAt", r.sign_by as "signBy", r.state, r.signed_at as "signedAt"
       from notice_receipts r
       left join units u on u.tenant = r.tenant and u.unit = r.unit
       left join areas a on a.tenant = r.tenant and a.area = r.area
       where r.tenant = $1 and (r.person = $2 or r.unit = any($3))
       order by r.state = 'sent' desc, r.sent_at desc
       limit ${mineMax}`,
      [actor.tenant, actor.person, units],
    )
    const words = await vault.open<Words>(tx, 'text', [...new Set(rows.map((row) => row.words))])
    return {
      rows: rows.map(({ words: id, ...row }) => ({
        ...row,
        title: words.get(id)?.title ?? '',
        text: words.get(id)?.text ?? '',
      })),
    }
  },
})

export const questions = [list, one, mine] as const
