// What people type at the gate, as schemas: log-in names, passwords, codes, tokens, names, phones.
import { z } from 'zod'
import { phoneOf, phoneTextMax } from '#domain/kernel/phone.ts'
import { line } from '#domain/kernel/schema.ts'
import { passwordLengthMax } from './passwords.ts'

export const login = z.string().trim().min(1).max(80)
export const password = z
  .string()
  .min(1)
  .max(passwordLengthMax * 4)
export const code = z.string().regex(/^\d{6}$/)
export const token = z.string().min(1).max(200)
/** Of 128 bits at least, made by a page. */
export const nonce = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/)
export const name = line(40)
/** In any spelling; what comes out is the one form. */
export const phone = z
  .string()
  .max(phoneTextMax)
  .refine((text) => phoneOf(text) !== undefined, { message: 'a telephone number' })
export const county = z.string().regex(/^\d{6}$/)
