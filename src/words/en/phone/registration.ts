// Sentences of registering with a community 报到, in English.
import type { registration as zh } from '../../zh/phone/registration.ts'
import type { Whole } from '../../sentences.ts'

export const registration = {
  registration: 'My registration',
  'registration-what': 'Once registered, the community calls you when hands are needed.',
  'registration-asked': "Waiting for the community's answer.",
  'registration-why': 'Why:',
  'registration-one': 'One person registers with one community. To change, withdraw first.',
  'no-person': 'No person stands behind this account, so it cannot register.',
  withdraw: 'Withdraw',
  'withdraw-sure': 'This community will no longer call you. What you have served stays on record. Are you sure?',
  'withdraw-yes': 'Withdraw',
  'register-search': 'Find your community or village',
  'register-hint': 'Type a few characters of its name, such as 城关.',
  'register-none': 'Not found. Try other characters.',
  'register-hits': '{n} found',
  'register-more': '{n} more: type a little more.',
  'register-sure': 'Register here?',
  'register-yes': 'Register',
  'register-other': 'Another one',
} satisfies Whole<typeof zh>
