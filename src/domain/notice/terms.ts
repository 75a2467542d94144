// The notice's closed lists and bounds: who is told, how a receipt came, reasons. Plain values, safe for the phone.
import type { Instant } from '../kernel/envelope.ts'

/** To units, signed for by their liaisons, or to persons, signed for by themselves. */
export const recipientKinds = ['units', 'persons'] as const
export type RecipientKind = (typeof recipientKinds)[number]

/** How a receipt came: signed on their own screen, or noted for them after a telephone call or on paper. */
export const ways = ['self', 'phone', 'paper'] as const
export type Way = (typeof ways)[number]

/** What somebody is told: the notice, or a reminder of it. */
export const news = ['notice', 'reminder'] as const
export type NoticeNews = (typeof news)[number]

/** Recipients in one event. */
export const chunkMax = 2_000
/** Recipients of one notice: the county's units and members several times over. */
export const recipientsMax = 20_000
/** People are not urged more often than this. */
export const remindGap: Instant = 30 * 60_000
export const remindersMax = 20
/** Time to sign for it at most. */
export const signByMax: Instant = 366 * 86_400_000

export const reasons = [
  'already-sent',
  'bad-times',
  'nobody-to-tell',
  'too-many-recipients',
  'withdrawn',
  'not-addressed',
  'already-signed',
  'all-signed',
  'too-soon',
  'too-many-reminders',
  'not-due',
] as const
