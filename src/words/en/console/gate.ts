// Sentences of logging in and setting up, in English.
import type { gate as zh } from '../../zh/console/gate.ts'
import type { Whole } from '../../sentences.ts'

export const gate = {
  'gate.log-in': 'Log in',
  'gate.expired': 'Your log-in has expired',
  'gate.expired-what': 'Please log in again. What you filled in on this page is still here.',
  'gate.busy': 'Logging in…',
  'gate.forgotten': 'Forgotten the password? Ask the administrator or your community for a log-in link.',
  'gate.login': 'Phone or log-in name',
  'gate.password': 'Password',
  'gate.code': 'Code',
  'gate.code-hint': 'Open the authenticator on your phone and type its six digits',
  'gate.code-wrong': 'That code is not right; please take the new one',
  'gate.county-code': 'Code of the county',
  'gate.county-code-hint': 'Statistical code, six digits',
  'gate.county-name': 'Name of the county',
  'gate.phone': 'Mobile phone',
  'gate.setup': 'Set up the first administrator',
  'gate.setup-what': 'This link works once. Afterwards open one account each for the security officer and the auditor.',
  'gate.name': 'Your name',
  'gate.new-password': 'Choose a password',
  'gate.new-password-hint': 'At least {n} characters; longer is better, signs are not needed',
  'gate.setup-do': 'Set up and log in',
} satisfies Whole<typeof zh>
