// Sentences of accounts and roles, in English.
import type { accounts as zh } from '../../zh/console/accounts.ts'
import type { Whole } from '../../sentences.ts'

export const accounts = {
  'account.three':
    'The system administrator opens accounts and grants roles, the security officer sets the rules, the ' +
    'auditor reads the log: three people, never one. A change counts at once.',
  'account.state': 'State',
  'account.invited': 'invited',
  'account.open': 'open',
  'account.closed': 'closed',
  'account.grants': 'Roles and areas',
  'account.no-grants': 'No role: sees what concerns themselves only.',
  'account.factor': 'Second factor',
  'account.factor-on': 'on',
  'account.factor-off': 'off',
  'account.opened': 'Opened',
  'account.until': 'by {time}',
  'account.password-set': 'set',
  'account.password-none': 'not set',
  'account.drop-factor': 'Drop their second factor',
  'account.factor-dropped': 'Dropped the second factor of {name}; they must turn it on again',
  'account.search': 'Name, role, area',
  'account.for-area': 'For the area',
  'account.none': 'No accounts yet',
  'account.none.do': 'Open a person under People and invite them; accepting makes the account.',
  'account.revoke': 'Revoke',
  'account.revoked': 'Revoked: {role} of {name}',
  'account.grant': 'Grant a role',
  'account.granted': 'Granted: {role} to {name}',
  'account.clash': 'They are {role} already; the three must be three people.',
  'account.may-not-grant':
    'Roles are granted by the security officer; communities grant volunteers, grid workers, stewards and liaisons.',
  'account.security': 'Security',
  'account.log-out-everywhere': 'Log them out everywhere',
  'account.logged-out': '{name} is logged out everywhere',
  'account.close': 'Close the account',
  'account.close-what': '{name} can no longer log in and is logged out at once. The record of what was done is kept.',
  'account.was-closed': 'The account of {name} is closed',
} satisfies Whole<typeof zh>
