// Templates as data: read, changed, saved under another name. A starter that is changed is the county's own from then
// on.
import { isNarrower } from '#domain/kernel/area.ts'
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/operation/may.ts'
import { duties, kinds, type PostPattern, type Template } from '#domain/operation/terms.ts'
import { skills } from '#domain/registry/terms.ts'
import type { TemplateRow } from '#rooms/operation/views/templates.ts'
import { may, self } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { newId } from '#web/api/ids.ts'
import { Field } from '#web/ui/field.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { dutyCode, dutyName, skillName } from './names.ts'
import { order } from './orders.ts'

const hours = (minutes: number) => String(Math.round(minutes / 6) / 10)
const minutes = (text: string) => Math.round(Number(text) * 60)

export function TemplatesScreen() {
  const asked = useAsked('templates', {}, ['template'])
  const [editing, setEditing] = useState<TemplateRow>()
  const area = self
    .value!.grants.map((grant) => grant.area)
    .filter((one) => !isNarrower(one, 'community') && may(rules['save-template'], { area: one }))
    .sort((a, b) => a.length - b.length)[0]
  return (
    <ScreenFrame
      title={t('operation.templates')}
      under={t('operation.templates-under')}
      actions={
        area && (
          <button
            type="button"
            class="button-primary"
            onClick={() =>
              setEditing({
                template: newId(),
                area,
                starter: false,
                savedAt: null,
                body: { name: '', kind: 'other', lasts: 480, slotMinutes: 0, posts: [], purposes: [] },
              })
            }
          >
            {t('operation.template-new')}
          </button>
        )
      }
    >
      <Trouble answer={asked.trouble} />
      <div class="halves">
        {asked.body?.rows.map((row) => (
          <article key={row.template} class="card stack-tight">
            <header class="row-between">
              <h2>{row.body.name}</h2>
              <span class="badge">{t(`operation.kind.${row.body.kind}`)}</span>
            </header>
            <p class="soft">
              {t('operation.template-what', { hours: hours(row.body.lasts), posts: row.body.posts.length })}{' '}
              {row.body.teams && t('operation.template-teams', { followers: row.body.teams.followers })}
            </p>
            <p>{[...new Set(row.body.posts.map((post) => dutyName(post.duty)))].join(t('kernel.and'))}</p>
            {may(rules['save-template'], { area: row.area }) && (
              <div class="actions actions-start">
                <button type="button" onClick={() => setEditing(row)}>
                  {t('operation.edit')}
                </button>
                <button
                  type="button"
                  onClick={() =>
                    setEditing({
                      ...row,
                      template: newId(),
                      starter: false,
                      body: { ...row.body, name: t('operation.template-copy', { name: row.body.name }) },
                    })
                  }
                >
                  {t('operation.template-duplicate')}
                </button>
                {row.savedAt !== null && (
                  <button
                    type="button"
                    class="button-quiet"
                    onClick={() =>
                      void order(
                        `template/${row.template}`,
                        { type: 'drop-template' },
                        t('operation.template-dropped-done'),
                      ).then(() => asked.again())
                    }
                  >
                    {t('operation.remove')}
                  </button>
                )}
              </div>
            )}
          </article>
        ))}
      </div>
      {editing && (
        <TemplateForm
          row={editing}
          close={() => setEditing(undefined)}
          done={() => {
            setEditing(undefined)
            asked.again()
          }}
        />
      )}
    </ScreenFrame>
  )
}

const FRESH: PostPattern = { duty: 'order', number: 2, from: 0, until: 360, per: 'point' }

