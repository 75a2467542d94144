// Sentences of the access log, in Chinese: the keys of every other language are these.
import type { Sentences } from '../../sentences.ts'

export const log = {
  'log.under': '谁在什么时候看了谁的什么。只增不改，审计管理员查看。',
  'log.what.muster-board': '集结情况',
  'log.what.whistle-proposal': '建议召集',
  'log.what.wave-proposal': '建议再召集',
  'log.at': '时间',
  'log.people': '涉及人数',
  'log.of-one': '谁看过这个人的资料。',
  'log.who-looked': '谁看过',
  'log.who': '谁',
  'log.what': '看了什么',
  'log.search': '姓名、内容',
  'log.none': '还没有记录',
  'log.none.do': '有人查看个人信息时，这里就会记下。',
  'log.more': '再往前',
} satisfies Sentences
