// Writes a backup, or the keys to backups, so that a file of that name is always whole.
import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { writeBackup, type Holds, type Written } from '#journal/backup/write.ts'
import { houseKeys } from '#journal/house-key.ts'
import type { Engine } from '#server/engine.ts'
import { views } from '#rooms/all.ts'
import { asOwner, dataDir } from './open.ts'

/** Written beside and renamed. Replaces what stands there. */
export async function writeWhole(engine: Engine, file: string, holds: Holds): Promise<Written> {
  const draft = `${file}.part`
  try {
    const written = await asOwner(engine, async (owner) =>
      writeBackup(
        owner,
        new Set(views.map((view) => view.name)),
        await houseKeys(owner, dataDir()),
        Date.now(),
        createWriteStream(draft, { mode: 0o600, flush: true }),
        holds,
      ),
    )
    renameSync(draft, file)
    return written
  } finally {
    rmSync(draft, { force: true })
  }
}
