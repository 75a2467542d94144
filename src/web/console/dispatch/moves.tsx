// Moves that a person ordered and what became of each; the reasons of a move in words.
import type { AnswerOf } from '#web/api/contract.ts'
import { areaName } from '#web/console/session/areas.ts'
import { coded, t, when } from '#web/ui/words.ts'

type Moves = AnswerOf<'moves'>['rows']

function whyText({ why, ...detail }: { why: string }): string {
  const { skill, ...numbers } = detail as { skill?: string }
  return coded('dispatch.why', why, { ...numbers, ...(skill && { skill: coded('registry.skill', skill) }) })
}

/** All reasons of a move, in one line. */
export const reasonsText = (reasons: readonly { why: string }[]) =>
  reasons.map((one) => whyText(one)).join(t('kernel.and'))

export function OrderedMoves({ rows }: { rows: Moves | undefined }) {
  return (
    <section class="card stack-tight" aria-labelledby="ordered">
      <h2 id="ordered">
        {t('dispatch.ordered')} {rows?.length || ''}
      </h2>
      {rows?.length === 0 && <p class="soft">{t('dispatch.ordered-none')}</p>}
      <ul class="stack-tight">
        {rows?.map((row) => (
          <OrderedMove key={row.move} row={row} />
        ))}
      </ul>
    </section>
  )
}

function OrderedMove({ row }: { row: Moves[number] }) {
  return (
    <li class="row-between">
      <span>
        <b>{t('dispatch.from-to', { from: areaName(row.from), to: areaName(row.to), n: row.people })}</b>{' '}
        <span class="soft">{reasonsText(row.reasons)}</span>
      </span>
      <span>
        <span class={`badge ${row.state === 'carried-out' ? 'badge-good' : 'badge-info'}`}>
          {t(`dispatch.state.${row.state}`)}
        </span>{' '}
        {row.seated !== null && t('dispatch.outcome', { seated: row.seated, skipped: row.skipped ?? 0 })}{' '}
        <span class="soft small number">{when(row.at)}</span>
      </span>
    </li>
  )
}
