// Sentences of registrations with a community 报到, in English.
import type { registrations as zh } from '../../zh/console/registrations.ts'
import type { Whole } from '../../sentences.ts'

export const registrations = {
  'registration.asked': 'Waiting',
  'registration.accepted': 'Registered',
  'registration.declined': 'Declined',
  'registration.withdrawn': 'Withdrawn',
  'registration.not': 'Not registered',
  'registration.under':
    'Units and persons register with a community; the community answers. Space chooses, A accepts, D declines.',
  'registration.who': 'Person or unit',
  'registration.kind': 'Kind',
  'registration.kind.unit': 'Unit',
  'registration.kind.person': 'Person',
  'registration.community': 'Community',
  'registration.state': 'State',
  'registration.asked-at': 'Asked',
  'registration.answered-at': 'Answered',
  'registration.search': 'Name, unit, community',
  'registration.accept-n': 'Accept {n}',
  'registration.accept': 'Accept',
  'registration.decline': 'Decline',
  'registration.accepted-done': '{n} {n:registration|registrations} accepted',
  'registration.declined-done': '{n} {n:registration|registrations} declined; they see the reason',
  'registration.decline-title': 'Decline {n} {n:registration|registrations}: {name} …',
  'registration.why': 'Reason (they will see it)',
  'registration.why.not-ours': 'Not within our area',
  'registration.why.elsewhere': 'Registered with another community',
  'registration.why.enough': 'Enough people for now',
  'registration.why.mistake': 'Registered by mistake',
  'registration.decline-kept': 'They may then register with another community, or ask again.',
  'registration.none-waiting': 'No registration waits for an answer',
  'registration.none-waiting.do': 'New ones appear here by themselves.',
} satisfies Whole<typeof zh>
