// `muster verify`: proves what stands in the database, beside a serving house too; with --proof, one proof from a file
// alone.
import { parseArgs } from 'node:util'
import { houseKeys } from '#journal/house-key.ts'
import { prove, type Proven } from '#server/proof.ts'
import { views } from '#rooms/all.ts'
import { asOwner, dataDir, withEngine } from './open.ts'
import { verifyProof } from './verify-proof.ts'

const help = `muster verify [options]

  核对数据库的墙（角色、行级安全、策略、触发器、权限）、每个县的事件日志（哈希链、序号、版本）、
  由它该有的定时、每一条答复、每一条密文、查阅日志、服务纪实日志（叶子、哈希块、签过的检查点），
  并从日志重建全部视图逐行比对。打印链的末端，可与纸上的比对：从末尾整段改写（连同链的末端）
  只有这样，或由见证方，才能发现。
  Proves the walls of the database (roles, row security, policies, triggers, grants), each county's
  journal (hash chain, numbers, versions), what should be due by it, every answer, every sealed
  record, the access log, the service log (leaves, tiles, signed checkpoints), and makes all views
  anew from the journal to compare them row by row. Prints where the chains end: a rewriting from
  some place to the very end is found only by what is on paper, or by witnesses.
  看不到的（改了也不影响已经记下的事）：登录会话（sessions）、首次设置链接（setup_links）、
  第二重验证用过的数字（factor_steps）、查找索引（lookups）、县的名称（counties）、这套系统的代号
  （house）、视图的版本（view_versions）、做过的迁移（migrations）、看钟和看到期的记录、写成的备份、
  被删掉的检查点（见证方留有）；以及连同钥匙一起删掉的密文：看上去和到期销毁一样，要和销毁声明核对。
  Not covered, and nothing that was written down depends on it: sessions, set-up links
  (setup_links), codes of the second factor already used (factor_steps), the index of lookups,
  looks at the clock and at ends, backups noted, names of counties, the house's own epoch (house),
  versions of views (view_versions), migrations, a checkpoint taken away (its witnesses hold it);
  nor a sealed record taken away together with its key: that looks like a lawful ending,
  and is checked against the statements of destruction.

  --quick         不重建视图，只核对写下来就不变的 · leaves the views out
  --proof FILE    只核对一份证明文件，不需要数据库和网络 · checks one proof alone, with no
                  database and no network
  --root BASE64   纸上的根 · the printed root
  --key LINE|FILE   日志公钥 · the log's key
  --witness LINE|FILE   见证方公钥，可多次 · a witness's key, repeatable

  --json    机器可读 · machine-readable
  --help

  Exit codes: 0 all holds · 1 something does not, or could not be read · 2 wrong usage
`

export async function run(args: string[]): Promise<number> {
  let values
  try {
    values = parseArgs({
      args,
      options: {
        json: { type: 'boolean' },
        quick: { type: 'boolean' },
        proof: { type: 'string' },
        root: { type: 'string' },
        key: { type: 'string' },
        witness: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    process.stderr.write(`muster verify: ${(error as Error).message}\n\n${help}`)
    return 2
  }
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  if (values.proof !== undefined) return verifyProof({ ...values, proof: values.proof })
  return withEngine('muster verify', (engine) =>
    asOwner(engine, async (owner) => {
      const proven = await prove(owner, await houseKeys(owner, dataDir()), values.quick ? undefined : views)
      if (values.json) process.stdout.write(`${JSON.stringify(figuresOf(proven))}\n`)
      else tell(proven)
      return proven.holds ? 0 : 1
    }),
  )
}

/** What a program reads. */
function figuresOf({
  holds,
  faults,
  faultsTotal,
  journal,
  receipts,
  records,
  accessLogs,
  log,
  views: compared,
}: Proven) {
  return {
    holds,
    events: journal.events,
    receipts,
    records,
    faults,
    faultsTotal,
    heads: journal.heads,
    accessLogs,
    serviceLogs: log.roots,
    leaves: log.leaves,
    checkpoints: log.checkpoints,
    ...(compared && {
      views: compared.length,
      differing: compared.filter((one) => one.missing + one.surplus > 0),
    }),
  }
}

function tell({
  holds,
  faults,
  faultsTotal,
  journal,
  receipts,
  records,
  accessLogs,
  log,
  views: compared,
}: Proven): void {
  for (const { tenant, sequence, hash } of journal.heads)
    process.stdout.write(`${tenant}  ${sequence} 事件 events  ${hash}\n`)
  for (const { tenant, rows, head } of accessLogs) process.stdout.write(`${tenant}  ${rows} 次查阅 looks  ${head}\n`)
  for (const { origin, size, root } of log.roots) process.stdout.write(`${origin}  ${size} 叶 leaves  ${root}\n`)
  process.stdout.write(
    `${receipts} 条答复 answers  ${records} 条密文 sealed ` +
      `records${compared ? `  ${compared.length} 个视图 views` : ''}\n`,
  )
  process.stdout.write(holds ? '全部完好 · all holds\n' : `${faultsTotal} 处不符 · faults\n`)
  for (const one of faults) process.stderr.write(`  ${one}\n`)
}
