// What local names can be that stand in a statement, where its own file does not tell: as expressions of that file.

/** Somebody whose grants open what the statement narrows to; it is the same for all of them. */
const actor = `({ tenant: '140729', account: 'one', grants: [{ role: 'officer', area: '140729' }] })`

export const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'src/rooms/board/questions.ts': { length: 'each(0, () => Object.values(codeLength))' },
  'src/rooms/dossier/proofs.ts': { actor },
  'src/rooms/dossier/questions.ts': { actor },
  'src/rooms/ending/holdings.ts': {
    ids: 'each(0, () => [...Object.values(holdings), ...Object.values(objected)].filter(Boolean)).ids',
    kind: 'each(1, () => ["person", "text"])',
  },
  'src/server/identity/access-log.ts': { batch: '[{}]' },
}
