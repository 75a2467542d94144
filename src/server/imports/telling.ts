// Tells a problem in words where no screen does: in sheets handed back and on the command line.
import { registry } from '#words/registry.ts'
import type { Problem } from './problems.ts'

export type Language = 'zh' | 'en'

/**
 * Fills `{n}`, and `{n:one|many}` by whether n is 1. The screens' own fill() cannot come here: it listens to the
 * language of the screen.
 */
function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = values[name]
    return value === undefined ? whole : one === undefined ? String(value) : ((Number(value) === 1 ? one : many) ?? '')
  })
}

/** The registry's sentence of that key; the key itself where there is none. */
export function say(language: Language, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const text = registry[language][key]
  return text === undefined ? key : fill(text, values)
}

export function sayProblem(language: Language, problem: Problem): string {
  const detail = { ...problem.detail }
  if (problem.code === 'refused') detail.reason = say(language, `reason.${detail.reason}`)
  return `${problem.cell} ${say(language, `problem.${problem.code}`, { value: problem.value ?? '', ...detail })}`
}
