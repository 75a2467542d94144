// Sentences of the channels 通道, in English.
import type { channels as zh } from '../zh/channels.ts'
import type { Whole } from '../sentences.ts'

export const channels = {
  'reason.nothing-changed': 'The same as before: nothing changed',
  'reason.too-many-devices': 'Too many devices: take one off first',
  'reason.not-there': 'This device is not listed',
} satisfies Whole<typeof zh>
