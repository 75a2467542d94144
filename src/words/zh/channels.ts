// Sentences of the channels 通道, in Chinese: the keys of every other language are these.
import type { Sentences } from '../sentences.ts'

export const channels = {
  'reason.nothing-changed': '和原来一样，没有变化',
  'reason.too-many-devices': '登记的设备太多，请先去掉一部',
  'reason.not-there': '没有登记过这部设备',
} satisfies Sentences
