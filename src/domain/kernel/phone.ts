// A telephone number in one form: what people type, paste or have filled in becomes the digits it is known by. Every
// door goes through here, so that one person is one number.

/** Longest text that may still hold one number: blanks, brackets and a country's code included. */
export const phoneTextMax = 40

/** Blanks, hyphens and dashes, brackets, dots: what people put between digits. NFKC has made them narrow before. */
const between = /[\s\u2010-\u2015\u2212\u30fc()[\].·/_-]/g

/** Mainland mobile numbers and landlines with their area code, without the country's. */
const mobile = /^1[3-9]\d{9}$/
const landline = /^0[1-9]\d{8,10}$/

/**
 * @returns `13800001111`, `03547620000`, other countries as `+85212345678`; undefined where it is no number of 7 to 15
 * digits. The same text in any spelling (+86, 0086, blanks, brackets, hyphens, full width) gives the same.
 */
export function phoneOf(text: string): string | undefined {
  if (text.length > phoneTextMax) return undefined
  const bare = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(between, '')
  if (!/^\+?\d{7,19}$/.test(bare)) return undefined
  const abroad = /^(?:\+|00)(.+)$/.exec(bare)?.[1]
  const home = /^86(.+)$/.exec(abroad ?? bare)?.[1]
  if (home !== undefined) {
    if (mobile.test(home) || landline.test(home)) return home
    // +86 354 762 0000: a landline's leading nought is left out behind the country's code.
    if (abroad !== undefined && landline.test(`0${home}`)) return `0${home}`
  }
  const whole = abroad === undefined ? bare : `+${abroad}`
  return /^\+?\d{7,15}$/.test(whole) ? whole : undefined
}

/**
 * How the same number may stand in records written before there was one form. What looks a number up asks for all of
 * them; the first is the one form.
 */
export function phoneSpellings(phone: string): readonly string[] {
  const home = phone.startsWith('0') ? [phone, phone.slice(1)] : [phone]
  const abroad =
    mobile.test(phone) || landline.test(phone) ? home.flatMap((n) => [`+86${n}`, `0086${n}`, `86${n}`]) : []
  const other = phone.startsWith('+') ? [phone.slice(1), `00${phone.slice(1)}`] : []
  return [phone, ...abroad, ...other].filter((text) => phoneOf(text) === phone && /^\+?\d{7,15}$/.test(text))
}
