// Which languages the terminal gets: LANG names one; where it names none, all that are whole, Chinese first.
import { languages, type Language, type Said, said, wholeCodes } from '#words/languages.ts'

/** @param environment e.g. process.env */
export function languagesOf(environment: Record<string, string | undefined>): readonly Language[] {
  const stated = (environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '').toLowerCase()
  const found = languages.find(({ code }) => stated.startsWith(code))
  return found ? [found.code] : wholeCodes
}

/** The sentence in each asked language, one a line. */
export const inEach = (asked: readonly Language[], sentence: Said): string =>
  asked.map((language) => said(sentence, language)).join('\n')
