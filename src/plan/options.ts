// Turns option texts into numbers, or says which option is wrong and what it may be.
import { InputFault } from './fault.ts'
import { words } from './words.ts'

/** Throws InputFault when the option is absent. */
export function needed(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new InputFault({ field: option }, words.noOption)
  return value
}

/** A whole number in [least, most]. */
export function whole(
  value: string | undefined,
  option: string,
  least: number,
  most: number,
  otherwise?: number,
): number {
  if (value === undefined && otherwise !== undefined) return otherwise
  const number = Number(needed(value, option))
  if (!Number.isInteger(number) || number < least || number > most)
    throw new InputFault({ field: option }, words.notWhole(value!, least, most))
  return number
}

/** A number in [least, most]. */
export function quantity(
  value: string | undefined,
  option: string,
  least: number,
  most: number,
  otherwise?: number,
): number {
  if (value === undefined && otherwise !== undefined) return otherwise
  const number = Number(needed(value, option))
  if (!Number.isFinite(number) || number < least || number > most)
    throw new InputFault({ field: option }, words.notNumber(value!, least, most))
  return number
}

export function choice<T extends string>(
  value: string | undefined,
  option: string,
  known: readonly T[],
  otherwise?: T,
): T {
  if (value === undefined && otherwise !== undefined) return otherwise
  const found = known.find((one) => one === needed(value, option))
  if (found === undefined) throw new InputFault({ field: option }, words.oneOf(value!, known))
  return found
}
