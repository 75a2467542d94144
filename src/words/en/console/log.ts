// Sentences of the access log, in English.
import type { log as zh } from '../../zh/console/log.ts'
import type { Whole } from '../../sentences.ts'

export const log = {
  'log.under': 'Who looked at what about whom, and when. Only ever added to; read by the auditor.',
  'log.what.muster-board': 'board of a muster',
  'log.what.whistle-proposal': 'whom to call',
  'log.what.wave-proposal': 'whom to call next',
  'log.at': 'When',
  'log.people': 'People shown',
  'log.of-one': 'Who looked at this person.',
  'log.who-looked': 'Who looked',
  'log.who': 'Who',
  'log.what': 'Looked at',
  'log.search': 'Name or content',
  'log.none': 'Nothing logged yet',
  'log.none.do': 'Whenever somebody sees personal data, it is written down here.',
  'log.more': 'Earlier',
} satisfies Whole<typeof zh>
