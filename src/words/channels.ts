// The channels' words 通道: why a change of how somebody is reached was refused.
import type { Words } from './shape.ts'

export const channels: Words = {
  zh: {
    'reason.nothing-changed': '和原来一样，没有变化',
    'reason.too-many-devices': '登记的设备太多，请先去掉一部',
    'reason.not-there': '没有登记过这部设备',
  },
  en: {
    'reason.nothing-changed': 'The same as before: nothing changed',
    'reason.too-many-devices': 'Too many devices: take one off first',
    'reason.not-there': 'This device is not listed',
  },
}
