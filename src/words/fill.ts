// Puts values into a sentence.

export type Fill = Readonly<Record<string, string | number>>

/** Fills `{n}` with a value, and `{n:person|people}` with the first word when n is 1, else the second. */
export function fill(text: string, values: Fill): string {
  return text.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = values[name]
    if (value === undefined) return whole
    if (one === undefined) return String(value)
    return (Number(value) === 1 ? one : many) ?? ''
  })
}
