// `muster backup`: one file with everything that cannot be made anew, taken while the house goes on serving.
import { createWriteStream, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'

import { writeBackup } from '#journal/backup/write.ts'
import { keyFile, openKeys } from '#journal/keys.ts'
import { views } from '#server/views.ts'
import { asOwner, dataDir, withEngine } from './house.ts'

const help = `muster backup --out FILE [options]

  备份：同一时刻的全部数据写成一个文件，系统可以照常运行。
  文件里的姓名、电话等是密文；没有主密钥（数据目录里的 house.key，或 MUSTER_KEY）谁也读不出。主密钥不在备份里，请另行保管。
  已注销的人在旧备份里仍有密钥：备份请只留到规定期限。
  Backs up everything as one moment saw it into one file, while the house goes on.
  Names, phones and texts in it are sealed: nobody reads them without the master key (house.key in the data folder, or MUSTER_KEY), which is
  not in the file. Keep it elsewhere. A person erased later still has a key in an older backup: keep backups no longer than their term.

  --out FILE   写到 · where to (required)
  --force      覆盖已有文件 · replace an existing file
  --json       机器可读 · machine-readable
  --help

  Exit codes: 0 written · 1 failed · 2 wrong usage
`

export async function run(args: string[]): Promise<number> {
  let values
  try {
    values = parseArgs({ args, options: { out: { type: 'string' }, force: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } }).values
  } catch (error) {
    process.stderr.write(`muster backup: ${(error as Error).message}\n\n${help}`)
    return 2
  }
  if (values.help || !values.out) {
    ;(values.help ? process.stdout : process.stderr).write(help)
    return values.help ? 0 : 2
  }
  const file = path.resolve(values.out)
  if (!values.force && statSync(file, { throwIfNoEntry: false })) {
    process.stderr.write(`muster backup: ${file} 已存在；要覆盖请加 --force · exists already; --force replaces it\n`)
    return 2
  }
  // Beside and renamed: a file of that name is a whole backup.
  const draft = `${file}.part`
  return withEngine('muster backup', async (engine) => {
    try {
      const keys = openKeys(dataDir())
      const written = await asOwner(engine, (owner) => writeBackup(owner, new Set(views.map((view) => view.name)), keys, Date.now(), createWriteStream(draft, { mode: 0o600, flush: true })))
      renameSync(draft, file)
      const { size: bytes } = statSync(file)
      const events = written.header.heads.reduce((sum, head) => sum + head.sequence, 0)
      const said = { file, bytes, rows: written.rows, events, digest: written.digest, key: written.header.key, heads: written.header.heads }
      process.stdout.write(values.json ? `${JSON.stringify(said)}\n`
        : `${file}  ${bytes} B  ${written.rows} 行 rows  ${events} 事件 events\n  主密钥 master key: ${process.env.MUSTER_KEY ? 'MUSTER_KEY' : keyFile(dataDir())}（指纹 fingerprint ${written.header.key}）——不在备份里，请另行保管 · not in the backup: keep it elsewhere\n`)
      return 0
    } finally {
      rmSync(draft, { force: true })
    }
  })
}
