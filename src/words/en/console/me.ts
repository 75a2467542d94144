// Sentences of one’s own account, in English.
import type { me as zh } from '../../zh/console/me.ts'
import type { Whole } from '../../sentences.ts'

export const me = {
  'me.show-code': 'Verify',
  'me.factor-change': 'Change the authenticator',
  'me.factor': 'Second factor',
  'me.factor-on': 'On: logging in asks for the digits of your authenticator.',
  'me.factor-off': 'Not on yet. Office roles need it.',
  'me.factor-begin': 'Turn on',
  'me.factor-scan': 'Scan with an authenticator (any TOTP app) and type the six digits it shows.',
  'me.factor-secret': 'Cannot scan? Type this in',
  'me.factor-do': 'Turn the second factor on',
  'me.factor-done': 'The second factor is on',
  'me.looks': 'Who looked at what is held about me',
  'me.no-looks': 'Nobody else has looked.',
  'me.sessions': 'Where you are logged in',
  'me.this-one': 'here',
  'me.since': 'since {time}',
  'me.revoke': 'Log out',
  'me.revoke-all': 'Log out everywhere',
  'me.revoked': 'Logged out',
  'me.password': 'Change the password',
  'me.password-old': 'Password now',
  'me.password-new': 'New password',
  'me.password-do': 'Change the password',
  'me.password-done': 'Password changed; other places are logged out',
} satisfies Whole<typeof zh>
