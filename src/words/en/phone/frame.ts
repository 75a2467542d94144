// Sentences of the frame of the phone: tabs, what is on its way, what could not be kept, in English.
import type { frame as zh } from '../../zh/phone/frame.ts'
import type { Whole } from '../../sentences.ts'

export const frame = {
  tabs: 'Main screens',
  'tab.today': 'Now',
  'tab.registration': 'Register',
  'tab.me': 'Me',
  'new-call': 'New call: {what}',
  unconfirmed: 'Noted, waiting for the server to confirm',
  'not-kept.full': 'The phone is full: this was not kept. Free some space and tap again.',
  'not-kept.queue-too-long': 'Too much is waiting to be uploaded: this was not kept. Upload first.',
  'not-kept.logged-out': 'You are logged out: this was not kept. Please log in first.',
  'not-kept.broken': 'The phone could not store it: this was not kept. Tap again, or close and reopen.',
  'not-lasting':
    'This browser keeps nothing: what is not uploaded is lost when you close it. Please open it in the ' +
    "phone's own browser.",
  sending: 'Uploading…',
  waiting: '{n} waiting',
  'kept-for': '{n} of {name} waiting since last time',
  'refused-count': '{n} refused',
  'synced-at': 'synced {time}',
  busy: 'Server busy',
  'server-down': 'No server',
  reading: 'Language and text size',
  'screen-missing': 'This screen has not been downloaded yet. Try again with a network.',
  'notice-waits': 'Please sign for: {title}',
} satisfies Whole<typeof zh>
