// Every choice that the rooms dossier, notice and ending offer has a word.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agedHoldings, objectables, operationHoldings } from '#domain/ending/terms.ts'
import { problems } from '#domain/kernel/proof/proof.ts'
import { entryStates, evidences, sayings, sides, sources, unitAnswers } from '#domain/dossier/terms.ts'
import { roles } from '#domain/kernel/actor.ts'
import { recipientKinds, ways } from '#domain/notice/terms.ts'
import { dossier } from './dossier.ts'
import { ending } from './ending.ts'
import { notice } from './notice.ts'

const rooms = { dossier, ending, notice }

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
