// Finds the SQL in a source file: which of its texts are statements, which are pieces of others, and what else the
// module has that a statement may be made of.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'
import { root, walk, type Node } from '../tidy/source.ts'
import { isFunction, type Module, type Placed } from './expression.ts'
import { known } from './known.ts'

export interface Parsed extends Module {
  readonly found: readonly Placed[]
  /** What is asked in so many words and reads neither as a statement with a plan nor as an order. */
  readonly unread: readonly string[]
}

const opening = /^\s*(select|insert into|update|delete from|with|merge into)\s/i
/** Words in which plain text differs from SQL that begins alike ("update the list"). */
const inside = /\b(from|set|values|returning|select|as)\b/i
/** What has no plan: it orders the database about. */
const orders = new RegExp(
  `^\\s*(${'begin|commit|rollback|set|lock|notify|listen|copy|create|alter|drop|analyze|truncate|do|grant|revoke'})\\b`,
  'i',
)

/** A text, each hole a question mark; undefined for what is none. */
export const textOf = (node: Node): string | undefined =>
  node.type === 'Literal' && typeof node.value === 'string'
    ? node.value
    : node.type === 'TemplateLiteral'
      ? (node.quasis as { value: { cooked: string } }[]).map((one) => one.value.cooked).join(' ? ')
      : node.type === 'BinaryExpression' && node.operator === '+'
        ? textOf(node.left as Node)
        : undefined
const isWhole = (node: Node | undefined) =>
  node?.type === 'TemplateLiteral' || (node?.type === 'BinaryExpression' && node.operator === '+')
const isAsked = (node: Node, parent: Node | undefined) =>
  parent?.type === 'CallExpression' &&
  ((parent.callee as Node).property as Node | undefined)?.name === 'query' &&
  (parent.arguments as Node[])[0] === node

/** Names that the module's own lines bind. */
function ownNames(program: Node): Set<string> {
  const own = new Set<string>()
  for (const statement of program.body as readonly Node[]) {
    const declaration = (statement.declaration ?? statement) as Node
    for (const specifier of (statement.specifiers ?? []) as Node[]) own.add((specifier.local as Node).name as string)
    for (const { id } of (declaration.declarations ?? [declaration]) as { id?: Node }[])
      if (id) walk(id, [], (node) => void (node.type === 'Identifier' && own.add(node.name as string)))
  }
  return own
}

const parsed = new Map<string, Parsed>()

/** A file is read once. */
export function parse(file: string): Parsed {
  const known = parsed.get(file) ?? read(file)
  parsed.set(file, known)
  return known
}

function read(file: string): Parsed {
  const text = readFileSync(path.join(root, file), 'utf8')
  const program = parseSync(file, text).program as unknown as Node
  const own = ownNames(program)
  const calls = new Map<string, Placed[]>()
  const functions = new Map<string, Placed>()
  const texts: Placed[] = []
  /** Where each name is used: within another text, or by itself. */
  const uses = new Map<string, Set<boolean>>()
  walk(program, [], (node, above) => {
    const parent = above.at(-1)
    if (node.type === 'CallExpression') {
      const callee = node.callee as Node
      const name = (callee.name ?? (callee.property as Node | undefined)?.name) as string | undefined
      if (name) calls.set(name, [...(calls.get(name) ?? []), { node, above }])
    }
    if (isFunction(node) && above.length <= 4) {
      const name = ((node.id ?? parent?.id) as Node | undefined)?.name as string | undefined
      if (name && own.has(name)) functions.set(name, { node, above })
    }
    if (node.type === 'Identifier' && parent?.id !== node) {
      const name = node.name as string
      uses.set(name, (uses.get(name) ?? new Set()).add(above.some(isWhole)))
    }
    // Of what is put together from pieces the whole alone.
    if (textOf(node) !== undefined && !above.some(isWhole)) texts.push({ node, above })
  })
  const isPiece = ({ above }: Placed) => {
    const holder = above.at(-1)
    const used = holder?.type === 'VariableDeclarator' ? uses.get((holder.id as Node).name as string) : undefined
    return used !== undefined && !used.has(false)
  }
  const found: Placed[] = []
  const unread: string[] = []
  for (const one of texts) {
    const said = textOf(one.node)!
    const asked = isAsked(one.node, one.above.at(-1))
    if (opening.test(said) ? inside.test(said) && !isPiece(one) : asked && said.startsWith(' ? ')) found.push(one)
    else if (asked && !orders.test(said)) unread.push(`${file}: ${said}`)
  }
  return { text, own, calls, functions, known: known[file] ?? {}, found, unread }
}
