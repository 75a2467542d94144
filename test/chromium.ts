// Finds a Chromium for the browser tests, or fetches it from Debian; says plainly when there is none to be had.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
/** The browser, and letters for what it shows: without them every Chinese sign is the same box. */
const packages = ['chromium', 'fonts-noto-cjk']
const installMillisecondsMax = 900_000

const find = (): string | undefined => [process.env.CHROMIUM, ...places].find((place) => place && existsSync(place))

const hasChinese = (): boolean => {
  const said = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return said.status !== 0 || said.stdout.trim() !== ''
}

function install(): void {
  process.stderr.write(`muster test: installing ${packages.join(' and ')} from Debian …\n`)
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: installMillisecondsMax,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  if (!apt('-qq', 'update') || !apt('-qq', 'install', '-y', '--no-install-recommends', ...packages))
    process.stderr.write('muster test: apt-get could not install them\n')
}

/** @returns the program's path; undefined where none can be had */
export function findChromium(): string | undefined {
  const debian = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (debian && (!find() || !hasChinese())) install()
  return find()
}

const remedy = `apt-get install ${packages.join(' ')}`
export const noChromium =
  `没有找到 Chromium，浏览器测试无法进行：请安装（Debian：${remedy}），或用环境变量 CHROMIUM 指出它的程序。\n` +
  'No Chromium was found, and the browser tests cannot run without one: install it ' +
  `(Debian: ${remedy}), or name its program in CHROMIUM.\n`
