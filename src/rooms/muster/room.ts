// The muster 吹哨集结, its server side in one place: how it judges, finds facts, shows itself, and whom its events concern.
import { commands, type MusterEvent } from '#domain/muster/commands.ts'
import { muster } from '#domain/muster/muster.ts'
import { finder } from './facts.ts'
import * as board from './board.ts'
import * as figures from './figures.ts'
import * as proposal from './proposal.ts'
import * as calls from './views/calls.ts'
import * as engagements from './views/engagements.ts'
import * as hands from './views/hands.ts'
import * as musters from './views/musters.ts'
import { courierOf } from './courier.ts'
import { judge, nobody, serverRoom } from '../room.ts'

export const musterRoom = serverRoom<MusterEvent>({
  name: 'muster',
  judge: judge(muster, commands, finder),
  views: [calls.view, engagements.view, hands.view, musters.view],
  questions: [...board.questions, ...figures.questions, ...proposal.questions, ...musters.questions],
  reads: ['assignments', 'channels', 'rounds', 'staffing', 'units'],
  about: {
    'whistle-blown': nobody,
    'people-called': (e) => e.people.map((one) => one.person),
    'call-answered': (e) => [e.person],
    'muster-filled': nobody,
    'seat-reopened': nobody,
    'person-arrived': (e) => [e.person],
    'person-left': (e) => [e.person],
    'person-absent': (e) => [e.person],
    'wave-closed': nobody,
    'muster-escalated': nobody,
    'escalation-unheard': nobody,
    'muster-extended': nobody,
    'stood-down': (e) => e.left.map(([person]) => person),
    'people-reached': nobody,
  },
  courier: { after: ['people-called', 'muster-filled', 'stood-down', 'seat-reopened'], of: courierOf },
})
