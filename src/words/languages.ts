// The languages people read, a line each. Another one is a line here and a folder beside zh/ and en/ with as many of
// its files as are translated: what is missing is read in English, else in Chinese.

interface Line {
  readonly code: string
  /** As whoever speaks it calls it. */
  readonly name: string
  /** For dates, numbers and the order of names. */
  readonly locale: string
  /** Complete by law of the house: the compiler and a test see to it. */
  readonly whole: boolean
}

export const languages = [
  { code: 'zh', name: '中文', locale: 'zh-CN', whole: true },
  { code: 'en', name: 'English', locale: 'en-GB', whole: true },
] as const satisfies readonly Line[]

type Spoken = (typeof languages)[number]
export type Language = Spoken['code']
/** The languages that lack nothing. */
export type WholeLanguage = Extract<Spoken, { readonly whole: true }>['code']

/** Whoever said nothing reads this one; its files name the keys of all others. */
export const firstLanguage = 'zh' satisfies WholeLanguage
export const codes: readonly Language[] = languages.map(({ code }) => code)
export const isLanguage = (said: unknown): said is Language => codes.includes(said as Language)

/** For what is said to everybody at once: in each of these. */
export const wholeCodes: readonly WholeLanguage[] = languages
  .filter((one): one is Extract<Spoken, { readonly whole: true }> => one.whole)
  .map(({ code }) => code)

export const lineOf = (language: Language): Spoken => languages.find(({ code }) => code === language)!
export const localeOf = (language: Language): string => lineOf(language).locale

/** Where a sentence is looked for, in this order. */
export const chainOf = (language: Language): readonly Language[] => [...new Set<Language>([language, 'en', 'zh'])]

/** A sentence that stands beside the code that says it: whole languages must, others may. */
export type Said<Text = string> = { readonly [L in WholeLanguage]: Text } & { readonly [L in Language]?: Text }

/** The sentence in a language, or in the next that has it. */
export function said<Text>(sentence: Said<Text>, language: Language): Text {
  for (const one of chainOf(language)) if (sentence[one] !== undefined) return sentence[one] as Text
  return sentence[firstLanguage]
}
