// Reads the project's own sources for the tidy test: every file once, with its imports and the lengths of its
// functions.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'

export const root = path.resolve(import.meta.dirname, '../..')

export interface Import {
  /** The file it leads to, from the project's root; undefined for a package. */
  readonly file?: string
  readonly specifier: string
  readonly typesOnly: boolean
}

export interface Source {
  readonly file: string
  readonly text: string
  readonly lines: number
  readonly imports: readonly Import[]
  readonly functions: readonly { readonly name: string; readonly lines: number }[]
}

/** A node of the syntax tree, as the parser gives it. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

const ignored = new Set(['node_modules', '.git', 'dist', '.muster', 'data'])

/** All files of the project with one of these endings, from its root, sorted. */
export function filesOf(folder: string, endings: RegExp): string[] {
  const found: string[] = []
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const at = path.posix.join(folder, entry.name)
    if (entry.isDirectory()) {
      // `data` of the root is a county's; src/demo/data is ours.
      if (!ignored.has(entry.name) || (entry.name === 'data' && folder !== '.')) found.push(...filesOf(at, endings))
    } else if (endings.test(entry.name)) found.push(at)
  }
  return found.sort()
}

const names = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { imports: Record<string, string> }

function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier))
  const alias = Object.entries(names.imports).find(([name]) => specifier.startsWith(name.slice(0, -1)))
  return alias && path.posix.normalize(alias[1].slice(0, -1) + specifier.slice(alias[0].length - 1))
}

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

/** A function's own name, or that of what holds it; a test's is its sentence. */
function nameOf(node: Node, parent: Node | undefined): string {
  if (parent?.type === 'CallExpression')
    return String((parent.arguments as readonly Node[])[0]?.value ?? (parent.callee as Node).name ?? '(no name)')
  const named = (node.id ?? parent?.id ?? parent?.key) as { name?: string } | null | undefined
  return named?.name ?? '(no name)'
}

/** Walks a tree; `above` are the nodes above, innermost last. */
export function walk(tree: unknown, above: readonly Node[], visit: (node: Node, above: readonly Node[]) => void): void {
  if (Array.isArray(tree)) return tree.forEach((one) => walk(one, above, visit))
  if (typeof tree !== 'object' || tree === null || typeof (tree as Node).type !== 'string') return
  const node = tree as Node
  visit(node, above)
  const within = [...above, node]
  for (const key in node) if (key !== 'type' && typeof node[key] === 'object') walk(node[key], within, visit)
}

/** What `import(`../${one}/two.ts`)` may lead to: every folder there that has such a file. */
function likelihoods(file: string, source: Node): string[] {
  if (source.type !== 'TemplateLiteral') return []
  const [before, after, ...more] = (source.quasis as readonly { value: { raw: string } }[]).map((one) => one.value.raw)
  if (after === undefined || more.length > 0) return []
  const folder = path.join(root, path.dirname(file), before)
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name + after)))
    .map((name) => before + name + after)
}

export function readSource(file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8')
  const imports: Import[] = []
  const functions: { name: string; lines: number }[] = []
  const add = (specifier: unknown, typesOnly: boolean) => {
    if (typeof specifier !== 'string') return
    // A page's worker is named with a question mark behind it.
    const plain = specifier.replace(/\?.*$/, '')
    imports.push({ specifier: plain, file: resolve(file, plain), typesOnly })
  }
  const { program } = parseSync(file, text)
  walk(program, [], (node, above) => {
    const parent = above.at(-1)
    const from = (node.source as Node | null | undefined)?.value
    if (node.type === 'ImportDeclaration') {
      const specifiers = node.specifiers as readonly Node[]
      add(
        from,
        node.importKind === 'type' || (specifiers.length > 0 && specifiers.every((one) => one.importKind === 'type')),
      )
    } else if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration')
      add(from, node.exportKind === 'type')
    else if (node.type === 'ImportExpression') {
      add(from, false)
      for (const one of likelihoods(file, node.source as Node)) add(one, false)
    } else if (node.type === 'TSImportType') add((node.source as Node).value, true)
    else if (node.type === 'NewExpression' && (node.callee as Node).name === 'URL')
      add(String((node.arguments as Node[])[0]?.value ?? '').replace(/^(?=[\w-]+\.\w+$)/, './') || undefined, false)
    else if (functionTypes.has(node.type))
      functions.push({ name: nameOf(node, parent), lines: text.slice(node.start, node.end).split('\n').length })
  })
  return { file, text, lines: text.split('\n').length - 1, imports, functions }
}

export const exists = (file: string): boolean => existsSync(path.join(root, file))
