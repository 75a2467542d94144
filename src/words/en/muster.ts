// Sentences of the muster 吹哨集结, in English.
import type { muster as zh } from '../zh/muster.ts'
import type { Whole } from '../sentences.ts'

export const muster = {
  'why.registered-here': 'Registered with a community here',
  'why.lives-here': 'Home is here',
  'why.near': 'About {metres} m from home',
  'why.place-unknown': 'Home not on the map',
  'why.skill': 'Skill that is needed: {skill}',
  'why.served': '{hours} h served so far',
  'why.rested': 'Rested for {hours} h',
  'why.tired': 'Served only {hours} h ago',
  'why.usual-hours': 'Within the usual free hours',
  'why.unusual-hours': 'Outside the usual free hours',
  'why.willing': 'Offered to come before',
  'skipped.unknown': 'No such person',
  'skipped.inactive': 'No longer takes part',
  'skipped.engaged': 'Promised to another muster',
  'skipped.out-of-reach': 'Outside the area that may be called now',
  'skipped.already-called': 'Called already',
  'skipped.no-seat-fits': 'No open seat that fits',
  'reason.already-blown': 'This whistle has been blown already',
  'reason.nothing-changed': 'The same as before: nothing changed',
  'reason.over': 'The muster is over',
  'reason.not-due': 'Not due yet, or done already',
  'reason.bad-times':
    'The times do not fit: the end comes after the start, not before now; a week ahead at most, three days ' +
    'long at most',
  'reason.began-long-ago':
    'It began more than {hours} hours ago: a whistle asks people to come now; past service is typed into the dossier',
  'reason.too-short': 'It ends in less than {minutes} minutes, too soon for anybody to come: set a later end',
  'reason.needs-twice': 'The same kind of people is listed twice',
  'reason.leader-without-role': 'This leader holds no role here',
  'reason.nobody-to-call': 'There is nobody to call',
  'reason.too-many-called': 'Too many called: at most {most}',
  'reason.too-many-waves': 'Too many waves',
  'reason.not-called': 'Not among those called to this muster',
  'reason.already-answered': 'Already answered so',
  'reason.already-arrived': 'Already signed in',
  'reason.not-arrived': 'Not signed in yet',
  'reason.engaged-elsewhere': 'Promised to another muster',
  'reason.code-wrong': 'The code is wrong',
  'reason.code-stale': 'The code has expired: use the one on the leader’s screen now',
  'reason.code-used': 'This code has been used: use the one that shows now',
  'reason.device-used': 'This phone has signed in somebody else: ask the leader to confirm you',
  'reason.clock-ahead': 'The phone’s clock is ahead: set it and sign in again',
  'reason.already-widest': 'The whole county is asked already',
} satisfies Whole<typeof zh>
