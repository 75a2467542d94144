// The import desk: takes a file in, shows what it would do, lets mapping, cells and choices be changed, and commits all
// of it or nothing. Staged files live in this process's memory for half an hour and nowhere else: they hold names and
// phones that are not sealed yet.
import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Envelope } from '#domain/kernel/envelope.ts'
import { uuid7, uuid8, type Id } from '#domain/kernel/ids.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import { may } from '#domain/registry/may.ts'
import type { RegistryCommand } from '#domain/registry/commands.ts'
import { fields, type ListKind } from './fields.ts'
import { findLayout, headsSignature, proposeColumns, proposeKind, type Columns } from './heads.ts'
import { readCounty } from './known.ts'
import { Plan, type Show } from './kept.ts'
import { limits } from './limits.ts'
import { firstSheet, listOf, propose } from './listing.ts'
import { planList } from './planning.ts'
import type { Choice, List, Planned, PlannedRow } from './plan.ts'
import { problemWeights } from './problems.ts'
import { readFileApart } from './reading.ts'
import { DeskRefused, reader, type Staged, type StagedView, type StagingHouse } from './staged.ts'
import { cellAddress, cellMarks, columnLetters } from './table.ts'
import { thrifty } from './thrift.ts'
import { Passing } from '../passing.ts'

const digest = (...parts: readonly string[]) => createHash('sha256').update(parts.join('\n')).digest()

export class Staging {
  readonly #house: StagingHouse
  readonly #staged = new Map<Id, Staged>()

  constructor(house: StagingHouse) {
    this.#house = house
  }

