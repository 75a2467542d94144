// The two ways out of the house: Web Push (RFC 8030, 8291, 8292) and e-mail (SMTP). Each says how it went and never
// throws.
import type { Agent } from 'node:https'
import nodemailer from 'nodemailer'
import type SMTPPool from 'nodemailer/lib/smtp-pool'
import webpush from 'web-push'
import type { Message } from '#rooms/courier.ts'
import { type Language, said, wholeCodes } from '#words/languages.ts'
import { drillMark, noMark, openIt, sentences, subject } from './letters.ts'

/** gone: the address is no more and will not come back. */
export type Sent = 'sent' | 'failed' | 'gone'

/** A sending that takes longer has failed. */
const patienceMs = 10_000
/** A call that a phone gets later than this is of no use to anybody. */
const pushLivesSeconds = 15 * 60
/** Connections to the mail server at once. */
const mailConnectionsMax = 4

export interface PushAddress {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}
export interface VapidKeys {
  readonly publicKey: string
  readonly privateKey: string
  readonly subject: string
}
export type SendPush = (address: PushAddress, message: Message) => Promise<Sent>
export type SendMail = (address: string, message: Message) => Promise<Sent>

/**
 * Hosts of the push services that browsers use; the endpoint comes from outside, and the server must not be made to
 * call its own neighbours.
 */
const pushHosts = [
  'fcm.googleapis.com',
  'android.googleapis.com',
  'push.services.mozilla.com',
  'notify.windows.com',
  'push.apple.com',
]

export function isPushService(endpoint: string, more: readonly string[] = []): boolean {
  if (!URL.canParse(endpoint)) return false
  const { protocol, hostname } = new URL(endpoint)
  return (
    protocol === 'https:' && [...pushHosts, ...more].some((host) => hostname === host || hostname.endsWith(`.${host}`))
  )
}

/** @param hosts push services of one's own, beside the known ones; @param agent for their certificates */
export function pushSender(keys: VapidKeys, hosts: readonly string[] = [], agent?: Agent): SendPush {
  return async (address, message) => {
    if (!isPushService(address.endpoint, hosts)) return 'gone'
    const mark = message.drill ? drillMark : noMark
    const payload = JSON.stringify({
      muster: message.muster,
      about: message.about,
      drill: message.drill,
      ...(message.slip && { slip: message.slip }),
      // The phone's worker knows no preferences, and shows them all.
      ...Object.fromEntries(wholeCodes.map((code) => [code, said(mark, code) + said(sentences[message.about], code)])),
    })
    try {
      await webpush.sendNotification(
        { endpoint: address.endpoint, keys: { p256dh: address.p256dh, auth: address.auth } },
        payload,
        {
          vapidDetails: keys,
          TTL: pushLivesSeconds,
          urgency: message.about === 'called' ? 'high' : 'normal',
          timeout: patienceMs,
          ...(agent && { agent }),
        },
      )
      return 'sent'
    } catch (error) {
      const status = (error as { statusCode?: number }).statusCode
      return status === 404 || status === 410 ? 'gone' : 'failed'
    }
  }
}

export const newVapidKeys = (): { publicKey: string; privateKey: string } => webpush.generateVAPIDKeys()

export interface MailDoor {
  readonly send: SendMail
  close(): void
}

/**
 * Letters and the password go over no wire in clear: what is not smtps must offer STARTTLS, or nothing is sent. This
 * machine's own mail server alone is spoken to as it comes.
 */
export function needsTls(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol !== 'smtps:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/** @param url `smtp://user:password@host:587`; @param origin of this house, for the link */
export function mailSender(url: string, from: string, origin: string): MailDoor {
  const limits: SMTPPool.Options = {
    url,
    pool: true,
    requireTLS: needsTls(url),
    maxConnections: mailConnectionsMax,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
  }
  const transport = nodemailer.createTransport(limits)
  return {
    async send(to, message) {
      const mark = message.drill ? drillMark : noMark
      const letter = (code: Language) =>
        `${said(mark, code)}${said(sentences[message.about], code)}\n${said(openIt, code)}${origin}/\n`
      try {
        await transport.sendMail({
          from,
          to,
          subject: wholeCodes.map((code) => said(mark, code) + said(subject, code)).join(' · '),
          text: wholeCodes.map(letter).join('\n'),
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return 'sent'
      } catch (error) {
        // 5xx at the recipient: the address does not exist. Anything else may pass.
        return (error as { responseCode?: number }).responseCode === 550 ? 'gone' : 'failed'
      }
    },
    close: () => transport.close(),
  }
}
