// What a cell of a workbook shows: number formats (ECMA-376 part 1, 18.8.30 and 18.8.31), as far as they add letters,
// fill up with noughts or make a date of a number. Thousands separators, rounding and exponents are left out: they hide
// the value, and a list means the value. Pure.

/** Built-in number formats that show dates or times, the Chinese ones among them. */
const dateFormats = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
  57, 58,
])
/** A format longer than Excel allows is not looked at. */
const codeLengthMax = 255

export interface CellStyle {
  readonly date: boolean
  /** The format where it is one of the book's own. */
  readonly code?: string
}

export function styleOf(format: number, code: string | undefined): CellStyle {
  if (code === undefined || code.length > codeLengthMax) return { date: dateFormats.has(format) }
  const bare = code.replace(/"[^"]*"|[\\!_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General|G\/通用格式/gi, '')
  return { date: /[ymdhs年月日]/i.test(bare), code }
}

type Token =
  | { readonly kind: 'letters'; readonly text: string }
  | { readonly kind: 'digit'; readonly mark: string }
  | { readonly kind: 'whole' | 'point' | 'text' }

/** One section of a format in its tokens; undefined where it shows the number in another way than digits. */
function tokensOf(section: string): Token[] | undefined {
  if (/E[+-]/i.test(section.replace(/"[^"]*"/g, '')) || /[#?]\s*\/\s*[#?\d]/.test(section)) return undefined
  const tokens: Token[] = []
  const piece =
    /"([^"]*)"?|[\\!](.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[([^\]]*)\]|(General|G\/通用格式)|([0#?])|(\.)|(,)|(%)|(@)|(.)/giu
  for (const [, quoted, escaped, money, bracket, whole, digit, point, , percent, at, other] of section.matchAll(
    piece,
  )) {
    if (percent !== undefined || (bracket !== undefined && /[<>=]/.test(bracket))) return undefined
    const letters = quoted ?? escaped ?? money ?? other
    if (letters !== undefined && letters !== '') tokens.push({ kind: 'letters', text: letters })
    else if (digit !== undefined) tokens.push({ kind: 'digit', mark: digit })
    else if (whole !== undefined) tokens.push({ kind: 'whole' })
    else if (point !== undefined) tokens.push({ kind: 'point' })
    else if (at !== undefined) tokens.push({ kind: 'text' })
  }
  return tokens
}

/** Sections of a format: positive; negative; nought; text. */
const sectionsOf = (code: string): string[] =>
  code.match(/(?:"[^"]*"?|[\\!].|\[[^\]]*\]|[^;])+|(?<=^|;)(?=;|$)/gu) ?? []

const plainNumber = (value: number) => (Number.isInteger(value) ? value.toFixed(0) : String(value))

/** A number as its cell shows it: `0"号楼"` and 3 are 3号楼, `00000000000` and 3547622345 are 03547622345. */
export function shownNumber(value: number, code: string | undefined): string {
  const plain = plainNumber(value)
  if (code === undefined || code.length > codeLengthMax || Math.abs(value) >= 1e15) return plain
  const sections = sectionsOf(code)
  const own = value < 0 ? sections[1] : value === 0 && sections.length > 2 ? sections[2] : sections[0]
  const tokens = tokensOf(own ?? sections[0] ?? '')
  if (!tokens?.some(({ kind }) => kind === 'digit' || kind === 'whole') || tokens.some(({ kind }) => kind === 'text'))
    return plain
  const [digits, fraction] = plainNumber(Math.abs(value)).split('.')
  return (value < 0 && own === undefined ? '-' : '') + laid(tokens, digits, fraction)
}

/** Digits put into their places from the right; what is left over stands in the first place. */
function laid(tokens: readonly Token[], digits: string, fraction: string | undefined): string {
  const point = tokens.findIndex(({ kind }) => kind === 'point')
  const before = point < 0 ? tokens : tokens.slice(0, point)
  const places = before.filter((token) => token.kind === 'digit')
  const firstNought = places.findIndex(({ mark }) => mark === '0')
  const filled = digits.padStart(firstNought < 0 ? 0 : places.length - firstNought, '0')
  const tail = fraction === undefined ? '' : `.${fraction}`
  let place = 0
  let text = ''
  for (const token of before) {
    if (token.kind === 'letters') text += token.text
    else if (token.kind === 'whole') text += digits + tail
    else if (token.kind === 'digit') {
      const right = places.length - place
      const [from, to] = [place === 0 ? 0 : filled.length - right, filled.length - right + 1]
      text += filled.slice(Math.max(0, from), Math.max(0, to))
      if (++place === places.length) text += tail
    }
  }
  for (const token of point < 0 ? [] : tokens.slice(point)) if (token.kind === 'letters') text += token.text
  return text
}

/** A text as its cell shows it: `@"号楼"` and 三 are 三号楼. */
export function shownText(text: string, code: string | undefined): string {
  if (code === undefined || !code.includes('@') || code.length > codeLengthMax) return text
  const sections = sectionsOf(code)
  const tokens = tokensOf(sections[3] ?? sections.find((section) => section.includes('@')) ?? '')
  if (!tokens?.some(({ kind }) => kind === 'text')) return text
  return tokens.map((token) => (token.kind === 'letters' ? token.text : token.kind === 'text' ? text : '')).join('')
}

const dayMilliseconds = 86_400_000
/** Days that a date can have: to the end of 9999. */
export const serialMax = 2_958_466

/**
 * Excel counts days from 1899-12-30 (its 1900 is a leap year by mistake), the Macintosh's from 1904-01-01.
 * @returns 2022-10-12, 2022-10-12 12:00, or 12:00 where there is no day
 */
export function dateText(serial: number, since1904: boolean): string {
  const begin = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const at = new Date(begin + Math.round(serial * dayMilliseconds))
  if (Number.isNaN(at.getTime())) return String(serial)
  const text = at.toISOString().slice(0, 16).replace('T', ' ')
  if (serial < 1 && !since1904) return text.slice(11)
  return serial % 1 === 0 ? text.slice(0, 10) : text
}
