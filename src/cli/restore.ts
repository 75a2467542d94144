// `muster restore`: a backup into an empty data folder. The restored house has a new epoch, so that phones and screens
// notice that it went back.
import { createReadStream, existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { NotRestored, restoreBackup, type Restored } from '#journal/backup/read.ts'
import { NoKey, openKeys, type HouseKeys } from '#journal/keys.ts'
import { views } from '#rooms/all.ts'
import { keysName } from './backup.ts'
import { asOwner, dataDir, Told, withEngine } from './open.ts'

const help = `muster restore FILE [options]

  把备份恢复到空的数据目录，然后重建全部视图并核对哈希链。先把对应的主密钥 house.key 放进数据目录
  （或用 MUSTER_KEY）。钥匙文件用最新的一份：备份之后已销毁的信息没有钥匙，恢复后也读不出。
  备份之后的事情不在其中；所有人需要重新登录；手机会发现系统已恢复，并重新上传未确认的操作。
  Restores a backup into an empty data folder, makes all views anew and proves the chain. First put
  the house.key that belongs to it there (or MUSTER_KEY). Of the keys take the newest file: what was
  destroyed since the backup has no key there and stays unreadable. What came after the backup is
  not in it; everybody logs in again; phones notice and send again what was not confirmed.

  --keys FILE   钥匙文件 · the file of keys (default muster.keys beside FILE)
  --json        机器可读 · machine-readable
  --help

  Exit codes: 0 restored and proved · 1 not restored, or restored with faults in the
      chain · 2 wrong usage
`

const reasons: Record<NotRestored['reason'], string> = {
  'not-empty': '这里已有数据：请恢复到空的 DATA_DIR。',
  damaged: '备份文件已损坏，没有恢复任何内容；请换一份更早的。',
  'other-key': '主密钥不对：请先把与备份对应的 house.key 放进 DATA_DIR。',
  'later-version': '备份来自更新的版本：请用那个版本恢复。',
  'no-backup': '这不是 Muster 的备份文件，或两个文件放反了。',
  'older-keys': '钥匙文件比数据还旧：请用最新的一份。',
}

/** A backup is opened by its own key, which somebody has to put there first. */
function keysThere(): HouseKeys {
  try {
    return openKeys(dataDir())
  } catch (error) {
    if (!(error instanceof NoKey)) throw error
    throw new Told(
      `没有主密钥：请先把与备份对应的 house.key 放进 ${dataDir()}（或用 MUSTER_KEY）· There is no master key: first put the ` +
        'house.key that belongs to the backup there (or give it in MUSTER_KEY)',
    )
  }
}

export async function run(args: string[]): Promise<number> {
  let parsed
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { keys: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
  } catch (error) {
    process.stderr.write(`muster restore: ${(error as Error).message}\n\n${help}`)
    return 2
  }
  const {
    values,
    positionals: [file, ...more],
  } = parsed
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  if (!file || more.length > 0 || !existsSync(file)) {
    process.stderr.write(file ? `muster restore: ${file}: 没有这个文件 · there is no such file\n` : help)
    return 2
  }
  const keysFile = values.keys ?? path.join(path.dirname(file), keysName)
  if (!existsSync(keysFile)) {
    process.stderr.write(
      `muster restore: ${keysFile}: 没有钥匙文件，请用 --keys 指出 · there is no file of keys; name it by --keys\n`,
    )
    return 2
  }
  return withEngine('muster restore', async (engine) => {
    if (!(await engine.claim()))
      throw new Told(
        `有 Muster 正在使用 ${dataDir()}，请先停止它 · A Muster serves from this data folder: stop it first`,
      )
    try {
      const restored = await asOwner(engine, (owner) =>
        restoreBackup(owner, views, keysThere(), createReadStream(file), createReadStream(keysFile)),
      )
      tell(file, restored, values.json ?? false)
      return restored.verified.faultsTotal === 0 ? 0 : 1
    } catch (error) {
      if (error instanceof NotRestored) throw new Told(`${reasons[error.reason]} · ${error.message}`)
      throw error
    }
  })
}

function tell(file: string, { header, rows, verified }: Restored, json: boolean): void {
  const said = {
    file,
    takenAt: new Date(header.at).toISOString(),
    rows,
    events: verified.events,
    faults: verified.faultsTotal,
    heads: verified.heads,
  }
  const chain = verified.faultsTotal === 0 ? '哈希链完好 · the chain holds' : `${verified.faultsTotal} 处错误 · faults`
  process.stdout.write(
    json
      ? `${JSON.stringify(said)}\n`
      : `${file}  ${said.takenAt}  ${rows} 行 rows  ${verified.events} 事件 events  ${chain}\n`,
  )
  for (const fault of verified.faults) process.stderr.write(`  ${fault}\n`)
}
