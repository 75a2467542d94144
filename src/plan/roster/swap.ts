// `muster plan roster --plan roster.json --swap …`: is the wanted change lawful, what does it cost, and which chain of
// people makes it cheapest.
import { Duties } from '#planner/roster/duties.ts'
import { cheapestChain, judgeMoves, type Move } from '#planner/roster/swap.ts'
import { InputFault } from '../fault.ts'
import type { Said } from '#words/languages.ts'
import { words as common } from '../words.ts'
import type { Sheet } from '../write.ts'
import { placeNames } from './answer.ts'
import type { Rota } from './rota.ts'
import { rules, words } from './words.ts'

export interface SwapMoveJson {
  readonly person: string
  /** "post/shift", null for none. */
  readonly from: string | null
  readonly to: string | null
}

export interface SwapJson {
  /** What was asked, taken alone: with --with the two exchange. */
  readonly asked: {
    readonly moves: readonly SwapMoveJson[]
    readonly lawful: boolean
    readonly cost: number
    readonly flaw?: string
    readonly who?: string
    readonly why?: Said
  }
  /** The cheapest chain that grants the wish; null where none is lawful. */
  readonly chain: {
    readonly moves: readonly SwapMoveJson[]
    readonly cost: number
    readonly open: string | null
  } | null
}

/** Ids may hold any sign but these: colon between the parts, slash before the shift. */
function readWish(rota: Rota, text: string): Move {
  const parts = text.split(':')
  if (parts.length < 2 || parts.length > 3) throw new InputFault({ field: '--swap' }, words.notSwap(text))
  const person = rota.people.findIndex((row) => row.person === parts[0])
  if (person < 0) throw new InputFault({ field: '--swap' }, common.unknown(parts[0], 'people'))
  const place = (name: string | undefined) => {
    if (name === undefined) return -1
    const found = rota.placeOf.get(name)
    if (found !== undefined) return found
    const cut = name.lastIndexOf('/')
    throw new InputFault(
      { field: '--swap' },
      cut < 0 ? words.notSwap(text) : words.noPlace(name.slice(0, cut), name.slice(cut + 1)),
    )
  }
  return { person, from: place(parts[1]), to: place(parts[2]) }
}

/** Throws InputFault. @param other the person to exchange with */
export function swap(rota: Rota, arcs: Int32Array, text: string, other: string | undefined): SwapJson {
  const wish = readWish(rota, text)
  const duties = new Duties(rota.problem, arcs)
  if (!duties.mine[wish.person].some((arc) => duties.placeOf[arc] === wish.from))
    throw new InputFault(
      { field: '--swap' },
      words.notThere(rota.people[wish.person].person, ...placeNames(rota, wish.from)),
    )
  const moves: Move[] = [wish]
  if (other !== undefined) {
    const person = rota.people.findIndex((row) => row.person === other)
    if (person < 0) throw new InputFault({ field: '--with' }, common.unknown(other, 'people'))
    moves.push({ person, from: wish.to, to: wish.from })
  }
  const judged = judgeMoves(rota.problem, arcs, moves)
  const chain = cheapestChain(rota.problem, arcs, wish)
  const name = (q: number) => (q < 0 ? null : placeNames(rota, q).join('/'))
  const json = (move: Move): SwapMoveJson => ({
    person: rota.people[move.person].person,
    from: name(move.from),
    to: name(move.to),
  })
  const flaw = judged.flaw && {
    flaw: judged.flaw,
    who: judged.flaw === 'place-full' ? name(judged.at!)! : rota.people[judged.at!].person,
    why: rules[judged.flaw],
  }
  return {
    asked: { moves: moves.map(json), lawful: judged.lawful, cost: judged.cost, ...flaw },
    chain: chain ? { moves: chain.moves.map(json), cost: chain.cost, open: name(chain.open) } : null,
  }
}

/** One row a move of the chain. */
export function swapSheet(json: SwapJson): Sheet {
  return {
    name: 'swap',
    header: ['person', 'from', 'to'],
    rows: (json.chain?.moves ?? []).map(({ person, from, to }) => [person, from, to]),
  }
}
