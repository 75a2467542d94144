// `muster backup`: one file with everything that cannot be made anew and one with the keys to it, taken while the house
// goes on serving.
import { statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { noteBackup } from '#journal/backup/noted.ts'
import { keyFile } from '#journal/keys.ts'
import { asOwner, dataDir, withEngine } from './open.ts'
import { writeWhole } from './whole.ts'

/** The newest keys beside the backups; replaced each time. */
export const keysName = 'muster.keys'

const help = `muster backup --out FILE [options]

  备份：同一时刻的全部数据写成一个文件，系统可以照常运行。文件里的姓名、电话等是密文；
  解开它们的钥匙写进另一个文件（默认同目录的 ${keysName}），每次覆盖、只留最新的一份：
  某人的信息到期销毁后，再写一次钥匙，所有旧备份里的他就再也读不出。请每天至少写一次（--keys-only，
  或给 serve 设 KEYS_FILE）。没有主密钥（数据目录里的 house.key，或 MUSTER_KEY）谁也读不出任何一份；
  主密钥不在备份里，请另行保管。
  Backs up everything as one moment saw it into one file, while the house goes on. Names, phones and
  texts in it are sealed; what opens them goes into a file of its own (${keysName} beside it),
  replaced each time, the newest alone: once it is written after somebody's data was destroyed,
  they are unreadable in every older backup. Write it at least once a day (--keys-only, or KEYS_FILE
  for serve). Nobody reads either file without the master key (house.key in the data folder,
  or MUSTER_KEY), which is in neither: keep it elsewhere.

  --out FILE    写到 · where to (required, but with --keys-only)
  --keys FILE   钥匙写到 · where the keys go (default ${keysName} beside FILE)
  --keys-only   只更新钥匙文件 · renew the file of keys alone; needs --keys
  --force       覆盖已有的备份文件 · replace an existing backup
  --json        机器可读 · machine-readable
  --help

  Exit codes: 0 written · 1 failed · 2 wrong usage
`

export async function run(args: string[]): Promise<number> {
  let values
  try {
    values = parseArgs({
      args,
      options: {
        out: { type: 'string' },
        keys: { type: 'string' },
        'keys-only': { type: 'boolean' },
        force: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    process.stderr.write(`muster backup: ${(error as Error).message}\n\n${help}`)
    return 2
  }
  const only = values['keys-only'] ?? false
  if (values.help || (only ? !values.keys || values.out !== undefined : !values.out)) {
    ;(values.help ? process.stdout : process.stderr).write(help)
    return values.help ? 0 : 2
  }
  const file = values.out === undefined ? undefined : path.resolve(values.out)
  const keysFile = path.resolve(values.keys ?? path.join(path.dirname(file!), keysName))
  if (file !== undefined && !values.force && statSync(file, { throwIfNoEntry: false })) {
    process.stderr.write(`muster backup: ${file} 已存在；要覆盖请加 --force · exists already; --force replaces it\n`)
    return 2
  }
  return withEngine('muster backup', async (engine) => {
    // Data first: its keys are then never older than it.
    const written = file === undefined ? undefined : await writeWhole(engine, file, 'data')
    const ring = await writeWhole(engine, keysFile, 'keys')
    // Data and keys stand: now phones need not keep what is in them.
    if (written) await asOwner(engine, (owner) => noteBackup(owner, written.header))
    const said = {
      ...(file !== undefined &&
        written && {
          file,
          bytes: statSync(file).size,
          rows: written.rows,
          events: written.header.heads.reduce((sum, head) => sum + head.sequence, 0),
          digest: written.digest,
          heads: written.header.heads,
        }),
      keys: keysFile,
      keysRows: ring.rows,
      key: ring.header.key,
    }
    process.stdout.write(values.json ? `${JSON.stringify(said)}\n` : plainly(said))
    return 0
  })
}

interface Said {
  readonly file?: string
  readonly bytes?: number
  readonly rows?: number
  readonly events?: number
  readonly keys: string
  readonly keysRows: number
  /** The master key's fingerprint. */
  readonly key: string
}

/** What was written, and where the master key lies that is in neither file. */
function plainly(said: Said): string {
  const data =
    said.file === undefined ? '' : `${said.file}  ${said.bytes} B  ${said.rows} 行 rows  ${said.events} 事件 events\n`
  const master = process.env.MUSTER_KEY ? 'MUSTER_KEY' : keyFile(dataDir())
  return (
    `${data}${said.keys}  ${said.keysRows} 行 rows  钥匙，只留最新一份 · keys, the newest alone\n` +
    `  主密钥 master key: ${master}（指纹 fingerprint ${said.key}）` +
    '——不在备份里，请另行保管 · not in the backup: keep it elsewhere\n'
  )
}
