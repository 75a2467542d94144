// Which languages the terminal gets: LANG says Chinese or English; where it says neither, both, Chinese first.

/** A sentence in both languages. */
export interface Said {
  readonly zh: string
  readonly en: string
}

export type Language = keyof Said

/** @param environment e.g. process.env */
export function languagesOf(environment: Record<string, string | undefined>): Language[] {
  const stated = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  if (/^zh/i.test(stated)) return ['zh']
  if (/^en/i.test(stated)) return ['en']
  return ['zh', 'en']
}

/** The sentence in each asked language, one a line. */
export const inEach = (languages: readonly Language[], said: Said): string =>
  languages.map((language) => said[language]).join('\n')
