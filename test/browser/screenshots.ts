// Makes the pictures of the README and the guide: the console and the wall board on the demo county, always the same people from its seed.
// Run: node test/browser/screenshots.ts [folder]   (docs/pictures when left out)
import { mkdirSync } from 'node:fs'
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
  { name: 'console-home', path: '/console/#/', ready: '.running', size: DESK },
  { name: 'console-whistle', path: '/console/#/whistle', ready: '.maplibregl-canvas', size: DESK, act: fillWhistle },
  { name: 'console-board', path: `/console/#/musters/${idOf('1', 0)}`, ready: '.ladder', size: DESK },
  { name: 'console-musters', path: '/console/#/musters', ready: '.table-body .table-row', size: DESK },
  { name: 'console-people', path: `/console/#/people/${idOf('0', 3)}`, ready: '.timeline', size: DESK },
  { name: 'console-registrations', path: '/console/#/registrations', ready: '.table-body .table-row', size: DESK },
  { name: 'console-code', path: `/console/#/musters/${idOf('1', 0)}`, ready: '.ladder', size: DESK, act: showCode },
  { name: 'wall', path: '/wall/', ready: '.wall-rows li', size: WALL },
]

async function fillWhistle(page: Page): Promise<void> {
  await page.fill('#what', '翠峰镇排水抢险,请带雨鞋')
  await page.fill('#people', '30')
  await page.fill('#place', '城关')
  await page.waitForTimeout(500)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.candidates')
}

async function showCode(page: Page): Promise<void> {
  await page.keyboard.press('c')
  await page.waitForSelector('.code-screen .qr')
}

/** The map's note goes when its first picture is drawn. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('.map-note'), undefined, { timeout: 20_000 }).catch(() => {})
  await page.waitForTimeout(600)
}

mkdirSync(folder, { recursive: true })
const [browser, house] = await Promise.all([openBrowser(), openPaperConsole()])
try {
  for (const [language, ending] of [['zh', ''], ['en', '-en']] as const) {
    const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    await context.addInitScript((kept) => localStorage.setItem('muster-preferences', kept), JSON.stringify({ language, theme: 'light', size: 'normal' }))
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
console.log(`pictures in ${folder}`)
