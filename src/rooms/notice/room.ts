// Notices 通知, its server side in one place: how it judges, finds facts, shows itself, and whom its events concern.
import { commands, type NoticeEvent } from '#domain/notice/commands.ts'
import { notice } from '#domain/notice/notice.ts'
import { finder } from './facts.ts'
import * as questions from './questions.ts'
import * as noticeReceipts from './views/notice-receipts.ts'
import * as notices from './views/notices.ts'
import { courierOf } from './courier.ts'
import { noticeRoutes } from './routes.ts'
import { judge, nobody, serverRoom } from '../room.ts'

export const noticeRoom = serverRoom<NoticeEvent>({
  name: 'notice',
  judge: judge(notice, commands, finder),
  views: [noticeReceipts.view, notices.view],
  questions: [...questions.questions],
  reads: ['areas', 'channels', 'persons', 'registrations', 'units'],
  about: {
    'notice-sent': nobody,
    'recipients-addressed': (e) => (e.about.to === 'persons' ? e.recipients.map((one) => one.id) : []),
    'notice-signed': nobody,
    'notice-reminded': nobody,
    'notice-withdrawn': nobody,
    'notice-reached': nobody,
  },
  routes: noticeRoutes,
  courier: { after: ['recipients-addressed', 'notice-reminded'], of: courierOf },
})