  /** @throws FileRefused, DeskRefused */
  upload(actor: Actor, fileName: string, bytes: Uint8Array): Promise<StagedView> {
    return thrifty(() => this.#stage(actor, fileName, bytes))
  }

  async #stage(actor: Actor, fileName: string, bytes: Uint8Array): Promise<StagedView> {
    this.#expire()
    reader(actor)
    const own = [...this.#staged.values()].filter((staged) => staged.actor.account === actor.account)
    // The oldest of one's own makes room; others' never do.
    if (own.length >= limits.stagedPerAccountMax) this.#staged.delete(own[0].id)
    const print = createHash('sha256').update(bytes).digest('base64url')
    const all = await readFileApart(bytes)
    if (!all) throw new DeskRefused('busy')
    const sheets = all.filter(({ hidden }) => !hidden)
    const cells = sheets.reduce((sum, sheet) => sum + sheet.cells, 0)
    const held = [...this.#staged.values()].reduce((sum, staged) => sum + staged.cells, 0)
    if (this.#staged.size >= limits.stagedMax || held + cells > limits.stagedCellsMax)
      throw new DeskRefused('too-many-staged')
    const proposals = sheets.map(propose)
    const sheet = firstSheet(sheets, proposals)
    const { layout, kind, columns } = proposals[sheet]
    const now = this.#house.now()
    const staged: Staged = {
      id: uuid7(now, randomBytes(10)),
      actor,
      fileName: fileName.slice(0, 200),
      print,
      at: now,
      sheets,
      recognised: proposals.map(({ recognised }) => recognised),
      hiddenSheets: all.filter(({ hidden }) => hidden).map(({ name }) => name),
      cells,
      touched: now,
      sheet,
      kind,
      layout,
      columns,
      fromSaved: false,
      choices: new Map(),
      refusals: new Map(),
      plan: Plan.empty,
      turn: Promise.resolve(),
    }
    await this.#useSaved(staged, actor)
    await this.#plan(staged, actor)
    this.#staged.set(staged.id, staged)
    return this.#view(staged)
  }

  look(actor: Actor, id: Id): StagedView {
    return this.#view(this.#find(actor, id))
  }

  rows(actor: Actor, id: Id, show: Show, page: number): { rows: PlannedRow[]; pages: number; total: number } {
    return this.#find(actor, id).plan.page(show, page)
  }

  /**
   * Changes sheet, kind or columns; with `keep`, remembers the columns for the office's next list of the same headings.
   */
  map(
    actor: Actor,
    id: Id,
    change: { sheet?: number; kind?: ListKind; columns?: Columns; keep?: boolean },
  ): Promise<StagedView> {
    return this.#change(actor, id, async (staged) => {
      if (change.sheet !== undefined && staged.sheets[change.sheet]) {
        staged.sheet = change.sheet
        staged.layout = findLayout(staged.sheets[change.sheet])
        staged.kind = proposeKind(staged.sheets[staged.sheet], staged.layout)
      }
      if (change.kind) staged.kind = change.kind
      if (change.sheet !== undefined || change.kind)
        staged.columns = proposeColumns(staged.sheets[staged.sheet], staged.layout, staged.kind)
      if (change.columns) staged.columns = change.columns
      staged.choices.clear()
      if (change.keep) await this.#keep(staged, actor)
    })
  }

  choose(
    actor: Actor,
    id: Id,
    choices: readonly { row: number; choice: Choice | null }[],
    all?: Choice,
  ): Promise<StagedView> {
    return this.#change(actor, id, async (staged) => {
      if (all) for (const row of staged.plan.rows('asked')) staged.choices.set(row.row, all)
      for (const { row, choice } of choices) {
        if (choice === null) staged.choices.delete(row)
        else staged.choices.set(row, choice)
      }
    })
  }

  /** Puts other texts into cells, as one would in Excel. */
  correct(actor: Actor, id: Id, cells: readonly { cell: string; value: string }[]): Promise<StagedView> {
    return this.#change(actor, id, async (staged) => {
      for (const { cell, value } of cells) {
        const at = cellAddress(cell)
        if (!at || at.column >= limits.columnsMax) throw new DeskRefused('unknown', { cell })
        const found = staged.sheets[staged.sheet].rows.change(at.row, (row) => {
          while (row.cells.length <= at.column) row.cells.push('')
          row.cells[at.column] = value.slice(0, limits.cellLengthMax)
          for (const mark of cellMarks) {
            const marked = row[mark]?.indexOf(at.column) ?? -1
            if (marked >= 0) row[mark]!.splice(marked, 1)
          }
        })
        if (!found) throw new DeskRefused('unknown', { cell })
        staged.refusals.delete(at.row)
      }
    })
  }

  /** Takes all rows in, or, with leaveOut, all that can be taken; in one transaction. */
  commit(actor: Actor, id: Id, leaveOut: boolean): Promise<StagedView> {
    return this.#change(
      actor,
      id,
      async (staged) => {
        await this.#plan(staged, actor)
        const { acts } = staged.plan.summary
        if (!leaveOut && acts.stopped + acts.asked > 0)
          throw new DeskRefused('not-ready', { stopped: acts.stopped, asked: acts.asked })
        const rows: number[] = []
        const envelopes: Envelope<RegistryCommand>[] = []
        for (const row of staged.plan.rows()) {
          if (row.act === 'stopped' || row.act === 'asked') continue
          for (const planned of row.commands) {
            rows.push(row.row)
            envelopes.push(this.#envelope(staged, row.row, planned))
          }
        }
        if (envelopes.length > 0) {
          const receipts = await this.#house.receiveAll(envelopes, actor)
          if (receipts.every((receipt) => receipt.status === 'busy')) throw new Passing('too many commands wait')
          receipts.forEach((receipt, i) => {
            if (receipt.status !== 'accepted')
              staged.refusals.set(rows[i], receipt.status === 'refused' ? receipt.reason : receipt.status)
          })
          if (staged.refusals.size > 0) {
            await this.#plan(staged, actor)
            throw new DeskRefused('door-refused', { rows: staged.refusals.size })
          }
        }
        staged.committed = {
          commands: envelopes.length,
          rows: acts.new + acts.change,
          leftOut: acts.stopped + acts.asked,
        }
      },
      false,
    )
  }

  /** The rows that were not taken in, as they came, for handing back. */
  failing(
    actor: Actor,
    id: Id,
  ): { heads: readonly string[]; rows: readonly { cells: readonly string[]; planned: PlannedRow }[] } {
    const staged = this.#find(actor, id)
    const rows = [...staged.plan.rows('stopped', 'asked')]
    const wanted = new Set(rows.map((planned) => planned.row))
    const at = new Map<number, string[]>()
    for (const row of staged.sheets[staged.sheet].rows) if (wanted.has(row.number)) at.set(row.number, row.cells)
    return { heads: staged.layout.heads, rows: rows.map((planned) => ({ cells: at.get(planned.row) ?? [], planned })) }
  }

  discard(actor: Actor, id: Id): void {
    this.#staged.delete(this.#find(actor, id).id)
  }

  #expire(): void {
    for (const staged of this.#staged.values())
      if (this.#house.now() - staged.touched > limits.stagedMinutesMax * 60_000) this.#staged.delete(staged.id)
  }

  /** Another's file and one that never was look the same. */
  #find(actor: Actor, id: Id): Staged {
    this.#expire()
    const staged = this.#staged.get(id)
    if (!staged || staged.actor.account !== actor.account || staged.actor.tenant !== actor.tenant)
      throw new DeskRefused('unknown')
    staged.touched = this.#house.now()
    return staged
  }

  async #change(actor: Actor, id: Id, change: (staged: Staged) => Promise<void>, replan = true): Promise<StagedView> {
    const staged = this.#find(actor, id)
    const turn = staged.turn
      .catch(() => {})
      .then(() =>
        thrifty(async () => {
          if (staged.committed) throw new DeskRefused('already-committed')
          await change(staged)
          if (replan) await this.#plan(staged, actor)
          return this.#view(staged)
        }),
      )
    staged.turn = turn
    return turn
  }

  #list(staged: Staged): List {
    return listOf(staged.sheets[staged.sheet], staged)
  }

  async #plan(staged: Staged, actor: Actor): Promise<void> {
    const list = this.#list(staged)
    const asker = reader(actor)
    const county = await this.#house.asAsker(asker, (tx) => readCounty(tx, this.#house.vault, asker, list))
    const kept = Plan.keep()
    await planList(list, county, staged.print, staged.choices, (row) => {
      const reason = staged.refusals.get(row.row)
      if (reason === undefined || row.act === 'skip') return kept.take(row)
      kept.take({
        ...row,
        act: 'stopped',
        problems: [
          ...row.problems,
          { code: 'refused', weight: problemWeights.refused, cell: String(row.row), detail: { reason } },
        ],
      })
    })
    staged.plan = kept.end()
  }

  /**
   * A command's id says all that it came from: the same row of the same file, planned against the same state, is the
   * same command.
   */
  #envelope(staged: Staged, row: number, { stream, command, against }: Planned): Envelope<RegistryCommand> {
    return {
      id: uuid8(
        digest(staged.print, String(staged.sheet), String(row), stream, JSON.stringify(command), against ?? ''),
      ),
      room: 'registry',
      stream,
      at: staged.at,
      command,
    }
  }

  #headsKey(staged: Staged): string {
    return digest(headsSignature(staged.layout)).toString('base64url').slice(0, 32)
  }

  async #useSaved(staged: Staged, actor: Actor): Promise<void> {
    if (staged.layout.heads.length === 0) return
    const { rows } = await this.#house.asAsker(reader(actor), (tx) =>
      tx.query<{ kind: ListKind; columns: Columns }>(
        `select kind, columns
         from mappings
         where tenant = $1 and heads = $2
         order by length(area) desc
         limit 1`,
        [actor.tenant, this.#headsKey(staged)],
      ),
    )
    if (rows.length === 0) return
    staged.kind = rows[0].kind
    staged.columns = rows[0].columns
    staged.fromSaved = true
  }

  /** An office's mapping belongs to the area of its grant. */
  async #keep(staged: Staged, actor: Actor): Promise<void> {
    const area = actor.grants.find((grant) => may['keep-mapping'].roles.includes(grant.role))?.area
    if (area === undefined || staged.layout.heads.length === 0) return
    const now = this.#house.now()
    const columns = Object.fromEntries(
      Object.entries(staged.columns).filter(([, column]) => column !== undefined),
    ) as Record<string, number>
    await this.#house.receiveAll(
      [
        {
          id: uuid7(now, randomBytes(10)),
          room: 'registry',
          stream: streamOf('area', area),
          at: now,
          command: { type: 'keep-mapping', kind: staged.kind, heads: this.#headsKey(staged), columns },
        },
      ],
      actor,
    )
  }

  #view(staged: Staged): StagedView {
    const sheet = staged.sheets[staged.sheet]
    const sample = sheet.rows.slice(staged.layout.first, staged.layout.first + 3)
    const width = Math.max(staged.layout.heads.length, ...sample.map((row) => row.cells.length), 0)
    const { summary } = staged.plan
    return {
      id: staged.id,
      fileName: staged.fileName,
      sheets: staged.sheets.map(({ name, rows }, at) => ({
        name,
        rows: rows.length,
        recognised: staged.recognised[at],
      })),
      hidden: {
        sheets: staged.hiddenSheets,
        rows: sheet.hiddenRows?.count ?? 0,
        where: sheet.hiddenRows?.where ?? '',
      },
      sheet: staged.sheet,
      kind: staged.kind,
      heads: Array.from({ length: width }, (_, column) => ({
        column,
        letters: columnLetters(column),
        text: staged.layout.heads[column] ?? '',
        samples: sample.map((row) => row.cells[column] ?? ''),
      })),
      columns: staged.columns,
      fields: fields[staged.kind].map(({ field, required }) => ({ field, required })),
      fromSaved: staged.fromSaved,
      summary,
      ready: summary.acts.stopped + summary.acts.asked === 0,
      expiresAt: staged.touched + limits.stagedMinutesMax * 60_000,
      committed: staged.committed ?? null,
    }
  }
}
