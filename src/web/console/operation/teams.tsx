// Teams of a round: how many follow whom, and how many teams; shared out over the grids by their residents.
import { useState } from 'preact/hooks'
import { apportionTeams } from '#domain/operation/lay.ts'
import type { RoundAnswer } from '#rooms/operation/views/rounds.ts'
import { areas } from '#web/console/session/areas.ts'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { FormEnd } from '#web/console/parts/form.tsx'
import { Field } from '#web/ui/field.tsx'
import { t } from '#web/ui/words.ts'
import { SkillOptions } from './choices.tsx'
import { order } from './orders.ts'

interface TeamsFormProps {
  readonly body: RoundAnswer
  readonly usual?: { readonly followers: number; readonly skills: readonly string[] }
  done(): void
  close(): void
}

/** Grids to share the teams out over, each with its residents. */
const gridsIn = (area: string) =>
  [...areas.value.values()]
    .filter((row) => row.level === 'grid' && row.area.startsWith(area))
    .map((row) => ({ grid: row.area, residents: row.residents ?? 0 }))

export function TeamsForm({ body, usual, done, close }: TeamsFormProps) {
  const { round, rule } = body
  const grids = gridsIn(round.area)
  const [total, setTotal] = useState(
    String(rule?.grids.reduce((sum, one) => sum + one.teams, 0) ?? Math.min(115, grids.length)),
  )
  const [followers, setFollowers] = useState(String(rule?.followers ?? usual?.followers ?? 3))
  const [skill, setSkill] = useState(rule?.skills[0] ?? usual?.skills[0] ?? '')
  const shares = apportionTeams(grids, Math.max(0, Math.floor(Number(total)) || 0))
  const submit = async (event: Event) => {
    event.preventDefault()
    const teams =
      shares.length > 0 ? { followers: Number(followers), skills: skill ? [skill] : [], grids: shares } : null
    if (
      await order(`round/${round.round}`, { type: 'set-teams', teams }, t('operation.teams-done', { n: Number(total) }))
    )
      done()
  }
  return (
    <Dialog title={t('operation.set-teams')} close={close}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <div class="halves">
          <Field
            name="teams-total"
            label={t('operation.teams-total')}
            hint={t('operation.teams-shared', { grids: shares.length, all: grids.length })}
          >
            <input
              type="number"
              required
              min="0"
              max="5000"
              inputMode="numeric"
              value={total}
              onInput={(event) => setTotal(event.currentTarget.value)}
            />
          </Field>
          <Field name="teams-followers" label={t('operation.followers')} hint={t('operation.followers-hint')}>
            <input
              type="number"
              required
              min="0"
              max="9"
              inputMode="numeric"
              value={followers}
              onInput={(event) => setFollowers(event.currentTarget.value)}
            />
          </Field>
        </div>
        <Field name="teams-skill" label={t('operation.teams-skill')} optional>
          <select value={skill} onChange={(event) => setSkill(event.currentTarget.value)}>
            <SkillOptions />
          </select>
        </Field>
        <FormEnd doing={t('operation.set-teams')} close={close} />
      </form>
    </Dialog>
  )
}
