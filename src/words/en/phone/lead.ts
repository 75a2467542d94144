// Sentences of whoever leads a muster on the spot, in English.
import type { lead as zh } from '../../zh/phone/lead.ts'
import type { Whole } from '../../sentences.ts'

export const lead = {
  lead: 'Leading on the spot',
  'lead.qr': 'Sign-in code',
  'lead.left': 'Time until the code changes',
  'lead.hint': 'Ask those who arrive to scan this, or to type these 8 digits.',
  'lead.no-code': 'No codes left; new ones come with a network. Without one, sign people in by name below.',
  'lead.people': '{here} of {n} here',
  'lead.find': 'Find a name',
  'lead.here': 'Here',
  'lead.state.called': 'no answer',
  'lead.state.talk': 'wants a word',
  'lead.state.cannot': 'cannot',
  'lead.state.coming': 'on the way',
  'lead.state.arrived': 'here',
  'lead.state.left': 'left',
  'lead.state.thanked': 'not needed',
  'lead.state.absent': 'absent',
  'lead.state.released': 'stood down',
} satisfies Whole<typeof zh>
