// What we use of pg-copy-streams, which brings no types of its own.
declare module 'pg-copy-streams' {
  import type { Submittable } from 'pg'
  import type { Readable, Writable } from 'node:stream'
  export function to(sql: string): Submittable & Readable
  export function from(sql: string): Submittable & Writable
}
