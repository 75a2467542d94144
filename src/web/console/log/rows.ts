// What the question `access-log` answers, as the console reads it: newest first, a page at a time.
import type { Id } from '#domain/kernel/ids.ts'

export interface LogRow {
  readonly number: number
  readonly at: number
  /** Who looked; empty where nobody was known (a log-in that failed). */
  readonly account: Id | ''
  readonly name: string
  /** The question's name, `export-<list>`, or what happened at the desk. */
  readonly what: string
  readonly areaName: string | null
  /** Whom it showed: the first few by name, and how many in all. */
  readonly shown: readonly { readonly person: Id; readonly name: string }[]
  readonly persons: number
}

export interface LogPage {
  readonly rows: readonly LogRow[]
  /** Hand it back as `before` for the page before this one. */
  readonly before: number | null
}
