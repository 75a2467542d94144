// Six phones and one whistle: two answer at once, one of them without a network, killed and reopened; one cannot; one
// stays silent and is escalated past; one arrives by the code.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Id } from '#domain/kernel/ids.ts'
import { CODE, openPaperMuster } from './paper-muster.ts'
import { openBrowser, openPhone, type Phone, picture } from './phones.ts'

const people: readonly Id[] = Array.from({ length: 6 }, (_, index) => `01920000-0000-7000-8000-00000000010${index}`)
const [ONLINE, OFFLINE, CANNOT, SILENT, ARRIVES, OFFERS] = people
/** Three seats: ONLINE, OFFLINE and ARRIVES take them; whoever offers to come after is thanked. */
const SEATS = 3

test('six phones, one whistle', async () => {
  const browser = await openBrowser()
  const house = await openPaperMuster(people, SEATS)
  const phones = new Map<Id, Phone>()
  try {
    await Promise.all(
      people.map(async (person) => {
        const phone = await openPhone(browser, house.url, { cookie: `paper=${person}` })
        await phone.page.waitForSelector('.call-called')
        phones.set(person, phone)
      }),
    )
    const page = (person: Id) => phones.get(person)!.page
    const shows = (person: Id, text: string) => page(person).waitForSelector(`.standing:has-text("${text}")`)
    const comes = async (person: Id) => {
      await page(person).click('article .button-good')
      await page(person).click('.thirds button:nth-child(2)')
    }

    const cut = phones.get(OFFLINE)!
    await cut.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await cut.context.setOffline(true)
    await Promise.all([comes(ONLINE), comes(OFFLINE)])
    await shows(ONLINE, '约 10 分钟到')
    await cut.page.waitForSelector('text=等待服务器确认')
    assert.equal(house.stateOf(OFFLINE), 'called', 'the server cannot know yet')
    await cut.killed()
    await cut.page.waitForSelector('text=等待服务器确认')

    await page(CANNOT).click('text=来不了')
    await shows(CANNOT, '来不了')

    await comes(ARRIVES)
    await shows(ARRIVES, '约 10 分钟到')
    await page(ARRIVES).goto(`${house.url}/#/arrive/${house.muster}/${CODE}`)
    await page(ARRIVES).click('main .button-primary')
    await shows(ARRIVES, '已签到')

    // Nobody else: the timer escalates past the silent one, whose call stays open.
    assert.equal(house.order({ type: 'escalate' }), 'accepted')
    assert.equal(house.reach, '140729100')
    assert.equal(house.stateOf(SILENT), 'called')

    await cut.context.setOffline(false)
    await cut.killed()
    await cut.page.waitForSelector('.call-coming')
    await cut.page.waitForFunction(() => !document.body.textContent?.includes('等待服务器确认'))
    for (const person of [ONLINE, OFFLINE, CANNOT, ARRIVES])
      assert.equal(house.events('call-answered', person).length, 1, 'each answer counts once')
    assert.equal(house.events('person-arrived').length, 1)
    assert.equal(house.phase, 'filled')

    // Filled: the others are told and released without doing anything; the one who offers now is thanked.
    await shows(SILENT, '人已够')
    await shows(OFFERS, '人已够')
    await picture(page(SILENT), 'six-thanked')
    assert.deepEqual(
      people.map((person) => house.stateOf(person)),
      ['coming', 'coming', 'cannot', 'thanked', 'arrived', 'thanked'],
    )
    for (const phone of phones.values()) assert.deepEqual(phone.complaints, [])
  } finally {
    await browser.close()
    await house.stop()
  }
})
