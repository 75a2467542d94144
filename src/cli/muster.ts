// The command line: `muster <command> …`. One line a command; each module exports run(args), which resolves to the exit
// code.
import { enableCompileCache } from 'node:module'
import path from 'node:path'

// A command's start is mostly the reading of its modules: kept compiled, they take half the processor.
enableCompileCache(path.join(import.meta.dirname, '../../node_modules/.cache/muster'))

interface Command {
  run(args: string[]): Promise<number>
}

const commands: Record<string, () => Promise<Command>> = {
  serve: () => import('#cli/serve.ts'),
  import: () => import('#cli/import.ts'),
  export: () => import('#cli/export.ts'),
  demo: () => import('#cli/demo.ts'),
  verify: () => import('#cli/verify.ts'),
  clock: () => import('#cli/clock.ts'),
  rebuild: () => import('#cli/rebuild.ts'),
  backup: () => import('#cli/backup.ts'),
  restore: () => import('#cli/restore.ts'),
  plan: () => import('#plan/plan.ts'),
  simulate: () => import('#cli/simulate.ts'),
  words: () => import('#cli/words.ts'),
  new: () => import('#cli/new.ts'),
}

/** What each is for, in the list of them all. */
const said: Readonly<Record<string, string>> = {
  serve: '启动 · starts everything on one port',
  import: '导入名单 · takes lists in',
  export: '导出名单 · writes lists',
  demo: '演示县 · the demo county',
  plan: '编组、排班、选址 · forms teams, rosters, sites',
  verify: '核对哈希链 · proves the chain',
  clock: '时钟可信吗；确认它 · whether the clock is believed; confirms it',
  rebuild: '重建视图并比对 · makes the views anew and compares',
  backup: '备份 · one file of everything',
  restore: '恢复 · a backup into an empty folder',
  words: '各语言还缺哪些句子 · what each language lacks',
  new: '立一个新房间（开发） · lays a new room, for developers',
  test: '全部测试 · every test',
  check: '类型检查 · type checks',
}

const [name = 'help', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (command) {
  const { run } = await command()
  // Not process.exit(): what is still on its way to a pipe must arrive.
  process.exitCode = await run(args)
} else {
  const asked = name === 'help' || name === '--help' || name === '-h'
  const list = [...Object.keys(commands), 'test', 'check'].map((one) => `${one.padEnd(10)}${said[one] ?? ''}`.trimEnd())
  const text = `muster <command>\n\n  ${list.join('\n  ')}\n\nmuster <command> --help\n`
  ;(asked ? process.stdout : process.stderr).write(asked ? text : `muster: there is no command “${name}”\n\n${text}`)
  process.exitCode = asked ? 0 : 2
}
