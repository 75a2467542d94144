// Makes the pictures of the README and the guide: the console and the wall board on the demo county, always the same
// people from its seed; rounds, points and proofs as the browser tests play them.
// Run: node test/browser/screenshots.ts [folder]   (docs/pictures when left out)
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { idOf, openPaperConsole } from './paper-console.ts'
import { openBrowser } from './phones.ts'

const folder = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../../docs/pictures'))
const DESK = { width: 1440, height: 900 }
const WALL = { width: 1920, height: 1080 }

interface Picture {
  readonly name: string
  readonly path: string
  readonly ready: string
  readonly size: { readonly width: number; readonly height: number }
  act?(page: Page): Promise<unknown>
}

const pictures: readonly Picture[] = [
  { name: 'console-whistle', path: '/console/#/whistle', ready: '.maplibregl-canvas', size: DESK, act: fillWhistle },
  { name: 'console-board', path: `/console/#/musters/${idOf('1', 0)}`, ready: '.ladder', size: DESK },
  { name: 'wall', path: '/wall/', ready: '.wall-rows li', size: WALL },
]

/** What the tests of these names keep on their way. */
const played: Readonly<Record<string, readonly string[]>> = {
  'rounds.test.ts': ['console-plan', 'console-repair', 'console-callup', 'phone-seat'],
  'point.test.ts': ['phone-desk', 'phone-doors', 'phone-slot'],
  'dossier.test.ts': ['phone-record', 'proof'],
  'six-phones.test.ts': ['six-thanked'],
}

async function fillWhistle(page: Page): Promise<void> {
  await page.fill('#what', '翠峰镇排水抢险，请带雨鞋')
  await page.fill('#people', '30')
  await page.fill('#place', '城关')
  await page.waitForTimeout(500)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.candidates')
}

/** The map's note goes when its first picture is drawn. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('.map-note'), undefined, { timeout: 20_000 }).catch(() => {})
  await page.waitForTimeout(600)
}

mkdirSync(folder, { recursive: true })
const [browser, house] = await Promise.all([openBrowser(), openPaperConsole()])
try {
  for (const [language, ending] of [
    ['zh', ''],
    ['en', '-en'],
  ] as const) {
    const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    await context.addInitScript(
      (kept) => localStorage.setItem('muster-preferences', kept),
      JSON.stringify({ language, theme: 'light', size: 'normal' }),
    )
    for (const { name, path: address, ready, size, act } of pictures) {
      const page = await context.newPage()
      await page.setViewportSize({ ...size })
      await page.goto(`${house.url}${address}`)
      await page.waitForSelector(ready, { state: 'attached' })
      await act?.(page)
      await settle(page)
      await page.screenshot({ path: path.join(folder, `${name}${ending}.png`) })
      await page.close()
    }
    await context.close()
  }
} finally {
  await browser.close()
  await house.stop()
}

const draft = mkdtempSync(path.join(os.tmpdir(), 'muster-pictures-'))
try {
  execFileSync(
    process.execPath,
    ['--test', ...Object.keys(played).map((file) => path.join(import.meta.dirname, file))],
    { env: { ...process.env, MUSTER_PICTURES: draft }, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  for (const name of Object.values(played).flat())
    copyFileSync(path.join(draft, `${name}.png`), path.join(folder, `${name}.png`))
} finally {
  rmSync(draft, { recursive: true, force: true })
}
console.log(`pictures in ${folder}`)
