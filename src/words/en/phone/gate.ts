// Sentences of logging in and invitations, in English.
import type { gate as zh } from '../../zh/phone/gate.ts'
import type { Whole } from '../../sentences.ts'

export const gate = {
  'gate.log-in': 'Log in',
  'gate.login': 'Phone number',
  'gate.password': 'Password',
  'gate.code': 'One-time code',
  'gate.code-hint': 'Six digits from your authenticator',
  'gate.fill-in': 'Please fill in phone number and password.',
  'gate.no-account': 'No account? Ask your community for an invitation link or code.',
  'gate.invited': 'Welcome',
  'gate.invited-what':
    '{area} invites you to join. Give your name and phone number, so that you can be reached when hands are needed.',
  'gate.link-what': 'This is your log-in link: one tap and you are in.',
  'gate.community': 'Your community',
  'gate.name': 'Name',
  'gate.name-missing': 'Please give your name.',
  'gate.phone-shape': 'Please give your phone number, digits only.',
  'gate.new-password': 'Choose a password',
  'gate.password-hint':
    'At least 10 characters; three unrelated words are easy to remember. You may leave it out and ask the ' +
    'community for another link next time.',
  'gate.show-password': 'Show password',
  'gate.begin': 'Begin',
} satisfies Whole<typeof zh>
