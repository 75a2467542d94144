// Writes an expression of a source file anew so that it stands by itself at the end of its module: what is local to the
// function around it is put in its place, what may be one of several becomes a choice. Run by statements.ts.
import { walk, type Node } from '../tidy/source.ts'

/** A node and those above it, innermost last. */
export interface Placed {
  readonly node: Node
  readonly above: readonly Node[]
}

/** One module, as the writing needs it. */
export interface Module {
  readonly text: string
  /** Names known everywhere in the module. */
  readonly own: ReadonlySet<string>
  /** Every call by its name, that of a method among them. */
  readonly calls: ReadonlyMap<string, readonly Placed[]>
  /** Functions of the module by the names they are called by. */
  readonly functions: ReadonlyMap<string, Placed>
  /** What local names can be, in the module's own terms, where the module alone does not tell. */
  readonly known: Readonly<Record<string, string>>
}

const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])
/** Local names put in place of local names: deeper there is no end in sight. */
const depthMax = 12

export const isFunction = (node: Node): boolean => functions.has(node.type)
const list = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(Boolean) : [])
const one = (value: unknown): Node | undefined => (value ? (value as Node) : undefined)
const nameOf = (node: Node | undefined) => (node?.type === 'Identifier' ? (node.name as string) : undefined)
const children = (node: Node): Node[] =>
  Object.entries(node).flatMap(([key, value]) =>
    // A type says nothing at run time.
    key === 'typeAnnotation' || key === 'typeArguments' || typeof value !== 'object' || value === null
      ? []
      : (Array.isArray(value) ? value : [value]).filter((each) => typeof each?.type === 'string'),
  )

type Key = string | number
const asCode = (way: readonly Key[]) => way.map((key) => `[${JSON.stringify(key)}]`).join('')

/** The way from a bound thing to one of the names in its pattern; undefined where it is not there. */
function pathTo(pattern: Node | undefined, name: string): readonly Key[] | undefined {
  if (pattern === undefined) return undefined
  if (nameOf(pattern) === name) return []
  if (pattern.type === 'AssignmentPattern') return pathTo(one(pattern.left), name)
  const parts: readonly (readonly [Key, Node | undefined])[] =
    pattern.type === 'ArrayPattern'
      ? (pattern.elements as (Node | null)[]).map((element, at) => [at, element ?? undefined])
      : pattern.type === 'ObjectPattern'
        ? list(pattern.properties).map((property) => [nameOf(one(property.key)) ?? '', one(property.value)])
        : []
  for (const [key, part] of parts) {
    const rest = pathTo(part, name)
    if (rest !== undefined) return [key, ...rest]
  }
  return undefined
}

/** What a function can answer: its returned expressions, or its whole body. */
function returnsOf({ node, above }: Placed): Placed[] {
  const body = node.body as Node
  if (body.type !== 'BlockStatement') return [{ node: body, above: [...above, node] }]
  const found: Placed[] = []
  walk(body, [...above, node], (each, around) => {
    const own = around.findLast((one) => functions.has(one.type)) === node
    if (own && each.type === 'ReturnStatement' && each.argument && nameOf(one(each.argument)) !== 'undefined')
      found.push({ node: each.argument as Node, above: [...around, each] })
  })
  return found
}

/** By which name a function is called: its own, or that of the constant, method or property that holds it. */
const calledBy = (above: readonly Node[], at: number) =>
  nameOf(one(above[at].id)) ?? nameOf(one(above[at - 1]?.id)) ?? nameOf(one(above[at - 1]?.key))

export class Writer {
  private readonly module: Module

  constructor(module: Module) {
    this.module = module
  }

  /**
   * @param way what of its value is wanted
   * @returns code that stands at the end of the module; `either`, `choose`, `pick`, `each` and `unknown` are the
   * runner's
   */
  write({ node, above }: Placed, way: readonly Key[] = [], bound: readonly string[] = [], depth = 0): string {
    const again = (inner: unknown, rest = way) =>
      this.write({ node: inner as Node, above: [...above, node] }, rest, bound, depth)
    const whole = () => this.pieces({ node, above }, bound, depth) + asCode(way)
    switch (node.type) {
      case 'Identifier':
        return this.name({ node, above }, way, bound, depth)
      case 'ConditionalExpression': {
        const ways = [again(node.test, []), again(node.consequent), again(node.alternate)]
        return `either(${node.start}, ${ways.map((one) => `() => ${one}`).join(', ')})`
      }
      case 'AwaitExpression':
      case 'ThisExpression':
        return `unknown(${JSON.stringify(node.type)})`
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
        return again(node.expression)
      case 'ArrayExpression':
        return typeof way[0] === 'number' && list(node.elements)[way[0]]
          ? again(list(node.elements)[way[0]], way.slice(1))
          : whole()
      case 'ObjectExpression': {
        const found = list(node.properties).find((property) => nameOf(one(property.key)) === way[0])
        return found ? again(found.value, way.slice(1)) : whole()
      }
      case 'MemberExpression':
        return this.member({ node, above }, way, bound, depth)
      case 'CallExpression': {
        const called = this.module.functions.get(nameOf(one(node.callee)) ?? '')
        if (!called || depth > depthMax) return whole()
        const ways = returnsOf(called).map((back) => `() => ${this.write(back, way, [], depth + 1)}`)
        return `choose(${node.start}, [() => ${whole()}], [${ways.join(', ')}])`
      }
      default:
        return functions.has(node.type)
          ? this.pieces({ node, above }, [...bound, ...list(node.params).flatMap(namesIn)], depth)
          : whole()
    }
  }

