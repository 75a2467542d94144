// A new room laid into the tree: the files of src/cli/new/room/, which are a whole small room about shelters 安置点, with
// its name in place of theirs; and its line in every list of rooms. Nothing is written before all of it is known.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { judges, questions, views } from '#rooms/all.ts'
import { everyFile } from '#words/all.ts'
import { additions } from './lines.ts'

export interface RoomName {
  /** One of its things, in English: `shelter`. */
  readonly one: string
  readonly chinese: string
}

export interface Laid {
  /** Files from the root, new ones and those that got a line. */
  readonly made: readonly string[]
  readonly changed: readonly string[]
}

const templates = path.join(import.meta.dirname, 'room')
const ending = '.template'

const nameLettersMax = 20
/** Words that JavaScript or SQL keep for themselves: neither a variable nor a column may be called so. */
const keptWords = new Set(
  (
    'analyse array async authorization await binary break case cast catch check class collate collation column const ' +
    'constraint continue debugger default delete desc do else end enum except export extends false fetch finally for ' +
    'function grant group having if implements import in initial instance interface intersect into lateral leading ' +
    'left let limit like new null object offset order package placing primary private protected public references ' +
    'return right role select self session static super switch table tablesample test then this throw to trailing ' +
    'true try typeof union unique user using var variadic void when where while window with yield'
  ).split(' '),
)

export function pluralOf(one: string): string {
  if (/[^aeiou]y$/.test(one)) return `${one.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/.test(one) ? `${one}es` : `${one}s`
}

export type Fault = 'shape' | 'kept' | 'taken' | 'chinese'

/** What the word names already, a place that says so; undefined where nothing does. One word names one thing. */
function takenBy(root: string, one: string): string | undefined {
  const many = pluralOf(one)
  const folders = ['src/domain', 'src/rooms', 'src/web/console', 'src/web/phone']
  const folder = folders.map((at) => `${at}/${one}`).find((at) => existsSync(path.join(root, at)))
  if (folder !== undefined) return folder
  if ([...judges.values()].some(({ room }) => room.streams.includes(one))) return 'docs/house/streams.md'
  const named = (list: readonly { readonly name: string }[]) => list.some(({ name }) => name === one || name === many)
  if (named(views)) return 'docs/privacy.md'
  if (named(questions)) return 'src/rooms/questions.ts'
  if (everyFile.some(({ file }) => file.split('/').includes(one))) return `src/words/${one}.ts`
  const said = new RegExp(`'([a-z]+-)*${one}(-[a-z]+)*'`)
  const vocabulary = readdirSync(path.join(root, 'src/domain'))
    .map((room) => `src/domain/${room}/commands.ts`)
    .filter((file) => existsSync(path.join(root, file)))
    .find((file) => said.test(readFileSync(path.join(root, file), 'utf8')))
  if (vocabulary !== undefined) return vocabulary
  return readFileSync(path.join(root, 'GLOSSARY.md'), 'utf8').includes(`\`${one}\``) ? 'GLOSSARY.md' : undefined
}

/** @returns why there can be no room of this name, and where the name stands already */
export function faultOf(root: string, { one, chinese }: RoomName): { fault: Fault; at?: string } | undefined {
  // A plural is no name of one thing; campus, crisis and class are.
  if (!/^[a-z]{3,}$/.test(one) || one.length > nameLettersMax || /[^isu]s$/.test(one)) return { fault: 'shape' }
  if (keptWords.has(one)) return { fault: 'kept' }
  if (!/^\p{Script=Han}{1,12}$/u.test(chinese)) return { fault: 'chinese' }
  const at = takenBy(root, one)
  return at === undefined ? undefined : { fault: 'taken', at }
}

const capital = (word: string) => word[0].toUpperCase() + word.slice(1)

/** A text about shelters said of the new room's things. */
function renamed(text: string, { one, chinese }: RoomName): string {
  const many = pluralOf(one)
  return text
    .replaceAll('shelters', many)
    .replaceAll('Shelters', capital(many))
    .replaceAll('shelter', one)
    .replaceAll('Shelter', capital(one))
    .replaceAll('安置点', chinese)
}

/** @throws when the list has no line of that kind: it has changed its form */
function withLine(text: string, file: string, after: RegExp, line: string): string {
  const last = [...text.matchAll(after)].at(-1)
  if (last === undefined) throw new Error(`${file}: nothing there looks like ${after}; mend src/cli/new/lines.ts`)
  const end = last.index + last[0].length
  return `${text.slice(0, end)}\n${line}${text.slice(end)}`
}

/** @param name one that faultOf finds no fault with */
export function layRoom(root: string, name: RoomName): Laid {
  const made = new Map<string, string>()
  for (const file of readdirSync(templates, { recursive: true, encoding: 'utf8' }).filter((at) => at.endsWith(ending)))
    made.set(
      renamed(file.slice(0, -ending.length), name),
      renamed(readFileSync(path.join(templates, file), 'utf8'), name),
    )
  const changed = new Map<string, string>()
  for (const { file, after, line } of additions) {
    const text = changed.get(file) ?? readFileSync(path.join(root, file), 'utf8')
    changed.set(file, withLine(text, file, after, renamed(line, name)))
  }
  for (const [file, text] of [...made, ...changed]) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  return { made: [...made.keys()].sort(), changed: [...changed.keys()].sort() }
}
