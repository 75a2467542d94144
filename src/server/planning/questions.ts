// What the planner proposes, asked as questions: a plan, a repair, moves. They change nothing: a person accepts them by
// a command with the content.
import type { z } from 'zod'
import type { AreaId } from '#domain/kernel/area.ts'
import type { Actor, Role } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { question, type Tx, type VaultReader } from '#journal/view.ts'
import {
  movesAnswer,
  movesParams,
  planAnswer,
  planParams,
  repairAnswer,
  repairParams,
  type MovesQuestion,
  type PlanAnswer,
  type PlanQuestion,
  type RepairQuestion,
} from './answers.ts'
import { usualChoice, type Choice } from './arcs.ts'
import { findGround, type Ground } from './inputs.ts'
import { proposeMoves } from './moves.ts'
import { propose } from './plan.ts'
import { proposeRepair } from './repair.ts'

const planners: readonly Role[] = ['officer', 'dispatcher']
const choiceOf = ({ favour, share }: Pick<z.output<typeof planParams>, 'favour' | 'share'>): Choice => ({
  favour: favour ?? usualChoice.favour,
  unitShare: share ?? usualChoice.unitShare,
})

const infoOf = (ground: Ground, seats: ReadonlySet<string>): PlanAnswer['asked'] =>
  ground.seats
    .filter((one) => seats.has(one.seat))
    .map(({ seat, kind, part, area: where, skill, leads, starts, ends, site }) => ({
      seat,
      kind,
      part,
      area: where,
      skill: skill ?? null,
      leads,
      starts,
      ends,
      site,
    }))

async function nameAll(tx: Tx, vault: VaultReader, persons: readonly Id[]): Promise<Record<string, string>> {
  const bodies = await vault.open<{ name: string }>(tx, 'person', [...new Set(persons)])
  return Object.fromEntries([...bodies].map(([person, { name }]) => [person, name]))
}

const target = (asked: { readonly within?: AreaId }, actor: Actor) => ({ area: asked.within ?? actor.tenant })

const plan: PlanQuestion = question({
  name: 'roster-plan',
  summary: {
    zh: '排班建议：逐座理由、缺口原因、与现有安排的对比；接受前不生效',
    en: 'A proposed roster: a reason for each seat, why others stay open, and what it changes; nothing until accepted',
  },
  params: planParams,
  answer: planAnswer,
  may: { roles: planners },
  target,
  shows: ({ names }) => ({ persons: Object.keys(names) }),
  async ask(tx, own, { actor, vault }) {
    const ground = await findGround(tx, actor.tenant, own.round, own.within)
    if (!ground) return undefined
    const proposal = propose(ground, choiceOf(own))
    const persons = [...proposal.seats.map((one) => one.person), ...proposal.diff.released.map((one) => one.person)]
    return {
      ...proposal,
      asked: infoOf(ground, new Set(ground.seats.map((one) => one.seat))),
      names: await nameAll(tx, vault, persons),
    }
  },
})

const repair: RepairQuestion = question({
  name: 'roster-repair',
  summary: {
    zh: '补位建议：缺席谢绝后谁来顶，最多挪动几人',
    en: 'A proposed repair: who steps in, and how many others would move at most',
  },
  params: repairParams,
  answer: repairAnswer,
  may: { roles: planners },
  target,
  shows: ({ names }) => ({ persons: Object.keys(names) }),
  async ask(tx, own, { actor, now, vault }) {
    const ground = await findGround(tx, actor.tenant, own.round, own.within)
    if (!ground) return undefined
    const proposal = proposeRepair(ground, now, choiceOf(own), own.compare === 'yes')
    const seats = proposal.options.flatMap((one) => one.seats)
    return {
      ...proposal,
      asked: infoOf(ground, new Set(seats.flatMap((one) => [one.seat, ...(one.from === null ? [] : [one.from])]))),
      names: await nameAll(
        tx,
        vault,
        seats.map((one) => one.person),
      ),
    }
  },
})

/** The shift that is balanced: the one under way, or the next. */
function hoursOf(ground: Ground, now: number, when: 'now' | 'next'): { starts: number; ends: number } | undefined {
  const later = [...new Set(ground.seats.map((one) => one.starts))]
    .filter((starts) => starts > now)
    .sort((a, b) => a - b)
  if (when === 'next') {
    const shift = ground.seats.filter((one) => one.starts === later[0])
    return shift.length > 0 ? { starts: later[0], ends: Math.min(...shift.map((one) => one.ends)) } : undefined
  }
  const running = ground.seats.filter((one) => one.starts <= now && now < one.ends)
  return running.length > 0 ? { starts: now, ends: Math.min(...running.map((one) => one.ends)) } : undefined
}

const moves: MovesQuestion = question({
  name: 'move-proposals',
  summary: {
    zh: '统筹建议：从哪里调几人到哪里、为什么；接受前不生效',
    en: 'Proposed moves between areas, with reasons; nothing until accepted',
  },
  params: movesParams,
  answer: movesAnswer,
  may: { roles: planners },
  target,
  shows: ({ names }) => ({ persons: Object.keys(names) }),
  async ask(tx, own, { actor, now, vault }) {
    const { round, within, when = 'next' } = own
    const ground = await findGround(tx, actor.tenant, round, within)
    if (!ground) return undefined
    const hours = hoursOf(ground, now, when) ?? hoursOf(ground, now, when === 'now' ? 'next' : 'now')
    const proposed = hours ? proposeMoves(ground, hours) : []
    const { rows } = await tx.query<{ area: AreaId; name: string | null }>(
      'select area, name from areas where tenant = $1 and area = any($2)',
      [actor.tenant, [...new Set(proposed.flatMap((one) => [one.from, one.to]))]],
    )
    const nameOf = new Map(rows.map((row) => [row.area, row.name]))
    const seats = proposed.flatMap((one) => one.seats)
    return {
      hours: hours ?? null,
      moves: proposed.map((one) => ({
        ...one,
        fromName: nameOf.get(one.from) ?? null,
        toName: nameOf.get(one.to) ?? null,
      })),
      asked: infoOf(ground, new Set(seats.map((one) => one.seat))),
      names: await nameAll(
        tx,
        vault,
        seats.map((one) => one.person),
      ),
    }
  },
})

export const questions = [plan, repair, moves] as const
