// The words of dossier, notice and ending are whole: both languages the same keys and values, every key a screen names
// is there, and every choice of the rooms has a word.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { agedHoldings, objectables, operationHoldings } from '#domain/ending/terms.ts'
import { problems } from '#domain/kernel/proof/proof.ts'
import { entryStates, evidences, sayings, sides, sources, unitAnswers } from '#domain/dossier/terms.ts'
import { roles } from '#domain/kernel/actor.ts'
import { recipientKinds, ways } from '#domain/notice/terms.ts'
import { dossier } from './dossier.ts'
import { ending } from './ending.ts'
import { notice } from './notice.ts'

const web = path.join(import.meta.dirname, '../web')
const rooms = { dossier, ending, notice }
const text = [
  'phone/dossier',
  'phone/ending',
  'phone/notice',
  'console/dossier',
  'console/ending',
  'console/notice',
  'proof',
]
  .flatMap((folder) =>
    readdirSync(path.join(web, folder))
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(path.join(web, folder, name), 'utf8')),
  )
  .join('\n')

for (const [room, words] of Object.entries(rooms)) {
  test(`${room}: both languages hold the same keys and the same values to fill in`, () => {
    assert.deepEqual(Object.keys(words.zh).sort(), Object.keys(words.en).sort())
    const holes = (sentence: string) => [...new Set([...sentence.matchAll(/\{(\w+)/g)].map((found) => found[1]))].sort()
    for (const key of Object.keys(words.zh)) {
      for (const hole of holes(words.zh[key]))
        assert.ok(holes(words.en[key]).includes(hole), `${room}.${key}: English leaves out {${hole}}`)
      assert.doesNotMatch(words.en[key], /\p{Script=Han}/u, `${room}.${key} is English`)
    }
  })
}

test('every key that a screen names has a sentence, and no sentence lies unused', () => {
  const missing: string[] = []
  for (const [, room, key] of text.matchAll(/'(dossier|ending|notice)\.([a-z][\w.-]+)'/g))
    if (!(key in rooms[room as keyof typeof rooms].zh)) missing.push(`${room}.${key}`)
  for (const [, room, prefix] of text.matchAll(/`(dossier|ending|notice)\.([\w.-]+)\$\{/g))
    if (!Object.keys(rooms[room as keyof typeof rooms].zh).some((key) => key.startsWith(prefix)))
      missing.push(`${room}.${prefix}…`)
  assert.deepEqual(missing, [])
  const unused: string[] = []
  for (const [room, words] of Object.entries(rooms)) {
    for (const key of Object.keys(words.zh)) {
      const parts = key.split('.')
      const named =
        text.includes(`${room}.${key}'`) ||
        parts.some((_, at) => at > 0 && text.includes(`${room}.${parts.slice(0, at).join('.')}.\${`)) ||
        text.includes(`${room}.${key.replace(/-[a-z]+$/, '-')}\${`) ||
        key.startsWith('reason.') ||
        ['dossier.row', 'dossier.problem'].includes(`${room}.${parts[0]}`)
      // Evidence, state, answer and what was said are looked up by a statement's own names.
      if (
        !named &&
        !(room === 'dossier' && ['evidence', 'state', 'answer', 'said', 'source', 'side'].includes(parts[0]))
      )
        unused.push(`${room}.${key}`)
    }
  }
  assert.deepEqual(unused, [])
})

test('every choice of the rooms has a word', () => {
  const wanted = {
    dossier: [
      ...evidences.map((one) => `evidence.${one}`),
      ...entryStates.map((one) => `state.${one}`),
      ...unitAnswers.map((one) => `answer.${one}`),
      ...sayings.map((one) => `said.${one}`),
      ...sides.map((one) => `side.${one}`),
      ...sources.map((one) => `source.${one}`),
      ...problems.map((one) => `problem.${one}`),
    ],
    ending: [
      ...[...operationHoldings, ...agedHoldings, ...objectables].flatMap((one) => [`what.${one}`, `purpose.${one}`]),
      ...roles.map((role) => `by.${role}`),
    ],
    notice: [...recipientKinds.map((one) => `to.${one}`), ...ways.map((one) => `way.${one}`)],
  }
  for (const [room, keys] of Object.entries(wanted))
    for (const key of keys) assert.ok(key in rooms[room as keyof typeof rooms].zh, `${room}.${key}`)
})
