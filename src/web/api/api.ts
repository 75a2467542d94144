// The way to the server: commands, questions and plain calls. Says in one word what went wrong; never throws for a
// network or a server.
import type { Envelope, Receipt } from '#domain/kernel/envelope.ts'
import type { AnswerOf, Given, QuestionName } from './contract.ts'

export type Problem =
  | { readonly why: 'offline' | 'slow' | 'failed' }
  /** `body` is what the server said with its refusal, as it came. */
  | { readonly why: 'logged-out' | 'unknown' | 'malformed'; readonly body?: unknown }
  | { readonly why: 'busy'; readonly seconds: number }
export type Answer<T> =
  | { readonly ok: true; readonly body: T }
  | ({ readonly ok: false; readonly status?: number } & Problem)

/** A weak signal may take this long for a small answer; longer and the person should be told. */
const PATIENCE_MS = 20_000
const BUSY_DEFAULT_SECONDS = 5

async function problemOf(response: Response): Promise<Problem> {
  switch (response.status) {
    case 401:
      return { why: 'logged-out', body: await response.json().catch(() => undefined) }
    case 403:
    case 404:
      return { why: 'unknown', body: await response.json().catch(() => undefined) }
    case 400:
    case 409:
    case 413:
    case 422:
      return { why: 'malformed', body: await response.json().catch(() => undefined) }
    case 429:
    case 503:
      return { why: 'busy', seconds: Number(response.headers.get('retry-after')) || BUSY_DEFAULT_SECONDS }
    default:
      return { why: 'failed' }
  }
}

/**
 * One call.
 * @param body sent as JSON, or as it is when a Blob (a file)
 * @param more patience in milliseconds for what
 * takes the server long; headers
 */
export async function call<T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  more: { readonly patience?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer<T>> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), more.patience ?? PATIENCE_MS)
  try {
    const raw = body instanceof Blob
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: stop.signal,
      headers:
        body === undefined
          ? more.headers
          : { ...more.headers, 'content-type': raw ? body.type || 'application/octet-stream' : 'application/json' },
      // oxlint-disable-next-line no-invalid-fetch-options -- a question comes with no body
      body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
    })
    if (!response.ok) return { ok: false, status: response.status, ...(await problemOf(response)) }
    if (response.status === 204) return { ok: true, body: undefined as T }
    return { ok: true, body: (await response.json()) as T }
  } catch {
    // An abort is our own patience at its end; everything else is the network, or an answer cut off on its way.
    return { ok: false, why: stop.signal.aborted ? 'slow' : 'offline' }
  } finally {
    clearTimeout(timer)
  }
}

/** Tries while the server says that many are before one; beyond some minutes the person is told. */
const IN_LINE_MAX = 12
/** Longest wait inside the server's own line. */
const IN_LINE_PATIENCE_MS = 60_000

/** One call that waits in line: 503 is asked again when the server says to. For what may be asked twice. */
export async function callInLine<T>(method: 'POST', path: string, body: unknown): Promise<Answer<T>> {
  for (let tries = 1; ; tries += 1) {
    const answer = await call<T>(method, path, body, { patience: IN_LINE_PATIENCE_MS })
    if (answer.ok || answer.why !== 'busy' || answer.status !== 503 || tries >= IN_LINE_MAX) return answer
    await new Promise((resolve) => setTimeout(resolve, answer.seconds * 1000))
  }
}

/** What names somebody is sent in a body: no address holds it, and no proxy writes it down. */
export const inBody: Readonly<Partial<Record<QuestionName, readonly string[]>>> = {
  persons: ['query'],
  'access-log-whom': ['query'],
}

/** Asks a question: ask('coverage', { area }). Undefined parameters are left out. */
export function ask<Name extends QuestionName>(question: Name, ...params: Given<Name>): Promise<Answer<AnswerOf<Name>>>
export function ask(question: string, params: object = {}): Promise<Answer<unknown>> {
  const given = params as Readonly<Record<string, unknown>>
  if (inBody[question as QuestionName]?.some((key) => given[key] !== undefined))
    return call('POST', `/v1/views/${question}`, given)
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(params)) if (value !== undefined) query.set(key, String(value))
  const text = query.toString()
  return call('GET', `/v1/views/${question}${text ? `?${text}` : ''}`)
}

/** Sends envelopes and brings their receipts, in order. Sending the same again is safe: the door answers the same. */
export async function send(envelopes: readonly Envelope[]): Promise<Answer<readonly Receipt[]>> {
  const answer = await call<{ receipts: readonly Receipt[] }>('POST', '/v1/commands', { commands: envelopes })
  if (!answer.ok) return answer
  return Array.isArray(answer.body?.receipts) ? { ok: true, body: answer.body.receipts } : { ok: false, why: 'failed' }
}
