// The small schemas that every room's commands are made of. Only the commands.ts of the rooms and what stands at the
// server's doors import them, so that a phone never loads zod.
import { z } from 'zod'
import { isArea, levelOf, type AreaLevel } from './area.ts'
import { isId } from './ids.ts'
import { phoneOf, phoneTextMax } from './phone.ts'
import { hiddenText, isPlain } from './plain.ts'

export const id = z.string().refine(isId, { message: 'a UUID of version 7 or 8' })

/** Milliseconds since 1970-01-01 UTC. */
export const instant = z.int().min(0)

/** An area of any level. */
export const area = z.string().refine(isArea, { message: 'an area code' })

/** An area of one of these levels, named outermost first. */
export const areaOf = (...levels: readonly AreaLevel[]) => {
  const wider = levels.slice(0, -1).join(', ')
  return z.string().refine((code) => isArea(code) && levels.includes(levelOf(code)), {
    message: `code of a ${wider && `${wider} or `}${levels.at(-1)}`,
  })
}

/** One line, trimmed, nothing in it that does not show: a name, a number. @param max characters */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u)
    .refine(isPlain, { message: hiddenText })

/** Trimmed, without invisible or control characters but line breaks. @param max characters */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*(\n[^\p{Cc}]*)*$/u)
    .refine(isPlain, { message: hiddenText })

/** A skill by its word. */
export const skill = z.string().regex(/^[a-z][a-z-]{1,23}$/)

/** SHA-256, in hex. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/)

/** Degrees WGS84, longitude first. */
export const place = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])

/** A telephone number in any spelling; what comes out is the one form (phone.ts). */
export const phone = z
  .string()
  .max(phoneTextMax)
  .transform((given, problems) => {
    const one = phoneOf(given)
    if (one !== undefined) return one
    problems.addIssue({ code: 'custom', message: 'a telephone number' })
    return z.NEVER
  })
