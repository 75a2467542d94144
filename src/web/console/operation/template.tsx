// One template in a form: its name and kind, how long a round lasts, its teams, and a line for each kind of post.
import { useState } from 'preact/hooks'
import { kinds, type PostPattern, type Template } from '#domain/operation/terms.ts'
import type { TemplateRow } from '#rooms/operation/views/templates.ts'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { type FilledProps, FormEnd } from '#web/console/parts/form.tsx'
import { Field } from '#web/ui/field.tsx'
import { t } from '#web/ui/words.ts'
import { DutyList } from './choices.tsx'
import { hours, minutes } from './hours.ts'
import { order } from './orders.ts'
import { Patterns } from './patterns.tsx'

const FRESH: PostPattern = { duty: 'order', number: 2, from: 0, until: 360, per: 'point' }

export function TemplateForm({ row, done, close }: { row: TemplateRow; done(): void; close(): void }) {
  const [body, setBody] = useState<Template>(row.body as Template)
  const change = (more: Partial<Template>) => setBody({ ...body, ...more })
  const submit = async (event: Event) => {
    event.preventDefault()
    if (
      await order(
        `template/${row.template}`,
        { type: 'save-template', area: row.area, template: structuredClone(body) },
        t('operation.template-done'),
      )
    )
      done()
  }
  return (
    <Dialog title={t('operation.template')} wide close={close}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <TemplateBasics filled={body} change={change} setFollowers={(text) => setBody(withFollowers(body, text))} />
        <DutyList id="template-duties" />
        <Patterns posts={body.posts} change={(posts) => change({ posts })} />
        <div class="actions actions-start">
          <button type="button" onClick={() => change({ posts: [...body.posts, FRESH] })}>
            {t('operation.add-post')}
          </button>
        </div>
        <FormEnd doing={t('operation.save')} close={close} />
      </form>
    </Dialog>
  )
}

/** The template with so many in a team; with no teams where nothing is written. */
function withFollowers(template: Template, text: string): Template {
  const { teams, ...rest } = template
  return text === '' ? rest : { ...rest, teams: { followers: Number(text), skills: teams?.skills ?? [] } }
}

function TemplateBasics({
  filled: body,
  change,
  setFollowers,
}: FilledProps<Template> & { setFollowers(text: string): void }) {
  return (
    <div class="halves">
      <Field name="template-name" label={t('operation.name')}>
        <input
          required
          maxLength={40}
          value={body.name}
          onInput={(event) => change({ name: event.currentTarget.value })}
        />
      </Field>
      <Field name="template-kind" label={t('operation.kind')}>
        <select value={body.kind} onChange={(event) => change({ kind: event.currentTarget.value as Template['kind'] })}>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {t(`operation.kind.${one}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field name="template-lasts" label={t('operation.lasts')}>
        <input
          type="number"
          required
          min="0.5"
          max="168"
          step="0.5"
          value={hours(body.lasts)}
          onInput={(event) => change({ lasts: minutes(event.currentTarget.value) })}
        />
      </Field>
      <Field name="template-followers" label={t('operation.followers')} hint={t('operation.followers-empty')} optional>
        <input
          type="number"
          min="0"
          max="9"
          value={body.teams?.followers ?? ''}
          onInput={(event) => setFollowers(event.currentTarget.value)}
        />
      </Field>
    </div>
  )
}
