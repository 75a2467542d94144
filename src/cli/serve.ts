// `muster serve`: everything on one port. Starts PostgreSQL, migrates, builds the pages once, loads the demo if asked,
// serves, and on Ctrl-C lets what waits be finished.
import { createServer } from 'node:net'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startEngine, type Engine } from '#server/engine.ts'
import { openHouse, type House } from '#server/house.ts'
import { openWithoutProxy } from '#server/identity/neighbour.ts'
import { county } from '../demo/county.ts'
import { offerWaysIn } from '../demo/ways-in.ts'
import { commandLineActor, dataDir, failed, Told } from './open.ts'
import { builtPages } from './pages.ts'
import { KeysFile } from './serve/keys-file.ts'
import { Teller } from './serve/teller.ts'
import { fillDemo } from './serve/demo.ts'
import { findSetup } from './serve/setup.ts'
import { writeWhole } from './whole.ts'

const help = `muster serve [options]

  启动 Muster：内置数据库、网页、接口都在一个端口上；Ctrl-C 停止（先办完手上的事）。
  Starts Muster: database, pages and interface on one port; Ctrl-C stops it, after finishing what waits.

  --demo         先载入演示县 · load the demo county first
  --port N       端口 · port (default PORT, else 8080)
  --host ADDR    监听地址 · address to listen on (default HOST, else 127.0.0.1: this machine alone)
  --json         机器可读：每行一个 JSON · one JSON object a line, the last kind being "ready"
  --help

  环境变量 · environment: PORT HOST DATA_DIR DATABASE_URL MUSTER_KEY TRUST_PROXY MUSTER_POSTGRES
  KEYS_FILE      备份的钥匙文件，启动时和每十二小时更新 · the file of keys beside your backups, renewed at the start and every twelve hours
  Exit codes: 0 stopped as asked · 1 failed · 2 wrong usage
`

/** From the first Ctrl-C to the end. */
const drainMillisecondsMax = 10_000
/** One Ctrl-C arrives several times over npm and the launcher. */
const sameSignalMilliseconds = 1_000

interface Options {
  readonly demo: boolean
  readonly port: number
  readonly host: string
  readonly json: boolean
}

function optionsOf(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      demo: { type: 'boolean' },
      port: { type: 'string' },
      host: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return undefined
  const port = values.port ?? (process.env.PORT || '8080')
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Error(`“${port}” is not a port: 0 to 65535`)
  return {
    demo: values.demo ?? false,
    port: Number(port),
    host: values.host ?? (process.env.HOST || '127.0.0.1'),
    json: values.json ?? false,
  }
}

export async function run(args: string[]): Promise<number> {
  let options
  try {
    options = optionsOf(args)
  } catch (error) {
    process.stderr.write(`muster serve: ${(error as Error).message}\n\n${help}`)
    return 2
  }
  if (!options) {
    process.stdout.write(help)
    return 0
  }
  const stopped = stopAsked()
  let engine: Engine | undefined
  let house: House | undefined
  let keysFile: KeysFile | undefined
  try {
    const teller = new Teller(options)
    await portIsFree(options)
    engine = await startEngine({ dataDir: dataDir(), log: (line) => teller.note(line) })
    if (!(await engine.claim()))
      throw new Told(
        `另一个 Muster 正在使用数据目录 ${dataDir()}：请先停止它，或用 DATA_DIR 另选目录 · Another Muster ` +
          'serves from this data folder: stop it first, or name another in DATA_DIR',
      )
    const webFolder = await builtPages(() =>
      teller.step('pages', '正在生成网页（只需一次）… · building the pages (once) …'),
    )
    house = await openHouse({
      owner: engine.owner,
      app: engine.app,
      dataDir: dataDir(),
      webFolder,
      trustProxy: process.env.TRUST_PROXY,
      log: (message, error) => teller.trouble(message, error),
    })
    const open = openWithoutProxy(options.host, process.env.TRUST_PROXY)
    if (open) house.troubles.raise('proxy', open)
    if (options.demo) await fillDemo(house, (line, text) => teller.step('demo', text, line), stopped.asked)
    if (!stopped.asked.aborted) {
      const url = await listen(house, options)
      keysFile = renewKeys(engine, house)
      teller.ready(
        url,
        await findSetup(house),
        options.demo ? await offerWaysIn(house, county.code, commandLineActor(county.code).account) : [],
      )
      await stopped.wait
    }
    teller.step('stopping', '正在停止… · stopping …')
    return 0
  } catch (error) {
    return failed('muster serve', error)
  } finally {
    await drain(house, engine, keysFile)
  }
}

/** Where `KEYS_FILE` names a file. */
function renewKeys(engine: Engine, { troubles }: House): KeysFile | undefined {
  const file = process.env.KEYS_FILE
  if (!file) return undefined
  const keysFile = new KeysFile({
    write: () =>
      writeWhole(engine, path.resolve(file), 'keys').then(() =>
        troubles.clear('keys-file', '钥匙文件又写成了 · the file of keys was written again'),
      ),
    trouble: (message, error) => troubles.raise('keys-file', `${message}: ${(error as Error).message}`),
  })
  keysFile.start()
  return keysFile
}

/** Told before PostgreSQL is started and pages are built: a taken port is the commonest trouble. */
function portIsFree({ port, host }: Options): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', (error) => reject(portTrouble(error, port, host)))
      .listen(port, host, () => probe.close(() => resolve()))
  })
}

function portTrouble(error: Error, port: number, host: string): Error {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return new Told(`端口 ${port} 已被占用：请用 PORT=… 另选一个 · Port ${port} is taken: choose another with PORT=…`)
  if (code === 'EACCES')
    return new Told(
      `没有权限使用端口 ${port}：1024 以上的端口不需要权限 · Port ${port} may not be used by this account: ` +
        'those above 1024 may',
    )
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Told(`本机没有地址 ${host} · This machine has no address ${host}`)
  return error
}

async function listen(house: House, { port, host }: Options): Promise<string> {
  try {
    await house.app.listen({ port, host })
  } catch (error) {
    throw portTrouble(error as Error, port, host)
  }
  const address = house.app.server.address()
  const taken = typeof address === 'object' && address ? address.port : port
  // Every address of the machine is not one that a browser can go to.
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${shown}:${taken}`
}

/** The first signal asks to stop; another, later, ends at once. PostgreSQL is then repaired by the next start. */
function stopAsked(): { readonly asked: AbortSignal; readonly wait: Promise<void> } {
  const asking = new AbortController()
  let first = 0
  const wait = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (first === 0) {
          first = Date.now()
          asking.abort()
          resolve()
        } else if (Date.now() - first > sameSignalMilliseconds) process.exit(130)
      })
    }
  })
  return { asked: asking.signal, wait }
}

async function drain(
  house: House | undefined,
  engine: Engine | undefined,
  keysFile: KeysFile | undefined,
): Promise<void> {
  const late = setTimeout(() => {
    process.stderr.write('muster serve: 停止超时，强制结束 · stopping took too long and was cut short\n')
    process.exit(1)
  }, drainMillisecondsMax)
  await keysFile?.stop()
  await house?.stop().catch((error: Error) => process.stderr.write(`muster serve: ${error.message}\n`))
  await engine?.stop()
  clearTimeout(late)
}
