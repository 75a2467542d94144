// An import's stopped rows, corrected in the console as a person corrects them.
import type { Page } from 'playwright-core'
import { memberRow, type DemoMember } from '../../src/demo/members.ts'

/**
 * Corrects each stopped row in its own cell as the list should have said; who only looks alike is kept beside.
 * @returns what each cell said
 */
export async function correctAll(page: Page, members: readonly DemoMember[]): Promise<string[]> {
  await page.waitForSelector('.commit-bar')
  const said: string[] = []
  for (let n = 0; n < 12; n += 1) {
    await page.click('.table-body .table-row >> nth=0')
    const text = (await page.textContent('aside .note-bad b'))!
    const [, column, row] = /^([A-Z])(\d+)/.exec(text)!
    said.push(text)
    await page.fill(
      'aside .correct input',
      memberRow(members[Number(row) - 3], Number(row) - 2)[column.charCodeAt(0) - 65],
    )
    await page.click('aside .correct button')
    await page.waitForFunction((left) => document.querySelectorAll('.table-body .table-row').length === left, 11 - n)
  }
  const asked = page.locator('.bar button', { hasText: '待选择' })
  if (await asked.count()) {
    await asked.click()
    await page.click('.table-body .table-row >> nth=0')
    await page.click('aside details summary').catch(() => undefined)
    await page.click('aside button:has-text("都保留")')
  }
  return said
}
