// Sentences about an import that are put together from several words: why a file was refused, what is wrong with a
// cell.
import type { Answer } from '#web/api/api.ts'
import { problemText } from '#web/ui/note.tsx'
import { type Fill, has, t, whyRefusedBy } from '#web/ui/words.ts'
import type { PlannedRow } from './staged.ts'

/** The server's refusal of a file or of an operation on it, in words; the plain problem where it says no more. */
export function deskTrouble(answer: Answer<unknown>): string {
  if (answer.ok) return ''
  const body = answer.why === 'malformed' ? (answer.body as { reason?: string; detail?: Fill } | undefined) : undefined
  const reason = body?.reason
  for (const key of [`registry.file.${reason}`, `registry.import.${reason}`]) if (has(key)) return t(key, body?.detail)
  return problemText(answer)
}

type RowProblem = PlannedRow['problems'][number]

export function rowProblem(problem: RowProblem): string {
  const reason = problem.detail?.reason
  return t(`registry.problem.${problem.code}`, {
    value: problem.value ?? '',
    ...problem.detail,
    ...(typeof reason === 'string' && { reason: whyRefusedBy('registry', reason) }),
  })
}
