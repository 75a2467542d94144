// Sentences of duties at a post 职责, in Chinese: the keys of every other language are these.
import type { Sentences } from '../sentences.ts'

export const duty = {
  order: '维持秩序',
  'code-check': '查验码证',
  registering: '信息登记',
  sampling: '采样',
  vaccinating: '接种',
  observing: '留观',
  disinfecting: '消毒',
  carrying: '搬运',
  guiding: '引导',
  'first-aid': '急救',
  visiting: '上门',
  checking: '核查',
  clearing: '清扫',
  driving: '驾车',
  reserve: '机动',
  team: '网格小队',
} satisfies Sentences