  private member({ node, above }: Placed, way: readonly Key[], bound: readonly string[], depth: number): string {
    const of = { node: node.object as Node, above: [...above, node] }
    const property = node.property as Node
    if (of.node.type === 'ThisExpression') return `unknown('this')`
    if (!node.computed) {
      const name = property.name as string
      // What an array or a text can do is asked of the whole.
      const can =
        above[above.length - 1]?.type === 'CallExpression' && (above[above.length - 1].callee as Node) === node
      return can
        ? `${this.write(of, [], bound, depth)}.${name}${asCode(way)}`
        : this.write(of, [name, ...way], bound, depth)
    }
    if (property.type === 'Literal') return this.write(of, [property.value as Key, ...way], bound, depth)
    const key = this.write({ node: property, above: [...above, node] }, [], bound, depth)
    return `pick(${node.start}, () => ${this.write(of, [], bound, depth)}, () => ${key})${asCode(way)}`
  }

  /** The node's own text with each part in it written anew. */
  private pieces({ node, above }: Placed, bound: readonly string[], depth: number): string {
    let [text, at] = ['', node.start]
    const parts = children(node).sort((a, b) => a.start - b.start)
    for (const part of parts) {
      if (part.start < at || skipped(node, part)) continue
      text += this.module.text.slice(at, part.start)
      const short = node.type === 'Property' && node.shorthand === true
      const written = this.write({ node: part, above: [...above, node] }, [], bound, depth)
      text += short ? `${nameOf(part)}: ${written}` : written
      at = part.end
    }
    text += this.module.text.slice(at, node.end)
    return node.type.endsWith('Expression') ? `(${text})` : text
  }

  private name({ node, above }: Placed, way: readonly Key[], bound: readonly string[], depth: number): string {
    const name = node.name as string
    if (bound.includes(name)) return name + asCode(way)
    for (let at = above.length - 1; at >= 0 && depth <= depthMax; at -= 1) {
      const found = this.declared(name, way, above, at, depth)
      if (found !== undefined) return found
    }
    return this.module.own.has(name) || name in globalThis || name === 'undefined'
      ? name + asCode(way)
      : `unknown(${JSON.stringify(name)})`
  }

  /** What a name stands for that is declared by the node at this height. */
  private declared(
    name: string,
    way: readonly Key[],
    above: readonly Node[],
    at: number,
    depth: number,
  ): string | undefined {
    const node = above[at]
    const not = this.module.known[name] ?? `unknown(${JSON.stringify(name)})`
    const within = (init: unknown, to: readonly Key[], height: number) =>
      this.write({ node: init as Node, above: above.slice(0, height) }, [...to, ...way], [], depth + 1)
    if (at > 0 && node.type === 'BlockStatement')
      for (const statement of list(node.body))
        for (const { id, init } of list(statement.declarations) as unknown as { id: Node; init: Node | null }[]) {
          const to = pathTo(id, name)
          if (to === undefined) continue
          if (init === null || statement.kind !== 'const' || name in this.module.known) return not
          return within(init, to, at + 1)
        }
    if (node.type === 'ForOfStatement') {
      const to = pathTo(one(list(one(node.left)?.declarations)[0]?.id), name)
      if (to !== undefined)
        return this.eachOf({ node: node.right as Node, above: above.slice(0, at) }, node, [...to, ...way], depth)
    }
    return functions.has(node.type) ? this.parameter(name, way, above, at, depth) : undefined
  }

  private eachOf(of: Placed, chosenAt: Node, way: readonly Key[], depth: number): string {
    return `each(${chosenAt.start}, () => ${this.write(of, [], [], depth + 1)})${asCode(way)}`
  }

  /** A parameter is what the calls in this module give it. */
  private parameter(
    name: string,
    way: readonly Key[],
    above: readonly Node[],
    at: number,
    depth: number,
  ): string | undefined {
    const params = list(above[at].params)
    const place = params.findIndex((param) => pathTo(param, name) !== undefined)
    if (place === -1) return undefined
    if (name in this.module.known) return this.module.known[name] + asCode(way)
    const to = [...pathTo(params[place], name)!, ...way]
    const usual = params[place].type === 'AssignmentPattern' ? one(params[place].right) : undefined
    const whole = above[at - 1]
    // [...].map((one) => …): each of them.
    if (whole?.type === 'CallExpression' && place === 0 && (whole.callee as Node).type === 'MemberExpression') {
      const of = { node: (whole.callee as Node).object as Node, above: above.slice(0, at) }
      return this.eachOf(of, above[at], to, depth)
    }
    const called = calledBy(above, at)
    const calls = called === undefined ? [] : (this.module.calls.get(called) ?? [])
    const given = calls.flatMap((call) => {
      const argument = list(call.node.arguments)[place] ?? usual
      const around = [...call.above, call.node]
      return argument ? [`() => ${this.write({ node: argument, above: around }, to, [], depth + 1)}`] : []
    })
    return given.length > 0
      ? `choose(${above[at].start}, [], [${given.join(', ')}])`
      : `unknown(${JSON.stringify(name)})`
  }
}

/** Names that a pattern binds. */
function namesIn(pattern: Node): string[] {
  const name = nameOf(pattern)
  return name === undefined ? children(pattern).flatMap(namesIn) : [name]
}

/** Parts that are names of things and no expressions, and types. */
const skipped = (node: Node, part: Node): boolean =>
  (node.type === 'MemberExpression' && !node.computed && part === node.property) ||
  (node.type === 'Property' && !node.computed && part === node.key) ||
  (functions.has(node.type) && list(node.params).includes(part)) ||
  (part.type.startsWith('TS') && !/^TS(As|NonNull|Satisfies)/.test(part.type)) ||
  part.type === 'TemplateElement'
