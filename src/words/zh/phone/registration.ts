// Sentences of registering with a community 报到, in Chinese: the keys of every other language are these.
import type { Sentences } from '../../sentences.ts'

export const registration = {
  registration: '我的报到',
  'registration-what': '报到后，社区需要人手时会叫您。',
  'registration-asked': '等待社区答复。',
  'registration-why': '原因：',
  'registration-one': '一个人只在一个社区报到。要换社区，请先撤回。',
  'no-person': '这个账号没有对应的个人，不能报到。',
  withdraw: '撤回报到',
  'withdraw-sure': '撤回后，这个社区不再叫您。已经服务的记录保留。确定吗？',
  'withdraw-yes': '撤回',
  'register-search': '找您的社区或村',
  'register-hint': '输入名称中的几个字，例如“城关”。',
  'register-none': '没有找到。请换几个字试试。',
  'register-hits': '找到 {n} 个',
  'register-more': '还有 {n} 个，请多输入几个字。',
  'register-sure': '向这里报到吗？',
  'register-yes': '报到',
  'register-other': '换一个',
} satisfies Sentences
