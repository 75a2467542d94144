// Access's vocabulary: its commands as schemas, its events. Others import types only, so that zod stays at the door.
import { z } from 'zod'
import type { Role } from '../kernel/actor.ts'
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { areaOf, digest, id, instant } from '../kernel/schema.ts'
import { reachChannels, reachOutcomes, type ReachChannel, type ReachOutcome } from '../kernel/reach.ts'
import { grantableRoles } from './terms.ts'

/** News told together, and ways they went by. */
const toldMax = 32
/** A building at the narrowest. */
const area = areaOf('county', 'township', 'community', 'grid', 'building')
const role = z.enum(grantableRoles)
/** A password's verifier in the PHC string format. */
const verifier = z
  .string()
  .max(256)
  .regex(/^\$scrypt\$ln=\d{1,2},r=\d{1,2},p=\d{1,2}\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/)

/** All on `account/<id>`, where the id is the person's: one account is one person by construction. */
export const commands = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('open-account') }),
  z.strictObject({ type: z.literal('close-account') }),
  z.strictObject({ type: z.literal('grant-role'), role, area, unit: id.optional() }),
  z.strictObject({ type: z.literal('revoke-role'), role, area, unit: id.optional() }),
  z.strictObject({ type: z.literal('revoke-sessions') }),
  z.strictObject({ type: z.literal('drop-second-factor') }),
  /**
   * A one-time link by which the person logs in; opens the account where there is none yet. `digest`: of the link's
   * secret, which has 256 bits and is nowhere kept.
   */
  z.strictObject({ type: z.literal('offer-link'), digest, until: instant }),
  /** For a person nobody knows yet; the account's id is made by the sender. */
  z.strictObject({ type: z.literal('invite-person'), area, digest, until: instant }),
  // By Muster itself, after the identity desk has checked what must not travel as a command: passwords, codes, links.
  z.strictObject({ type: z.literal('appoint'), role, area }),
  /** `login`: a name to log in by beside the person's own name and phone; sealed. */
  z.strictObject({ type: z.literal('set-password'), verifier, login: z.string().trim().min(2).max(40).optional() }),
  z.strictObject({ type: z.literal('enable-second-factor'), secret: z.string().regex(/^[A-Z2-7]{32,64}$/) }),
  z.strictObject({ type: z.literal('confirm-second-factor') }),
  /** `nonce`: digest of the page's own, so that the same page opens it again when the answer was lost. */
  z.strictObject({ type: z.literal('use-link'), digest, nonce: digest.optional() }),
  z.strictObject({ type: z.literal('accept-invitation'), digest, nonce: digest.optional() }),
  /** How word of what happened to the account went. `news`: ids of the commands that did it. */
  z.strictObject({
    type: z.literal('note-told'),
    news: z.array(id).min(1).max(toldMax),
    reached: z.array(z.tuple([z.enum(reachChannels), z.enum(reachOutcomes)])).max(toldMax),
  }),
])
export type AccessCommand = z.infer<typeof commands>

export type AccessEvent =
  | { readonly type: 'account-opened'; readonly area: AreaId; readonly unit?: Id }
  | { readonly type: 'account-closed' }
  | { readonly type: 'role-granted'; readonly role: Role; readonly area: AreaId; readonly unit?: Id }
  | { readonly type: 'role-revoked'; readonly role: Role; readonly area: AreaId; readonly unit?: Id }
  /** Every session begun until `at` is void. */
  | { readonly type: 'sessions-revoked'; readonly at: Instant }
  /** `credential`: id of the sealed verifier or secret. */
  | { readonly type: 'password-set'; readonly credential: Id; readonly at: Instant }
  | { readonly type: 'second-factor-offered'; readonly credential: Id }
  | { readonly type: 'second-factor-confirmed' }
  | { readonly type: 'second-factor-dropped' }
  | { readonly type: 'link-offered'; readonly digest: string; readonly until: Instant }
  | { readonly type: 'link-used'; readonly digest: string; readonly nonce?: string }
  | { readonly type: 'person-invited'; readonly area: AreaId; readonly digest: string; readonly until: Instant }
  | { readonly type: 'invitation-accepted'; readonly digest?: string; readonly nonce?: string }
  | {
      readonly type: 'account-told'
      readonly news: readonly Id[]
      readonly reached: readonly (readonly [way: ReachChannel, outcome: ReachOutcome])[]
    }
