// Reads a text or JSON file whole, within a size; faults name the file.
import { readFile, stat } from 'node:fs/promises'
import { InputFault } from '../fault.ts'
import { words } from '../words.ts'

/** A matrix of 12,000 places is about this long. */
const BYTES_MAX = 1_000_000_000

async function readWhole(file: string): Promise<string> {
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : -1),
    () => -1,
  )
  if (size < 0) throw new InputFault({ file }, words.noFile)
  if (size === 0) throw new InputFault({ file }, words.emptyFile)
  if (size > BYTES_MAX) throw new InputFault({ file }, words.tooLarge(BYTES_MAX))
  return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '')
}

/** Lines that hold anything, trimmed, with their numbers. */
export async function readText(file: string): Promise<{ text: string; line: number }[]> {
  return (await readWhole(file))
    .split(/\r\n|\r|\n/)
    .map((text, k) => ({ text: text.trim(), line: k + 1 }))
    .filter(({ text }) => text !== '')
}

/** Throws InputFault with the line where the JSON breaks, where the engine tells it. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readWhole(file)
  try {
    return JSON.parse(text)
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)
    throw new InputFault(
      { file, ...(position && { line: text.slice(0, Number(position[1])).split('\n').length }) },
      words.badJson((error as Error).message),
    )
  }
}
