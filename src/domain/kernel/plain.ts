// Text as people read it: what hides in it, turns it round or is half a character is found here, once, for every door.

/** Soft hyphens, zero widths, marks that turn the direction of writing: a name with one looks like another. */
const hidden = /\p{Cf}/u
/** Between the parts of one picture (emoji) it joins, and hides nothing. */
const joiner = /(?<=\p{Extended_Pictographic}\uFE0F?|\p{Emoji_Modifier})\u200D(?=\p{Extended_Pictographic})/gu

const broken = /[\u0000\p{Cs}]/u

/** Whether a database and a page can take it at all: no NUL, no half of a character. */
export const isWhole = (text: string): boolean => !broken.test(text)

/** What is said of a text that is not whole. */
export const brokenText = 'a character that no text may hold'
/** What is said of one that hides something. */
export const hiddenText = 'an invisible character'

/** Whether it shows all that it holds. Line breaks are no matter here. */
export const isPlain = (text: string): boolean => isWhole(text) && !hidden.test(text.replace(joiner, ''))

/** Deeper than any body that a door takes. */
const depthMax = 32

/**
 * Where in a request something stands that no text may hold, keys included; undefined where all is well.
 * @returns a path such as `commands.3.stream`
 */
export function findBroken(value: unknown, path = '', depth = 0): string | undefined {
  if (typeof value === 'string') return isWhole(value) ? undefined : path
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return undefined
  if (depth >= depthMax) return path
  for (const [key, inner] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`
    if (!isWhole(key)) return path
    const found = findBroken(inner, at, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}
