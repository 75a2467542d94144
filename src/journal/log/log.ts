// The log read and sealed: hashes from tiles and leaves, proofs from hashes. What is asked is relative to a size that
// was signed, and stays true for ever.
import { consistencyParts, inclusionParts, rootParts, type Node, type Part } from '#domain/kernel/proof/tree.ts'
import type { Tenant } from '#domain/kernel/ids.ts'
import type { Tx } from '../view.ts'
import { countAt, foldedHashes, HASH, leafHashed, placeOf, Tile, WIDTH, widthOf, type TileAt } from './tiles.ts'

/** Tiles kept with their inner hashes, 16 kB each. */
const keptMax = 1_024
/** Tiles sealed in one call: 65,536 leaves. */
export const sealedMax = 256
export const levelsMax = 7

const keyOf = (tenant: Tenant, { level, tile, width }: TileAt) => `${tenant} ${level} ${tile} ${width}`

/** Reads the log of any county; one for a process, since it keeps tiles, which never change. */
export class LogReader {
  readonly #kept = new Map<string, Tile>()

  /** Root of the first `size` leaves. */
  async root(tx: Tx, tenant: Tenant, size: number): Promise<Buffer> {
    return (await this.#folded(tx, tenant, size, [rootParts(size)]))[0]
  }

  /** Path of a leaf to the root of the first `size` leaves. @throws when index ≥ size */
  inclusion(tx: Tx, tenant: Tenant, index: number, size: number): Promise<Buffer[]> {
    return this.#folded(tx, tenant, size, inclusionParts(index, size))
  }

  /** That the tree of `size` begins with the tree of `old`. @throws when not 0 < old ≤ size */
  consistency(tx: Tx, tenant: Tenant, old: number, size: number): Promise<Buffer[]> {
    return this.#folded(tx, tenant, size, consistencyParts(old, size))
  }

  /** One tile as it stands in a tree of this size, undefined where there is none of that width. */
  async tile(
    tx: Tx,
    tenant: Tenant,
    level: number,
    tile: number,
    width: number,
    size: number,
  ): Promise<Buffer | undefined> {
    if (level >= levelsMax || width > widthOf(level, tile, size)) return undefined
    const whole = { level, tile, width: widthOf(level, tile, size) }
    return (await this.#tiles(tx, tenant, [whole])).get(keyOf(tenant, whole))!.hashes.subarray(0, width * HASH)
  }

  async #folded(tx: Tx, tenant: Tenant, size: number, parts: readonly Part[]): Promise<Buffer[]> {
    const wanted = new Map<string, TileAt>()
    const at = (node: Node) => {
      const place = placeOf(node)
      return { place, tile: { level: place.level, tile: place.tile, width: widthOf(place.level, place.tile, size) } }
    }
    for (const node of parts.flat()) {
      const { tile } = at(node)
      wanted.set(keyOf(tenant, tile), tile)
    }
    const tiles = await this.#tiles(tx, tenant, [...wanted.values()])
    return parts.map((part) =>
      foldedHashes(
        part.map((node) => {
          const { place, tile } = at(node)
          return tiles.get(keyOf(tenant, tile))!.at(place.height, place.index)
        }),
      ),
    )
  }

  async #tiles(tx: Tx, tenant: Tenant, wanted: readonly TileAt[]): Promise<Map<string, Tile>> {
    const found = new Map<string, Tile>()
    const missing: TileAt[] = []
    for (const one of wanted) {
      const key = keyOf(tenant, one)
      const kept = this.#kept.get(key)
      if (kept) found.set(key, kept)
      else missing.push(one)
    }
    const keep = (one: TileAt, hashes: Buffer) => {
      if (hashes.length !== one.width * HASH)
        throw new Error(
          `The log of county ${tenant} has lost hashes: tile ${one.level}/${one.tile} holds ` +
            `${hashes.length / HASH} of ${one.width}. Run muster verify.`,
        )
      const key = keyOf(tenant, one)
      const tile = new Tile(hashes)
      found.set(key, tile)
      this.#kept.set(key, tile)
    }
    const full = missing.filter((one) => one.width === WIDTH)
    if (full.length > 0) {
      const { rows } = await tx.query<{ level: number; tile: string; hashes: Buffer }>(
        `select level, tile, hashes
         from log_tiles
         join unnest($2::int[], $3::bigint[]) as w (l, t) on level = l and tile = t
         where tenant = $1`,
        [tenant, full.map((one) => one.level), full.map((one) => one.tile)],
      )
      const stored = new Map(rows.map((row) => [`${row.level} ${row.tile}`, row.hashes]))
      // Full, but not sealed yet: made of what is below.
      for (const one of full) keep(one, stored.get(`${one.level} ${one.tile}`) ?? (await gather(tx, tenant, one)))
    }
    for (const one of missing) if (one.width < WIDTH) keep(one, await gather(tx, tenant, one))
    while (this.#kept.size > keptMax) this.#kept.delete(this.#kept.keys().next().value!)
    return found
  }
}

export async function leavesOf(tx: Tx, tenant: Tenant, from: number, until: number): Promise<Buffer[]> {
  const { rows } = await tx.query<{ leaf: Buffer }>(
    `select leaf
     from log_leaves
     where tenant = $1 and number >= $2 and number < $3
     order by number`,
    [tenant, from, until],
  )
  return rows.map((row) => row.leaf)
}

/** A tile's hashes from the level below: leaves themselves, or roots of sealed tiles. */
async function gather(tx: Tx, tenant: Tenant, { level, tile, width }: TileAt): Promise<Buffer> {
  const from = tile * WIDTH
  if (level === 0) return Buffer.concat((await leavesOf(tx, tenant, from, from + width)).map(leafHashed))
  const { rows } = await tx.query<{ root: Buffer }>(
    `select root
     from log_tiles
     where tenant = $1 and level = $2 and tile >= $3 and tile < $4
     order by tile`,
    [tenant, level - 1, from, from + width],
  )
  return Buffer.concat(rows.map((row) => row.root))
}

/** Leaves there are. */
export async function findSize(tx: Tx, tenant: Tenant): Promise<number> {
  const { rows } = await tx.query<{ size: string | null }>(
    'select max(number) + 1 as size from log_leaves where tenant = $1',
    [tenant],
  )
  return Number(rows[0].size ?? 0)
}

/**
 * Writes the tiles that became full up to this size, lowest level first.
 * @returns how many; call again while it is
 * `sealedMax`
 */
export async function sealTiles(tx: Tx, tenant: Tenant, size: number): Promise<number> {
  let sealed = 0
  for (let level = 0; level < levelsMax; level++) {
    const { rows } = await tx.query<{ next: string }>(
      `select coalesce(max(tile) + 1, 0) as next
       from log_tiles
       where tenant = $1 and level = $2`,
      [tenant, level],
    )
    const below =
      level === 0
        ? size
        : Number(
            (
              await tx.query<{ n: string }>(
                'select coalesce(max(tile) + 1, 0) as n from log_tiles where tenant = $1 and level = $2',
                [tenant, level - 1],
              )
            ).rows[0].n,
          )
    const until = Math.min(Math.floor(below / WIDTH), countAt(level + 1, size))
    const made: { tile: number; hashes: Buffer; root: Buffer }[] = []
    for (let tile = Number(rows[0].next); tile < until && sealed < sealedMax; tile++, sealed++) {
      const whole = new Tile(await gather(tx, tenant, { level, tile, width: WIDTH }))
      made.push({ tile, hashes: whole.hashes, root: whole.root })
    }
    if (made.length === 0) continue
    await tx.query(
      `insert into log_tiles (tenant, level, tile, hashes, root)
       select $1, $2, t, h, r
       from unnest($3::bigint[], $4::bytea[], $5::bytea[]) as n (t, h, r)`,
      [tenant, level, made.map((one) => one.tile), made.map((one) => one.hashes), made.map((one) => one.root)],
    )
  }
  return sealed
}
