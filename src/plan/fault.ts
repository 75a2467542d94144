// What a caller did wrong, said so that it can be mended: file, line, field, what is wrong, what to do. Always exit
// code 2.
import type { Said } from './language.ts'

/** Where in an input the fault is; what is unknown is left out. */
export interface Spot {
  readonly file?: string
  /** From 1; in a workbook the row number. */
  readonly line?: number
  /** Column name, JSON path or option. */
  readonly field?: string
}

/** Bad usage or bad input. `said` holds the sentence (what is wrong and the remedy) in both languages. */
export class InputFault extends Error {
  readonly spot: Spot
  readonly said: Said

  constructor(spot: Spot, said: Said) {
    super(said.en)
    this.spot = spot
    this.said = said
  }
}

/** `people.csv:17 unit: …` in each of the asked languages. */
export function faultLine(fault: InputFault, language: 'zh' | 'en'): string {
  const { file, line, field } = fault.spot
  const words =
    language === 'zh'
      ? [file, line && `第 ${line} 行`, field && `字段 ${field}`]
      : [file, line && `line ${line}`, field && `field ${field}`]
  const where = words.filter(Boolean).join(language === 'zh' ? '，' : ', ')
  const mark = language === 'zh' ? '：' : ': '
  return (where ? where + mark : '') + fault.said[language]
}
