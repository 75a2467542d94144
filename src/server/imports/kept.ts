// A plan as it is kept while a file is looked at: rows written together into buffers, for 50,000 rows as objects are
// five times as large and are walked by every collection of garbage.
import { limits } from './limits.ts'
import { summarise, type Act, type PlannedRow, type Summary } from './plan.ts'
import type { ProblemCode } from './problems.ts'

/** Rows in one buffer: what has to be read again for one page. */
const chunkRows = 500

export type Show = 'all' | 'problems' | Act

interface Chunk {
  readonly bytes: Buffer
  /** Rows that each way of looking shows. */
  readonly counts: Readonly<Record<Show, number>>
}

const shows = (row: PlannedRow, show: Show) =>
  show === 'all' || (show === 'problems' ? row.problems.length > 0 : row.act === show)

export class Plan {
  readonly summary: Summary
  readonly #chunks: readonly Chunk[]

  private constructor(chunks: readonly Chunk[], summary: Summary) {
    this.#chunks = chunks
    this.summary = summary
  }

  static readonly empty = new Plan([], summarise([]))

  /** Takes rows as they are planned. */
  static keep(): { take(row: PlannedRow): void; end(): Plan } {
    const chunks: Chunk[] = []
    const acts = { ...summarise([]).acts }
    const problems: Partial<Record<ProblemCode, number>> = {}
    let rows: PlannedRow[] = []
    const seal = () => {
      const own = summarise(rows)
      for (const act of Object.keys(acts) as Act[]) acts[act] += own.acts[act]
      for (const [code, n] of Object.entries(own.problems) as [ProblemCode, number][])
        problems[code] = (problems[code] ?? 0) + n
      chunks.push({
        bytes: Buffer.from(JSON.stringify(rows)),
        counts: { ...own.acts, all: rows.length, problems: rows.filter((row) => shows(row, 'problems')).length },
      })
      rows = []
    }
    return {
      take(row) {
        if (rows.push(row) >= chunkRows) seal()
      },
      end() {
        if (rows.length > 0) seal()
        return new Plan(chunks, { rows: chunks.reduce((sum, chunk) => sum + chunk.counts.all, 0), acts, problems })
      },
    }
  }

  /** Rows of these acts, or all, in their order; only buffers that hold one are read. */
  *rows(...acts: readonly Act[]): Generator<PlannedRow> {
    for (const chunk of this.#chunks) {
      if (acts.length > 0 && !acts.some((act) => chunk.counts[act] > 0)) continue
      for (const row of opened(chunk)) if (acts.length === 0 || acts.includes(row.act)) yield row
    }
  }

  page(show: Show, page: number): { rows: PlannedRow[]; pages: number; total: number } {
    const [from, to] = [page * limits.pageRowsMax, (page + 1) * limits.pageRowsMax]
    const rows: PlannedRow[] = []
    let total = 0
    for (const chunk of this.#chunks) {
      const count = chunk.counts[show]
      if (count > 0 && total < to && total + count > from)
        rows.push(
          ...opened(chunk)
            .filter((row) => shows(row, show))
            .slice(Math.max(0, from - total), to - total),
        )
      total += count
    }
    return { rows, pages: Math.ceil(total / limits.pageRowsMax), total }
  }
}

const opened = (chunk: Chunk) => JSON.parse(chunk.bytes.toString()) as PlannedRow[]
