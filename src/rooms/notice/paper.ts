// A notice on paper, and the list of who has signed for it.
import { clockText, dayText } from '#domain/kernel/zone.ts'
import type { Paper } from '#papers/paper.ts'
import type { Language } from '#words/languages.ts'
import { papers } from '#words/papers.ts'
import { printed } from '#words/printed.ts'
import type { NoticeAnswer } from './questions.ts'

const words = await printed(papers)

/** A notice as it is pinned to the wall, and the list of who has signed for it. */
export function noticePaper(notice: NoticeAnswer, language: Language, withList: boolean): Paper {
  const say = words.in(language)
  const state = (row: NoticeAnswer['receipts'][number]) =>
    row.state === 'signed' ? say(`way-${row.way ?? 'self'}`) : ''
  return {
    name: notice.title,
    cut: null,
    parts: [
      {
        title: notice.title,
        lines: [],
        text: notice.text.split('\n'),
        tables: [],
        after: [
          say('sign-by', { at: clockText(notice.signBy) }),
          say('sent', { area: notice.areaName ?? notice.area, at: dayText(notice.sentAt) }),
        ],
      },
      ...(withList
        ? [
            {
              title: say('receipts'),
              lines: [
                say('receipts-line', { title: notice.title, signed: notice.signed, recipients: notice.recipients }),
              ],
              after: [],
              tables: [
                {
                  heads: (['number', 'recipient', 'place', 'signed-by', 'signed-at', 'way'] as const).map((key) =>
                    say(key),
                  ),
                  widths: [5, 22, 14, 12, 17, 12],
                  rows: notice.receipts.map((row, at) => [
                    String(at + 1),
                    row.name,
                    row.homeName ?? row.home,
                    row.signedByName ?? '',
                    row.signedAt === null ? '' : clockText(row.signedAt),
                    state(row),
                  ]),
                },
              ],
            },
          ]
        : []),
    ],
  }
}
