// The words of the round’s sheets and report 小队表、岗位表、情况报告: src/words/<language>/sheets.ts.
import { words } from './sentences.ts'
import { sheets as zh } from './zh/sheets.ts'

export const sheets = words('sheets', zh, async (language) => (await import(`./${language}/sheets.ts`)).sheets)
