// Everything the registry and its imports can say has a sentence.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { availabilities, reasons, registrationStates, skills } from '#domain/registry/terms.ts'
import { registry } from '#words/registry.ts'
import { skills as skillWords } from '#words/registry/skills.ts'
import { fields, kinds } from './fields.ts'
import { fileReasons } from './limits.ts'
import { problemWeights } from './problems.ts'
import { say, sayProblem } from './telling.ts'

test('every code has a sentence', () => {
  const needed = [
    ...reasons.map((reason) => `reason.${reason}`),
    ...Object.keys(problemWeights).map((code) => `problem.${code}`),
    ...fileReasons.map((reason) => `file.${reason}`),
    ...kinds.map((kind) => `kind.${kind}`),
    ...new Set(
      Object.values(fields)
        .flat()
        .map(({ field }) => `field.${field}`),
    ),
    ...skills.map((skill) => `skill.${skill}`),
    ...availabilities.map((each) => `availability.${each}`),
    ...registrationStates.map((state) => `state.${state}`),
    ...['new', 'change', 'same', 'skip', 'stopped', 'asked'].map((act) => `act.${act}`),
    ...['merge', 'keep', 'skip'].map((choice) => `choice.${choice}`),
    ...['not-ours', 'elsewhere', 'enough', 'mistake'].map((why) => `why.${why}`),
    ...['unknown', 'busy', 'too-many-staged', 'not-ready', 'already-committed', 'nothing-to-do', 'door-refused'].map(
      (reason) => `import.${reason}`,
    ),
  ]
  const known = { ...registry.zh, ...skillWords.zh }
  assert.deepEqual(
    needed.filter((key) => !(key in known)),
    [],
  )
})

test('a problem is told with its cell and its remedy', () => {
  assert.equal(
    sayProblem('zh', { code: 'phone-length', weight: 'stop', cell: 'B17', detail: { digits: 10 } }),
    'B17 号码有 10 位，手机号应为 11 位。请核对',
  )
  assert.equal(
    sayProblem('en', { code: 'refused', weight: 'stop', cell: '9', detail: { reason: 'phone-taken' } }),
    '9 Refused: This phone number belongs to another person',
  )
  assert.equal(
    say('en', 'import.door-refused', { rows: 1 }),
    '1 row was refused, so nothing of the file was taken in. See these rows',
  )
})
