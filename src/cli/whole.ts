// Writes a backup, or the keys to backups, so that a file of that name is always whole.
import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { writeBackup, type Holds, type Written } from '#journal/backup/write.ts'
import { houseKeys } from '#journal/house-key.ts'
import type { Engine } from '#server/engine.ts'
import { views } from '#rooms/all.ts'
import { asOwner, dataDir, Told } from './open.ts'

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
  } catch (error) {
    throw told(file, error)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** What a disk says, as a sentence with a remedy. */
function told(file: string, error: unknown): unknown {
  const said = {
    ENOSPC: '磁盘已满：腾出空间或换一处 · the disk is full: make room or choose another place',
    EDQUOT: '配额已满：腾出空间或换一处 · the quota is used up: make room or choose another place',
    EROFS: '磁盘是只读的：换一处 · the disk is read-only: choose another place',
    EACCES: '没有权限写在那里 · this account may not write there',
    ENOENT: '没有那个文件夹 · there is no such folder',
    EIO: '磁盘出错：换一处 · the disk fails: choose another place',
  }[String((error as NodeJS.ErrnoException | null)?.code)]
  return said === undefined ? error : new Told(`${file}: 没有写成 · was not written. ${said}`)
}
