// What a caller did wrong, said so that it can be mended: file, line, field, what is wrong, what to do. Always exit
// code 2.
import { type Language, type Said, said } from '#words/languages.ts'

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

const between: Said = { zh: '，', en: ', ' }
const before: Said = { zh: '：', en: ': ' }

/** `people.csv:17 unit: …` in each of the asked languages. */
export function faultLine(fault: InputFault, language: Language): string {
  const { file, line, field } = fault.spot
  const words: readonly Said[] = [
    ...(file ? [{ zh: file, en: file }] : []),
    ...(line ? [{ zh: `第 ${line} 行`, en: `line ${line}` }] : []),
    ...(field ? [{ zh: `字段 ${field}`, en: `field ${field}` }] : []),
  ]
  const where = words.map((one) => said(one, language)).join(said(between, language))
  return (where ? where + said(before, language) : '') + said(fault.said, language)
}
