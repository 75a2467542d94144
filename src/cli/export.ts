// `muster export persons|units|registrations`: writes a list as .xlsx.
import { asItself, type Actor } from '#domain/kernel/actor.ts'
import type { House } from '#server/house.ts'
import { noticing } from '#papers/noticed.ts'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isArea } from '#domain/kernel/area.ts'
import { exportable, exportList, type Exportable } from '#server/exports/lists.ts'
import { commandLineActor, countyOf, withHouse } from './open.ts'
import { codes, firstLanguage, isLanguage, type Language } from '#words/languages.ts'

const help = `muster export ${exportable.join('|')} --out FILE.xlsx [options]

  导出人员、单位或报到情况。Exports people, units or registrations.

  --out FILE      写到 · where to (required)
  --within CODE   只要这个区域内的 · only what lies within this area
  --county CODE   哪个县 · which county, where there are several
  --lang ${codes.join('|')}    表头语言 · language of headings (default zh)
  --json          机器可读 · machine-readable
  --help

  Exit codes: 0 written · 1 failed · 2 wrong usage
`

/**
 * Taking a list away is looking at people, from the command line as from the console: whose names are in it is noted.
 */
async function takeAway(
  house: House,
  actor: Actor,
  what: Exportable,
  within: string | undefined,
  language: Language,
): Promise<Buffer> {
  const noticed = noticing(house.vault)
  const asker = { actor: asItself(actor), now: house.now(), vault: noticed.vault }
  const file = await house.asAsker(asker.actor, (tx) => exportList(what, tx, asker, within, language))
  await house.gate.log.note({
    tenant: actor.tenant,
    at: house.now(),
    account: actor.account,
    roles: ['administrator'],
    session: 'command-line',
    what: `export-${what}`,
    area: within ?? actor.tenant,
    persons: noticed.persons(),
  })
  return file
}

export async function run(args: string[]): Promise<number> {
  let parsed
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        within: { type: 'string' },
        county: { type: 'string' },
        lang: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    process.stderr.write(`muster export: ${(error as Error).message}\n\n${help}`)
    return 2
  }
  const {
    values,
    positionals: [what, ...more],
  } = parsed
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const language = values.lang ?? firstLanguage
  if (
    !exportable.includes(what as Exportable) ||
    more.length > 0 ||
    !values.out ||
    (values.within && !isArea(values.within)) ||
    !isLanguage(language)
  ) {
    process.stderr.write(help)
    return 2
  }
  return withHouse('muster export', async (house) => {
    const tenant = await countyOf(house, values.county)
    const file = await takeAway(house, commandLineActor(tenant), what as Exportable, values.within, language)
    writeFileSync(values.out!, file)
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ file: values.out, bytes: file.length })}\n`
        : `${values.out}  ${file.length} B\n`,
    )
    return 0
  })
}
