// Channels 通道, its server side in one place: how it judges, finds facts, shows itself, and whom its events concern.
import { commands, type ChannelsEvent } from '#domain/channels/commands.ts'
import { channels } from '#domain/channels/channels.ts'
import { finder } from './facts.ts'
import * as channelsView from './views/channels.ts'
import { channelRoutes } from './routes.ts'
import { judge, nobody, serverRoom } from '../room.ts'

export const channelsRoom = serverRoom<ChannelsEvent>({
  name: 'channels',
  judge: judge(channels, commands, finder),
  views: [channelsView.view],
  questions: [...channelsView.questions],
  reads: [],
  about: {
    'push-added': nobody,
    'push-removed': nobody,
    'email-set': nobody,
    'email-removed': nobody,
    'calendar-set': nobody,
    'channels-chosen': nobody,
  },
  routes: channelRoutes,
})
