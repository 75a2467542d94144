// Sentences for whoever prints and cannot wait: papers, sheets, problems told on the command line. All languages of a
// file are read when the house starts.
import { type Fill, fill } from './fill.ts'
import { chainOf, codes, firstLanguage, type Language } from './languages.ts'
import type { Sentences, Words } from './sentences.ts'

/** Says a sentence in one language. */
export type Say<Key extends string> = (key: Key, values?: Fill) => string

export interface Printed<Key extends string> {
  in(language: Language): Say<Key>
  /** For codes that come from outside; undefined where no language has the key. */
  find(language: Language, key: string): string | undefined
}

/** A language's sentences of a file; none where it has no such file. */
export async function sentencesIn(words: Words, language: Language): Promise<Sentences> {
  if (language === firstLanguage) return words.zh
  try {
    return (await words.load(language)) as Sentences
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND') return {}
    throw error
  }
}

export async function printed<Key extends string>(...files: readonly Words<string, Key>[]): Promise<Printed<Key>> {
  const known = new Map<Language, Sentences>()
  for (const language of codes)
    known.set(language, Object.assign({}, ...(await Promise.all(files.map((file) => sentencesIn(file, language))))))
  const find = (language: Language, key: string) => {
    for (const one of chainOf(language)) {
      const text = known.get(one)![key]
      if (text !== undefined) return text
    }
    return undefined
  }
  return {
    find,
    in: (language) => (key, values) => fill(find(language, key)!, values ?? {}),
  }
}
