// Makes what people typed comparable: full-width digits, stray blanks, marks, +86, official endings of names. Pure.
import { nameDots } from '#domain/kernel/names.ts'
import { phoneOf } from '#domain/kernel/phone.ts'
import { availabilities, skills, type Availability, type Skill } from '#domain/registry/terms.ts'

/**
 * Full-width letters and digits folded, Chinese punctuation left as people write it, invisible characters gone, blanks
 * single.
 */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\uff01-\uff5e]/g, (mark) =>
      '（），：；？！'.includes(mark) ? mark : String.fromCharCode(mark.charCodeAt(0) - 0xfee0),
    )
    .replace(/[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** For comparing: every compatible form folded (NFKC), the Chinese brackets and commas too. */
const folded = (text: string) => tidy(text).normalize('NFKC')

/** A person's name: `张 三` is 张三; dots of minority and foreign names stay, as the one middle dot. */
export function personName(text: string): string {
  return splitName(text).name
}

/** ○ typed for 〇, which is a letter of names. */
const zeros = /(?<=\p{Script=Han})[○◯]|[○◯](?=\p{Script=Han})/gu
const numbering = /^(?:\d{1,4}\s*[.、，,:：)）]|[(（]\d{1,4}[)）]|[①-⑳])\s*/
const bracketed = /\s*[(（[［【〔〖《<]([^)）\]］】〕〗》>]*)[)）\]］】〕〗》>]?\s*/g
const pointers = /[★☆※＊*●◎△▲■□◆◇√✓✔#]+/g

/**
 * A name and what offices write beside it: `1.张三（大）★`.
 * @returns the name; what was beside it, '' where nothing was; and of that what tells two of one name apart (大)
 */
export function splitName(text: string): { name: string; note: string; tells: string } {
  const notes: string[] = []
  const marks = new Set<string>()
  const aside = (note: string) => {
    const clean = note.trim()
    if (clean !== '') notes.push(clean)
    return ''
  }
  const name = tidy(text)
    .replace(numbering, (mark) => (marks.add(mark.trim()), aside(mark)))
    .replace(bracketed, (_, note: string) => aside(note) || ' ')
    .replace(pointers, (mark) => (marks.add(mark), aside(mark)))
    .replace(zeros, '〇')
    .trim()
    .replace(/(?<=\p{Script=Han})\s*\d{1,2}$/u, aside)
    .replace(/(?<=[\p{Script=Han}〇]) (?=[\p{Script=Han}〇])/gu, '')
    .replace(nameDots, '·')
  return { name, note: notes.join('、'), tells: notes.filter((note) => !marks.has(note)).join('、') }
}

/** 〇 is a letter number; letters of old registers stand in the private area. */
export function isPersonName(name: string): boolean {
  return /^[\p{L}\p{M}\p{Nl}\p{Co}·' -]{2,40}$/u.test(name)
}

/** What offices write into the unit's column of who has none. */
const unitless =
  /^(无|无业|无单位|没有|暂无|个体|个体户|个体工商户|自由职业|自由职业者|灵活就业|务工|外出务工|打工|务农|农民|村民|居民|退休|离退休|待业|失业|在家|学生|其他|-+|\/)$/
export const isUnitless = (text: string): boolean => unitless.test(folded(text).replace(/\s/g, ''))

/** A heading without what does not name it: blanks, marks, remarks in brackets. */
export function headKey(text: string): string {
  return folded(text)
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '')
    .replace(/[\s*:、,./_\-()#"'“”]/g, '')
}

/** A unit's name for comparison. */
export function unitKey(text: string): string {
  return folded(text)
    .replace(/[\s()\-·"“”]/g, '')
    .toLowerCase()
}

/** 城关居民委员会, 城关居委会, 城关社区 are one community. */
export function areaKey(text: string): string {
  return folded(text)
    .replace(/[\s()\-·]/g, '')
    .replace(/(社区)?(居民委员会|居委会|村民委员会|村委会)$/, '')
    .replace(/(?<=..)(社区|行政村|村)$/, '')
}

/** 第三网格, 3网格, 网格3, 03 → 3; other names have none. */
export function gridNumber(text: string): number | undefined {
  const found = /^(?:第?)(\d{1,2}|[一二三四五六七八九十]{1,3})(?:号)?(?:网格)?$|^网格(\d{1,2})$/.exec(
    tidy(text).replace(/\s/g, ''),
  )
  const digits = found?.[1] ?? found?.[2]
  if (digits === undefined) return undefined
  return /^\d/.test(digits) ? Number(digits) : chineseNumber(digits)
}

/** Up to ninety-nine. */
function chineseNumber(text: string): number {
  const digit = (mark: string) => '一二三四五六七八九'.indexOf(mark) + 1
  if (!text.includes('十')) return digit(text)
  const [tens, ones] = text.split('十')
  return (tens ? digit(tens) : 1) * 10 + (ones ? digit(ones) : 0)
}

/** The one form of a number; where it is none, its digits alone. */
export function phoneDigits(text: string): string {
  return phoneOf(text) ?? folded(text).replace(/[\s\-()·.]/g, '')
}

export type PhoneTrouble =
  | 'two-phones'
  | 'phone-length'
  | 'phone-shape'
  | 'phone-scientific'
  | 'phone-extension'
  | 'phone-no-area'

const isPhone = (text: string) => /^(?:1[3-9]\d{9}|0\d{9,11})$/.test(phoneDigits(text.replace(/\.0$/, '')))

/** Mainland mobile (11 digits from 13 to 19) or landline with its area code. */
export function phoneTrouble(text: string): PhoneTrouble | undefined {
  return readPhone(text).trouble
}

const extension = /^\(?(?:\+?86-?)?0\d{2,3}\)?-?\d{7,8}(?:-|转|分机|#|\*|,?ext\.?|x)+:?\d{1,6}$/i
const remarks = /[(（[【][^)）\]】]*\p{L}[^)）\]】]*[)）\]】]|[\p{L}:：。]+/gu

/**
 * A number and what stands beside it: `手机：13800001111（微信同号）`.
 * @returns the number in its one form with what was beside it, or why there is none
 */
export function readPhone(
  text: string,
):
  | { phone: string; note: string; trouble?: undefined }
  | { phone?: undefined; note?: undefined; trouble: PhoneTrouble } {
  const bare = text.replace(/\.0$/, '')
  if (isPhone(bare)) return { phone: phoneDigits(bare), note: '' }
  const clean = folded(text)
  if (/^\d(?:\.\d+)?E\+?\d+$/i.test(clean)) return { trouble: 'phone-scientific' }
  if (extension.test(clean.replace(/\s/g, ''))) return { trouble: 'phone-extension' }
  const numbers = clean.replace(remarks, ' ').split(/[/、,;|\s]+/)
  if (numbers.filter(isPhone).length > 1 || (/[/、,;]/.test(clean) && numbers.filter(Boolean).length > 1))
    return { trouble: 'two-phones' }
  const stripped = clean.replace(remarks, ' ').trim()
  if (stripped !== clean && isPhone(stripped))
    return { phone: phoneDigits(stripped), note: (clean.match(remarks) ?? []).join(' ').trim() }
  const digits = phoneDigits(bare)
  if (/^[2-8]\d{6,7}$/.test(digits)) return { trouble: 'phone-no-area' }
  if (/^\d+$/.test(digits) && !/^[48]00\d{7}$/.test(digits))
    return { trouble: digits.length === 11 ? 'phone-shape' : 'phone-length' }
  return { trouble: 'phone-shape' }
}

const skillWords: Readonly<Record<Skill, RegExp>> = {
  medic: /医护|医生|医师|护士|护理|采样|医疗|medic|nurse|doctor/i,
  'first-aid': /急救|救护|first.?aid/i,
  driver: /驾驶|司机|开车|driver/i,
  computer: /电脑|计算机|信息|录入|办公软件|computer/i,
  counselling: /心理|疏导|counsel/i,
  repair: /水电|维修|电工|修理|repair/i,
  cooking: /炊事|厨|做饭|cook/i,
  broadcast: /宣传|广播|播音|摄影|摄像|broadcast/i,
  carrying: /搬运|体力|装卸|carry/i,
  drone: /无人机|drone/i,
}

const nothing = /^(无|没有|暂无|none|-|\/|—+)?$/i
const pieces = (text: string) =>
  folded(text)
    .split(/[、,;/|+ ┋]|和/)
    .map((piece) => piece.trim())
    .filter((piece) => !nothing.test(piece))

/** Skills by the words offices use; `unknown` are the pieces that match none. */
export function readSkills(text: string): { skills: Skill[]; unknown: string[] } {
  const found = new Set<Skill>()
  const unknown: string[] = []
  for (const piece of pieces(text)) {
    const hits = skills.filter((skill) => skillWords[skill].test(piece))
    if (hits.length === 0) unknown.push(piece)
    for (const hit of hits) found.add(hit)
  }
  return { skills: skills.filter((skill) => found.has(skill)), unknown }
}

export function readAvailability(text: string): { availability: Availability[]; unknown: string[] } {
  const found = new Set<Availability>()
  const unknown: string[] = []
  for (const piece of pieces(text)) {
    if (/随时|全天|任何|都可|anytime/i.test(piece)) for (const each of availabilities) found.add(each)
    else if (/周末|休息日|双休|节假|weekend/i.test(piece)) found.add('weekend')
    else if (/深夜|凌晨|通宵|night/i.test(piece)) found.add('night')
    else if (/晚|下班|evening/i.test(piece)) found.add('evening')
    else if (/工作日|白天|平时|上班|workday/i.test(piece)) found.add('workday')
    else unknown.push(piece)
  }
  return { availability: availabilities.filter((each) => found.has(each)), unknown }
}

/** Whole number from text, `3人` and `3.0` too; undefined otherwise. */
export function wholeNumber(text: string): number | undefined {
  const found = /^(\d{1,6})(?:\.0+)?\s*[人户层个]?$/.exec(tidy(text))
  return found ? Number(found[1]) : undefined
}
