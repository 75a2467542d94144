// Tells a problem in words where no screen does: in sheets handed back and on the command line.
import { type Fill, fill } from '#words/fill.ts'
import type { Language } from '#words/languages.ts'
import { printed } from '#words/printed.ts'
import { registry } from '#words/registry.ts'
import { skills } from '#words/registry/skills.ts'
import type { Problem } from './problems.ts'

const words = await printed<string>(registry, skills)

/** The registry's sentence of that key; the key itself where there is none. */
export function say(language: Language, key: string, values: Fill = {}): string {
  const text = words.find(language, key)
  return text === undefined ? key : fill(text, values)
}

export function sayProblem(language: Language, problem: Problem): string {
  const detail = { ...problem.detail }
  if (problem.code === 'refused') detail.reason = say(language, `reason.${detail.reason}`)
  return `${problem.cell} ${say(language, `problem.${problem.code}`, { value: problem.value ?? '', ...detail })}`
}
