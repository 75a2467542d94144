// Serves the built pages (dist/web): packed at build time, cached for ever where the name holds the content's hash,
// under a policy that lets in no other host and nothing inline.
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

export interface WebOptions {
  /** The folder that `vite build` wrote. */
  readonly folder: string
}

/** A year, the longest that RFC 9111 caches honour in practice. */
const FOREVER_SECONDS = 31_536_000

/**
 * Nothing is allowed but our own files. MapLibre draws on a canvas from our own worker file; blob: pictures are its
 * glyphs and sprites.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "media-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Sent with every page and file; answers of the API carry the ones that http.ts sets. */
export const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
}

/**
 * Files under assets/ carry their content's hash in their names; pages, the worker and the manifest do not and are
 * asked for anew each time.
 */
function cacheControl(file: string): string {
  return file.split(path.sep).includes('assets') ? `public, max-age=${FOREVER_SECONDS}, immutable` : 'no-cache'
}

/** Routes for every built file: known when the server starts, so that everything else stays a 404. */
export async function webRoutes(app: FastifyInstance, { folder }: WebOptions): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'ignore',
    globIgnore: ['**/*.br', '**/*.gz', '**/*.html'],
    schemaHide: true,
    setHeaders(reply, file) {
      reply.headers({ ...HEADERS, 'cache-control': cacheControl(file) })
    },
  })
  const hidden = { schema: { hide: true } as object }
  app.get('/', hidden, (_, reply) => reply.sendFile('index.html'))
  for (const page of ['console', 'wall', 'proof']) {
    app.get(`/${page}`, hidden, (_, reply) => reply.redirect(`/${page}/`, 308))
    app.get(`/${page}/`, hidden, (_, reply) => reply.sendFile(`${page}/index.html`))
  }
}
