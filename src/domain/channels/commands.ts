// The channels' vocabulary 通道: how a person may be reached. Addresses and keys are sealed; events hold their ids.
import { z } from 'zod'
import type { Id } from '../kernel/ids.ts'
import { digest, id } from '../kernel/schema.ts'
import { ways, type Quiet, type Way } from './terms.ts'

const base64url = (max: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_=-]+$/)
    .max(max)
const minuteOfDay = z.int().min(0).max(1439)

export const commands = z.discriminatedUnion('type', [
  /** What a browser's push subscription holds. `device`: the installation's own id. */
  z.strictObject({
    type: z.literal('add-push'),
    device: id,
    endpoint: z.url({ protocol: /^https$/ }).max(600),
    p256dh: base64url(120),
    auth: base64url(40),
  }),
  z.strictObject({ type: z.literal('remove-push'), device: id }),
  z.strictObject({ type: z.literal('set-email'), address: z.email().max(120).nullable() }),
  z.strictObject({
    type: z.literal('choose-channels'),
    order: z.array(z.enum(ways)).max(ways.length),
    quiet: z.strictObject({ from: minuteOfDay, until: minuteOfDay }).nullable(),
  }),
  /** Of the secret address of one's calendar feed: SHA-256, hex. Null takes the feed away. */
  z.strictObject({
    type: z.literal('set-calendar'),
    digest: digest.nullable(),
  }),
  /** By Muster itself: the push service says that the subscription is no more. */
  z.strictObject({ type: z.literal('drop-push'), way: id }),
])
export type ChannelsCommand = z.infer<typeof commands>

export type ChannelsEvent =
  /** `way`: id of the sealed address. */
  | { readonly type: 'push-added'; readonly device: Id; readonly way: Id }
  | { readonly type: 'push-removed'; readonly way: Id }
  | { readonly type: 'email-set'; readonly way: Id }
  | { readonly type: 'email-removed' }
  | { readonly type: 'calendar-set'; readonly digest: string | null }
  | { readonly type: 'channels-chosen'; readonly order: readonly Way[]; readonly quiet: Quiet | null }

export type ChannelsReason = (typeof import('./terms.ts').reasons)[number]
