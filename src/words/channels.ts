// The words of the channels 通道: src/words/<language>/channels.ts.
import { words } from './sentences.ts'
import { channels as zh } from './zh/channels.ts'

export const channels = words('channels', zh, async (language) => (await import(`./${language}/channels.ts`)).channels)