function TemplateForm({ row, done, close }: { row: TemplateRow; done(): void; close(): void }) {
  const [body, setBody] = useState<Template>(row.body as Template)
  const change = (more: Partial<Template>) => setBody({ ...body, ...more })
  const setPost = (at: number, more: Partial<PostPattern>) =>
    change({ posts: body.posts.map((post, i) => (i === at ? { ...post, ...more } : post)) })
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
            <select
              value={body.kind}
              onChange={(event) => change({ kind: event.currentTarget.value as Template['kind'] })}
            >
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
          <Field
            name="template-followers"
            label={t('operation.followers')}
            hint={t('operation.followers-empty')}
            optional
          >
            <input
              type="number"
              min="0"
              max="9"
              value={body.teams?.followers ?? ''}
              onInput={(event) => {
                const text = event.currentTarget.value
                const { teams: _, ...rest } = body
                setBody(
                  text === ''
                    ? rest
                    : { ...rest, teams: { followers: Number(text), skills: body.teams?.skills ?? [] } },
                )
              }}
            />
          </Field>
        </div>
        <datalist id="template-duties">
          {duties.map((one) => (
            <option key={one} value={dutyName(one)} />
          ))}
        </datalist>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th>{t('operation.duty')}</th>
                <th>{t('operation.number')}</th>
                <th>{t('operation.from-hour')}</th>
                <th>{t('operation.until-hour')}</th>
                <th>{t('operation.skill')}</th>
                <th>{t('operation.per')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {body.posts.map((post, at) => (
                <tr key={at}>
                  <td>
                    <input
                      aria-label={t('operation.duty')}
                      required
                      maxLength={24}
                      list="template-duties"
                      value={dutyName(post.duty)}
                      onInput={(event) => setPost(at, { duty: dutyCode(event.currentTarget.value) })}
                    />
                  </td>
                  <td>
                    <input
                      aria-label={t('operation.number')}
                      type="number"
                      required
                      min="1"
                      max="500"
                      value={post.number}
                      onInput={(event) => setPost(at, { number: Number(event.currentTarget.value) })}
                    />
                  </td>
                  <td>
                    <input
                      aria-label={t('operation.from-hour')}
                      type="number"
                      required
                      min="0"
                      max="168"
                      step="0.5"
                      value={hours(post.from)}
                      onInput={(event) => setPost(at, { from: minutes(event.currentTarget.value) })}
                    />
                  </td>
                  <td>
                    <input
                      aria-label={t('operation.until-hour')}
                      type="number"
                      required
                      min="0.5"
                      max="168"
                      step="0.5"
                      value={hours(post.until)}
                      onInput={(event) => setPost(at, { until: minutes(event.currentTarget.value) })}
                    />
                  </td>
                  <td>
                    <select
                      aria-label={t('operation.skill')}
                      value={post.skill ?? ''}
                      onChange={(event) => {
                        const { skill: _, ...rest } = post
                        const skill = event.currentTarget.value
                        change({
                          posts: body.posts.map((one, i) => (i === at ? { ...rest, ...(skill && { skill }) } : one)),
                        })
                      }}
                    >
                      <option value="">{t('operation.any-skill')}</option>
                      {skills.map((one) => (
                        <option key={one} value={one}>
                          {skillName(one)}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>
                    <select
                      aria-label={t('operation.per')}
                      value={post.eachLane ? 'lane' : post.per}
                      onChange={(event) =>
                        setPost(at, {
                          per: event.currentTarget.value === 'round' ? 'round' : 'point',
                          eachLane: event.currentTarget.value === 'lane',
                        })
                      }
                    >
                      {(['point', 'lane', 'round'] as const).map((one) => (
                        <option key={one} value={one}>
                          {t(`operation.per.${one}`)}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>
                    <button
                      type="button"
                      class="button-quiet"
                      aria-label={t('operation.remove')}
                      onClick={() => change({ posts: body.posts.filter((_, i) => i !== at) })}
                    >
                      ✕
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div class="actions actions-start">
          <button type="button" onClick={() => change({ posts: [...body.posts, FRESH] })}>
            {t('operation.add-post')}
          </button>
        </div>
        <div class="actions">
          <button type="button" onClick={close}>
            {t('kernel.cancel')}
          </button>
          <button class="button-primary">{t('operation.save')}</button>
        </div>
      </form>
    </Dialog>
  )
}
