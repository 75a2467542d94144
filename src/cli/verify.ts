// `muster verify`: proves the journal, the access log and the service log from what stands in the database, beside a serving house too; with --proof, one proof from a file alone.
import { parseArgs } from 'node:util'
import { openKeys } from '#journal/keys.ts'
import { verifyLog } from '#journal/log/verify.ts'
import { verifyJournal } from '#journal/verify.ts'
import type { Tx } from '#journal/view.ts'
import { verifyAccessLog } from '#server/identity/access-log.ts'
import { asOwner, dataDir, withEngine } from './house.ts'
import { verifyProof } from './verify-proof.ts'

const help = `muster verify [options]

  核对每个县的事件日志（哈希链、序号、版本）和查阅日志；打印链的末端，可与纸上的比对。
  Proves each county's journal (hash chain, numbers, versions) and access log; prints where the chain ends, to be compared with the one on paper.
  也核对服务纪实日志：叶子、哈希块、每一个签过的检查点。 · Also the service log: leaves, tiles, and every checkpoint ever signed.

  --proof FILE    只核对一份证明文件，不需要数据库和网络 · checks one proof alone, with no database and no network
  --root BASE64   纸上的根 · the printed root     --key LINE|FILE   日志公钥 · the log's key     --witness LINE|FILE   见证方公钥，可多次 · a witness's key, repeatable

  --json    机器可读 · machine-readable
  --help

  Exit codes: 0 all holds · 1 something does not, or could not be read · 2 wrong usage
`

export async function run(args: string[]): Promise<number> {
  let values
  try {
    values = parseArgs({ args, options: { json: { type: 'boolean' }, proof: { type: 'string' }, root: { type: 'string' }, key: { type: 'string' }, witness: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h' } } }).values
  } catch (error) {
    process.stderr.write(`muster verify: ${(error as Error).message}\n\n${help}`)
    return 2
  }
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  if (values.proof !== undefined) return verifyProof({ ...values, proof: values.proof })
  return withEngine('muster verify', (engine) => asOwner(engine, async (owner) => {
    const journal = await verifyJournal(owner)
    const { rows: tenants } = await owner.query<{ tenant: string }>('select distinct tenant from access_log order by tenant')
    const logs = []
    for (const { tenant } of tenants) logs.push({ tenant, ...(await verifyAccessLog(owner as unknown as Tx, tenant)) })
    const service = await verifyLog(owner, openKeys(dataDir()))
    const faults = [...journal.faults, ...service.faults, ...logs.filter((log) => log.brokenAt !== null).map((log) => `county ${log.tenant}: the access log is broken at row ${log.brokenAt}`)]
    const holds = faults.length === 0
    if (values.json) process.stdout.write(`${JSON.stringify({ holds, events: journal.events, faults, heads: journal.heads, accessLogs: logs, serviceLogs: service.roots, leaves: service.leaves, checkpoints: service.checkpoints })}\n`)
    else {
      for (const { tenant, sequence, hash } of journal.heads) process.stdout.write(`${tenant}  ${sequence} 事件 events  ${hash}\n`)
      for (const { tenant, rows, head } of logs) process.stdout.write(`${tenant}  ${rows} 次查阅 looks  ${head}\n`)
      for (const { origin, size, root } of service.roots) process.stdout.write(`${origin}  ${size} 叶 leaves  ${root}\n`)
      process.stdout.write(holds ? '全部完好 · all holds\n' : `${journal.faultsTotal + service.faultsTotal + faults.length - journal.faults.length - service.faults.length} 处不符 · faults\n`)
      for (const fault of faults) process.stderr.write(`  ${fault}\n`)
    }
    return holds ? 0 : 1
  }))
}
