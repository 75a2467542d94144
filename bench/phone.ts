// Measures the phone as a cheap one meets it: bytes of JavaScript in the first load, and the time to the first list at
// 400 kbit/s with a six times slowed processor, on a first visit and on later ones. The pages are the built ones under
// their real policy; the one call shown comes at once, so that the web alone is measured.
// Run: node bench/phone.ts
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { openPaperHouse, paperCall, type PaperHouse } from '#test/browser/paper-house.ts'
import { openBrowser } from '#test/browser/phones.ts'
import { builtWeb } from '#test/browser/web.ts'

const SLOWED = 6
/** 400 kbit/s both ways, and the 400 ms there and back of Chromium's own "slow 3G". */
const LINE = { offline: false, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8, latency: 400 }
const ROUNDS = 5
const SCRIPT_MAX_KB = 40
const FIRST_LIST_MAX_MS = 3_500

const packedSize = (folder: string, name: string) => {
  const file = path.join(folder, name)
  return readFileSync(existsSync(`${file}.br`) ? `${file}.br` : file).length
}

async function slowPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  const debug = await context.newCDPSession(page)
  await debug.send('Network.enable')
  await debug.send('Network.emulateNetworkConditions', LINE)
  await debug.send('Emulation.setCPUThrottlingRate', { rate: SLOWED })
  return page
}

/** Milliseconds from navigation to the first call on the screen, by the page's own clock. */
async function timeToList(page: Page, url: string): Promise<number> {
  await page.addInitScript(() => {
    new MutationObserver((_, watcher) => {
      if (!document.querySelector('article')) return
      watcher.disconnect()
      requestAnimationFrame(() => ((globalThis as unknown as { shown: number }).shown = performance.now()))
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForFunction(() => (globalThis as unknown as { shown?: number }).shown !== undefined, undefined, {
    timeout: 60_000,
  })
  return page.evaluate(() => (globalThis as unknown as { shown: number }).shown)
}

async function bytes(house: PaperHouse, folder: string): Promise<{ script: number; style: number; page: number }> {
  const browser = await openBrowser()
  const page = await browser.newPage({ serviceWorkers: 'block' })
  const asked = new Set<string>()
  page.on('request', (request) => asked.add(new URL(request.url()).pathname))
  await page.goto(house.url)
  await page.waitForSelector('article')
  await browser.close()
  const sum = (ending: string) =>
    [...asked].filter((name) => name.endsWith(ending)).reduce((total, name) => total + packedSize(folder, name), 0)
  return { script: sum('.js'), style: sum('.css'), page: packedSize(folder, 'index.html') }
}

const round = (n: number) => Math.round(n)
const folder = await builtWeb()
process.env.MUSTER_WEB_BUILT = folder
const house = await openPaperHouse()
house.calls = [paperCall({ muster: '01920000-0000-7000-8000-000000000001' })]
const size = await bytes(house, folder)
const [first, again]: [number[], number[]] = [[], []]
for (let n = 0; n < ROUNDS; n++) {
  const browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true })
  const page = await slowPage(context)
  first.push(await timeToList(page, house.url))
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.close()
  again.push(await timeToList(await slowPage(context), house.url))
  await browser.close()
}
await house.stop()
const kb = (n: number) => (n / 1000).toFixed(1)
console.log(
  `phone, first load (brotli): JavaScript ${kb(size.script)} kB (aim ≤ ${SCRIPT_MAX_KB}), CSS ` +
    `${kb(size.style)} kB, page ${kb(size.page)} kB`,
)
console.log(
  `first list at 400 kbit/s, 400 ms latency, processor ×1/${SLOWED}: first visit min ` +
    `${round(Math.min(...first))} ms, median ${round([...first].sort((a, b) => a - b)[ROUNDS >> 1])} ms of ` +
    `${ROUNDS} (aim ≤ ${FIRST_LIST_MAX_MS})`,
)
console.log(
  `later visits, from the device: min ${round(Math.min(...again))} ms, median ` +
    `${round([...again].sort((a, b) => a - b)[ROUNDS >> 1])} ms`,
)
