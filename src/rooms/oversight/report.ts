// The notice of results of a look-back 督导情况通报, and the table of what was drawn: laid out once, written as Word or
// Excel. No person is named in the notice.
import type { Id } from '#domain/kernel/ids.ts'
import { clockText } from '#domain/kernel/zone.ts'
import type { Estimate } from '#domain/oversight/sample.ts'
import { eachAsIs } from '#journal/shown.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import type { Made } from '#papers/hand-over.ts'
import type { Paper } from '#papers/paper.ts'
import type { Language } from '#words/languages.ts'
import { oversight } from '#words/oversight.ts'
import { printed, type Say } from '#words/printed.ts'
import { findFindings, shownInFindings, type FindingRow } from './findings.ts'
import { findItems, findLookBack } from './look-backs.ts'
import type { MissingAnswer } from './missing.ts'

const layerHeads = ['area', 'size', 'drawn', 'yes', 'no', 'unreached', 'share'] as const
const words = await printed(oversight)

const percent = (share: number) => (Math.round(share * 1000) / 10).toFixed(1)
const figure = (one: Estimate) => ({
  share: percent(one.share),
  low: percent(one.low),
  high: percent(one.high),
  worst: percent(one.worst),
  best: percent(one.best),
})

type LookBack = NonNullable<Awaited<ReturnType<typeof findLookBack>>>

/** What was drawn from what, and how much of it was checked. */
const basisOf = (found: LookBack, language: Language): string =>
  words.in(language)('doc.basis', {
    area: found.areaName ?? found.area,
    of: found.of,
    layers: found.strata.length,
    drawn: found.drawn,
    seed: found.seed,
    checked: found.checked,
    unreached: found.unreached,
  })

/** What the sample says of the whole. */
function resultsOf({ coverage, agreement, unreached }: LookBack, language: Language): string[] {
  const say = words.in(language)
  if (coverage === null) return [say('nothing-checked')]
  return [
    say('doc.coverage', figure(coverage)),
    ...(agreement ? [say('doc.agreement', figure(agreement))] : []),
    ...(unreached > 0 ? [say('doc.unreached', figure(coverage))] : []),
  ]
}

const layerTable = ({ strata }: LookBack, language: Language) => ({
  heads: layerHeads.map((head) => words.in(language)(`doc.h.${head}`)),
  widths: [20, 10, 10, 10, 10, 10, 12],
  rows: strata.map((one) => [
    one.name ?? one.area,
    String(one.size),
    String(one.drawn),
    String(one.yes),
    String(one.no),
    String(one.unreached),
    one.yes + one.no === 0 ? '' : `${percent(one.yes / (one.yes + one.no))} %`,
  ]),
})

/** What was found, a sentence each. */
const notedIn = (findings: readonly FindingRow[], say: Say<keyof typeof oversight.zh>) =>
  findings.map((one, at) =>
    say('doc.finding', {
      n: at + 1,
      grade: say(`grade.${one.grade}`),
      area: one.areaName ?? one.area,
      text: one.text,
      by: clockText(one.dueAt),
      state: say(`state.${one.state}`),
    }),
  )

/** No person is named in it; buildings are, where something was found. @returns undefined where the asker sees none */
export async function resultsPaper(
  tx: Tx,
  { tenant, vault, now }: { tenant: string; vault: VaultReader; now: number },
  lookBack: Id,
  language: Language,
): Promise<Made | undefined> {
  const say = words.in(language)
  const found = await findLookBack(tx, tenant, lookBack, vault)
  if (!found) return undefined
  const findings = await findFindings(tx, tenant, { lookBack }, vault)
  const noted = notedIn(findings, say)
  const paper: Paper = {
    name: 'look-back',
    cut: null,
    parts: [
      {
        title: say('doc.title', { title: found.title }),
        lines: [],
        tables: [layerTable(found, language)],
        text: [
          say('doc.results'),
          basisOf(found, language),
          ...resultsOf(found, language),
          say('doc.method'),
          say('doc.findings'),
          ...(noted.length === 0 ? [say('doc.none')] : noted),
          say('doc.layers'),
        ],
        after: [say('doc.sign'), clockText(now)],
      },
    ],
  }
  return { paper, shows: shownInFindings(findings) }
}

/** What was drawn and what was found, for the team's own use: who answers for it may take it away. */
export async function itemsPaper(
  tx: Tx,
  { tenant, vault }: { tenant: string; vault: VaultReader },
  lookBack: Id,
  language: Language,
): Promise<Made | undefined> {
  const say = words.in(language)
  const found = await findLookBack(tx, tenant, lookBack, vault)
  if (!found) return undefined
  const items = await findItems(tx, tenant, lookBack, undefined, vault)
  const paper: Paper = {
    name: 'look-back-items',
    cut: null,
    parts: [
      {
        title: `${found.title} ${say(`kind.${found.kind}`)}`,
        lines: [`${say('seed')} ${found.seed}`],
        after: [],
        tables: [
          {
            heads: [
              say('teams'),
              found.kind === 'visited' ? say('door') : say('name'),
              say('phone'),
              say('home'),
              say('check'),
              say('note'),
            ],
            widths: [8, 14, 16, 24, 12, 30],
            rows: items.map((one) => [
              one.team === null ? '' : String(one.team),
              one.name,
              one.phone ?? '',
              one.where,
              one.found === null ? '' : say(`found.${one.found}`),
              one.text ?? '',
            ]),
          },
        ],
      },
    ],
  }
  return { paper, shows: eachAsIs(items.map((one) => one.item)) }
}

/** Who has not, in the order of their homes. */
export function missingPaper(
  { rows }: MissingAnswer,
  about: 'register' | 'serve' | 'come' | 'visit',
  language: Language,
): Paper {
  const say = words.in(language)
  const heads = about === 'visit' ? (['door', 'home'] as const) : (['name', 'unit', 'phone', 'home', 'urge'] as const)
  return {
    name: 'missing',
    cut: null,
    parts: [
      {
        title: say(`about.${about}`),
        lines: [say('names-note')],
        after: [],
        tables: [
          {
            heads: heads.map((head) => say(head)),
            widths: heads.map(() => 20),
            rows: rows.map((row) =>
              about === 'visit'
                ? [row.name, row.areaName ?? row.area]
                : [
                    row.name,
                    row.unitName ?? '',
                    row.phone ?? '',
                    row.areaName ?? row.area,
                    row.urgedAt === null ? '' : clockText(row.urgedAt),
                  ],
            ),
          },
        ],
      },
    ],
  }
}
