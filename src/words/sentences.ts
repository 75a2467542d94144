// The shape of sentences. A file of them is read in Chinese at once and in another language when somebody chooses it,
// so that a phone carries one language and not all.
import type { Language } from './languages.ts'

/** Sentences by key. Keys are flat: a label `coming`, a reason `reason.not-called`. */
export type Sentences = Readonly<Record<string, string>>
/** What a whole language says: every key of the Chinese file and no other. */
export type Whole<Chinese> = { readonly [K in keyof Chinese]: string }
/** What a language on its way says: some of the keys. */
export type Part<Chinese> = { readonly [K in keyof Chinese]?: string }

/** One file of sentences in all its languages. */
export interface Words<File extends string = string, Key extends string = string> {
  /** Below a language's folder: `muster`, `console/people`. */
  readonly file: File
  readonly zh: Readonly<Record<Key, string>>
  /** Rejects where the language has no such file, or where it cannot be fetched now. */
  load(language: Language): Promise<Readonly<Partial<Record<Key, string>>>>
}

/** What comes before the keys: a room's name, of `console/people` that is `console`. */
export type RoomOf<File extends string> = File extends `${infer Room}/${string}` ? Room : File
export const roomOf = (file: string): string => file.split('/')[0]

/** Names as a screen says them: `muster.coming`. */
export type KeysOf<W> = W extends Words<infer File, infer Key> ? `${RoomOf<File>}.${Key}` : never

/** @param load spelled out in each file with its own path, so that what bundles a page sees which files it may need */
export function words<File extends string, Chinese extends Sentences>(
  file: File,
  zh: Chinese,
  load: (language: Language) => Promise<Part<Chinese>>,
): Words<File, keyof Chinese & string> {
  return { file, zh, load: load as Words<File, keyof Chinese & string>['load'] }
}
