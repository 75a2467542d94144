// What a language lacks, file by file: the list somebody works from who brings a language in.
import { everyFile } from './all.ts'
import type { Language } from './languages.ts'
import { sentencesIn } from './printed.ts'

export interface Lack {
  /** Below the language's folder, `console/people`. */
  readonly file: string
  /** Keys without a sentence, in the order of the Chinese file. */
  readonly keys: readonly string[]
  readonly of: number
}

export async function lackingIn(language: Language): Promise<readonly Lack[]> {
  const lacks: Lack[] = []
  for (const words of everyFile) {
    const there = await sentencesIn(words, language)
    const all = Object.keys(words.zh)
    lacks.push({ file: words.file, keys: all.filter((key) => !there[key]?.trim()), of: all.length })
  }
  return lacks
}
