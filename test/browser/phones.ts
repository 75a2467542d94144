// Phones for browser tests: one Chromium, each phone a context of its own with nothing shared, as small as a cheap
// Android.
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** Where Debian and others put it; CHROMIUM names another. */
const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
/** Nothing is asked of the outside, no profile is shared, and it starts as root in a container. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=zh-CN',
]
const SCREEN = { width: 360, height: 740 }

export function chromiumPath(): string {
  const found = PLACES.find((place) => place && existsSync(place))
  if (!found)
    throw new Error(
      'No Chromium was found. Install it (Debian: apt-get install chromium) or name its program in CHROMIUM, ' +
        'then run again.',
    )
  return found
}

/** What a page is waited for, far beyond what a busy machine takes: it ends what has come to a stop, and says where. */
const PATIENCE_MS = 180_000

export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    headless: true,
    args: FLAGS,
    timeout: PATIENCE_MS,
  })
  const newContext = browser.newContext.bind(browser)
  browser.newContext = async (options) => {
    const context = await newContext(options)
    context.setDefaultTimeout(PATIENCE_MS)
    return context
  }
  return browser
}

export interface Phone {
  readonly page: Page
  readonly context: BrowserContext
  /** What the page complained about: errors of scripts and refusals of the content policy. */
  readonly complaints: string[]
  /** Closes the page as a dead battery would, and opens it again with what the device kept. */
  killed(): Promise<void>
  close(): Promise<void>
}

export interface PhoneSettings {
  readonly size?: 'normal' | 'big' | 'elder'
  readonly language?: 'zh' | 'en'
  readonly theme?: 'light' | 'dark' | 'contrast'
  /** False for the browsers inside chat apps that have none. */
  readonly worker?: boolean
  /** Given before the first page, `name=value`. */
  readonly cookie?: string
}

export async function openPhone(browser: Browser, url: string, settings: PhoneSettings = {}): Promise<Phone> {
  const { size = 'normal', language = 'zh', theme = 'light', worker = true, cookie } = settings
  const context = await browser.newContext({
    viewport: SCREEN,
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    serviceWorkers: worker ? 'allow' : 'block',
  })
  await context.addInitScript(
    (kept) => localStorage.getItem('muster-preferences') ?? localStorage.setItem('muster-preferences', kept),
    JSON.stringify({ size, language, theme, sound: false, vibrate: false }),
  )
  const [name, value] = cookie?.split('=') ?? []
  if (name) await context.addCookies([{ name, value, url }])
  const complaints: string[] = []
  const open = async () => {
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      // A failed request is the network's word, and told to the person; what the page itself says wrong is not.
      if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text()))
        complaints.push(message.text())
    })
    return page
  }
  const phone: Phone & { page: Page } = {
    context,
    complaints,
    page: await open(),
    async killed() {
      const was = phone.page.url()
      await phone.page.close({ runBeforeUnload: false })
      phone.page = await open()
      await phone.page.goto(was)
    },
    close: () => context.close(),
  }
  await phone.page.goto(url)
  return phone
}

const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** Runs axe on what the page shows. @returns violations in one line each; empty when there are none */
export async function axe(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    // The content policy lets no script in from outside: it is given to the page's own world by the debugger instead.
    const { readFileSync } = await import('node:fs')
    await page.evaluate(readFileSync(axeSource, 'utf8'))
  }
  return page.evaluate(async () => {
    const found = await (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> }
      }
    ).axe.run()
    return found.violations.map(
      (one) =>
        `${one.id}: ${one.nodes
          .map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`)
          .slice(0, 3)
          .join(' | ')}`,
    )
  })
}

/** Elements that can be tapped and are smaller than a finger. Links within a sentence are text. */
export function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((min) => {
    const seen: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary')) {
      const own = element.matches('input[type="checkbox"], input[type="radio"]')
        ? (element.closest('label') ?? element)
        : element
      const box = own.getBoundingClientRect()
      if (
        box.width === 0 ||
        own.closest('.skip') ||
        own.classList.contains('skip') ||
        own.classList.contains('sr-only')
      )
        continue
      if (Math.min(box.width, box.height) < min)
        seen.push(`${own.outerHTML.slice(0, 100)}: ${Math.round(box.width)}×${Math.round(box.height)}`)
    }
    return seen
  }, least)
}

/** Text shown smaller than so many pixels. */
export function smallText(page: Page, least: number): Promise<string[]> {
  return page.evaluate((min) => {
    const seen: string[] = []
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement
      if (!parent || !walk.currentNode.textContent?.trim() || parent.closest('.sr-only, noscript, script, option'))
        continue
      const size = Number.parseFloat(getComputedStyle(parent).fontSize)
      if (size < min) seen.push(`${size}px: ${walk.currentNode.textContent.trim().slice(0, 40)}`)
    }
    return seen
  }, least)
}

/** Keeps a picture of what the screen holds when MUSTER_PICTURES names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.MUSTER_PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.png`) })
}
