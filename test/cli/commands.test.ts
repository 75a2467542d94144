// The commands as a person or a script gives them: `muster serve` and what works beside it, kills and second starts,
// backup and restore, help and exit codes.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'

const root = path.resolve(import.meta.dirname, '../..')
const top = mkdtempSync(path.join(os.tmpdir(), 'muster-cli-'))
const pages = path.join(top, 'pages')
const dataDir = path.join(top, 'data')
const keysFile = path.join(top, 'daily.keys')
const running = new Set<ChildProcess>()

before(() => {
  // Under root the database's account passes through: else its folder would stand elsewhere on the system.
  chmodSync(top, 0o711)
  // What the pages show is other tests' matter.
  for (const page of ['', 'console', 'wall']) {
    mkdirSync(path.join(pages, page), { recursive: true })
    writeFileSync(path.join(pages, page, 'index.html'), '<!doctype html><title>x</title>')
  }
})
after(async () => {
  for (const child of running) child.kill('SIGKILL')
  // It finds the server that a killed one left, and stops it.
  if (existsSync(dataDir)) await muster(['verify'])
  rmSync(top, { recursive: true, force: true })
})

function start(args: readonly string[], at = dataDir): ChildProcess {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      path.join(root, 'test/orphan.ts'),
      path.join(root, 'src/cli/muster.ts'),
      ...args,
    ],
    {
      cwd: top,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        DATA_DIR: at,
        DATABASE_URL: '',
        MUSTER_WEB_BUILT: pages,
        HOST: '',
        PORT: '',
        KEYS_FILE: keysFile,
      },
    },
  )
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) =>
    child.exitCode !== null || child.signalCode !== null ? resolve(child.exitCode) : child.once('exit', resolve),
  )

async function muster(
  args: readonly string[],
  at = dataDir,
): Promise<{ code: number | null; out: string; err: string; json: Record<string, unknown> }> {
  const child = start(args, at)
  let [out, err] = ['', '']
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (err += text))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, out, err, json: out.startsWith('{') ? JSON.parse(out.trim().split('\n').at(-1)!) : {} }
}

interface Ready {
  readonly url: string
  readonly pid: number
  readonly setup?: string
}

/** A server that has said that it is ready. */
function serve(...args: string[]): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = start(['serve', '--json', '--port', '0', ...args])
  let trouble = ''
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (trouble += text))
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${trouble}`)))
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const said = JSON.parse(line) as Ready & { event: string }
      if (said.event === 'ready') resolve({ child, ready: said })
    })
  })
}

const commands = ['serve', 'import', 'export', 'demo', 'verify', 'rebuild', 'backup', 'restore']

test('every command has its help, refuses what it does not know, and starts nothing for either', async () => {
  for (const command of commands) {
    const help = await muster([command, '--help'])
    assert.equal(help.code, 0, command)
    assert.match(help.out, /\p{Script=Han}/u, command)
    assert.match(help.out, /Exit codes: 0 /, command)
  }
  for (const command of ['serve', 'import', 'restore']) {
    const wrong = await muster([command, '--no-such-thing'])
    assert.equal(wrong.code, 2, command)
    assert.match(wrong.err, /no-such-thing/)
  }
  const none = await muster(['no-such-command'])
  assert.equal(none.code, 2)
  for (const command of commands) assert.match(none.err, new RegExp(`\\b${command}\\b`))
  assert.equal((await muster(['export', 'persons'])).code, 2)
  assert.equal((await muster(['restore', 'no-such-file'])).code, 2)
  assert.equal((await muster(['serve', '--port', '70000'])).code, 2)
  assert.ok(!existsSync(dataDir))
})

test('a house is served, worked on by others, killed, found again, backed up, stopped and restored', async () => {
  const first = await serve()
  assert.deepEqual(await (await fetch(`${first.ready.url}/readyz`)).json(), { status: 'ok' })
  assert.equal((await fetch(`${first.ready.url}/console/`)).status, 200)
  assert.match(first.ready.setup!, new RegExp(`^${first.ready.url}/console/#/setup/[\\w-]{40,}$`))

  const list = path.join(top, '区划.csv')
  writeFileSync(list, '统计用区划代码,名称\n140729100000,翠峰镇\n140729100001,城关社区\n140729100x,错\n')
  assert.equal((await muster(['import', list])).code, 1, 'no county is open yet')
  const partly = await muster(['import', list, '--county', '140729=灵石县', '--json'])
  assert.deepEqual([partly.code, (partly.json.failing as unknown[]).length], [1, 1], 'all or nothing')
  const taken = await muster(['import', list, '--leave-out', '--json'])
  assert.deepEqual([taken.code, (taken.json.committed as { rows: number }).rows], [1, 2])
  assert.equal(
    (await muster(['export', 'units', '--out', path.join(top, 'units.xlsx'), '--json'])).json.file,
    path.join(top, 'units.xlsx'),
  )
  const second = await muster(['serve', '--json', '--port', '0'])
  assert.equal(second.code, 1)
  assert.match(second.err, /Another Muster/)
  const taken2 = await muster(['serve', '--port', new URL(first.ready.url).port])
  assert.deepEqual([taken2.code, /is taken/.test(taken2.err)], [1, true])

  first.child.kill('SIGKILL')
  await ended(first.child)
  const again = await serve()
  assert.deepEqual(await (await fetch(`${again.ready.url}/v1/setup`)).json(), {
    needed: false,
    counties: [{ code: '140729', name: '灵石县' }],
  })
  assert.ok(again.ready.setup, 'there is still nobody who could appoint others')
  const file = path.join(top, 'a.backup')
  assert.ok(existsSync(keysFile), 'a serving house keeps the file of keys by itself')
  const backup = await muster(['backup', '--out', file, '--json'])
  assert.deepEqual([backup.code, backup.json.events], [0, 2])
  assert.equal((await muster(['backup', '--out', file])).code, 2, 'no file is written over unasked')
  assert.equal((await muster(['restore', file])).code, 1, 'not under a serving house')
  const verified = await muster(['verify', '--json'])
  assert.deepEqual([verified.code, verified.json.holds, verified.json.heads], [0, true, backup.json.heads])
  again.child.kill('SIGTERM')
  assert.equal(await ended(again.child), 0)
  assert.ok(!existsSync(path.join(dataDir, 'postgres/postmaster.pid')), 'the database has ended with the last of us')
  const rebuilt = await muster(['rebuild', '--json'])
  assert.deepEqual([rebuilt.code, rebuilt.json.equal], [0, true])

  const elsewhere = path.join(top, 'elsewhere')
  const locked = await muster(['restore', file], elsewhere)
  assert.deepEqual([locked.code, /house\.key/.test(locked.err)], [1, true])
  cpSync(path.join(dataDir, 'house.key'), path.join(elsewhere, 'house.key'))
  const restored = await muster(['restore', file, '--json'], elsewhere)
  assert.deepEqual([restored.code, restored.json.events, restored.json.heads], [0, 2, backup.json.heads])
  assert.deepEqual((await muster(['verify', '--json'], elsewhere)).json.heads, backup.json.heads)
})
