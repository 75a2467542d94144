// Sentences of oneself: ways to be reached, calendar, sessions, in English.
import type { me as zh } from '../../zh/phone/me.ts'
import type { Whole } from '../../sentences.ts'

export const me = {
  me: 'Me',
  service: 'My service',
  'service-none': 'No service yet.',
  'service-sum': '{times} {times:time|times}, {hours} h {minutes} min in all.',
  reach: 'How I am reached',
  'reach-what': 'While this page is closed you are told in these ways. A message never says what or where.',
  'push-none':
    "This browser cannot take notifications. Open the page in the phone's own browser, or ask your community " +
    'to ring you.',
  'push-on': 'This phone takes notifications.',
  'push-off': 'This phone takes no notifications yet.',
  'push-start': 'Take notifications on this phone',
  'push-stop': 'Stop on this phone',
  'push-denied': "That was not allowed. Allow notifications in the browser's settings and try again.",
  'push-failed':
    'That did not work: this phone cannot reach its notification service. Use e-mail, or ask your community ' +
    'to ring you.',
  email: 'E-mail',
  'email-on': 'There is an address. A new one replaces it.',
  'email-off': 'There is no address yet.',
  'email-remove': 'Remove the address',
  quiet: 'Quiet at night',
  'quiet.from': 'From',
  'quiet.until': 'Until',
  'quiet-what': 'A real whistle and what you promised still ring; drills and thanks do not.',
  'reach-first': 'Which first',
  'way.push': 'Notification',
  'way.email': 'E-mail',
  calendar: 'My shifts in my calendar',
  'calendar-what':
    'You get an address that is yours alone: put it into the calendar of your phone or computer, and your ' +
    'shifts appear there. Whoever has it sees your shifts, so do not pass it on.',
  'calendar-once': 'The address is shown this once; copy it now:',
  'calendar-make': 'Make an address',
  'calendar-new': 'A new address (the old one ends at once)',
  'calendar-stop': 'Stop',
  telling: 'When I am called',
  sound: 'Sound',
  vibrate: 'Vibrate',
  sessions: 'Where I am logged in',
  'sessions-what': 'If you do not know one, end it and tell your community.',
  'session-here': 'This phone',
  'session-seen': 'last used {time}',
  'session-end': 'End it',
  'sign-out': 'Sign out',
  'sign-out-sure':
    'Everything of yours on this phone is cleared at once, also without a network, and it will not ring for you any ' +
    'more. What belongs to others stays.',
  'sign-out-waiting':
    '{n} not uploaded yet. They stay on this phone, sealed, until you yourself log in here again; nobody else sees ' +
    'them.',
  'sign-out-keep': 'Sign out, keep them for later',
  'sign-out-discard': 'Sign out, throw them away',
  'sign-out-discard-sure': '{n} not uploaded will be gone for good. Are you sure?',
  'sign-out-discard-yes': 'Throw away and sign out',
  'sign-out-yes': 'Sign out and clear',
  record: 'My record of service, with proofs',
  notices: 'Notices for me',
  held: 'What is held about me',
} satisfies Whole<typeof zh>
