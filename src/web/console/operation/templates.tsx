// Templates as data: read, changed, saved under another name. A starter that is changed is the county's own from then
// on.
import { isNarrower } from '#domain/kernel/area.ts'
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/operation/may.ts'
import type { TemplateRow } from '#rooms/operation/views/templates.ts'
import { may, self } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { newId } from '#web/api/ids.ts'
import { Trouble } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { hours } from './hours.ts'
import { dutyName } from './names.ts'
import { order } from './orders.ts'
import { TemplateForm } from './template.tsx'

const newTemplate = (area: string): TemplateRow => ({
  template: newId(),
  area,
  starter: false,
  savedAt: null,
  body: { name: '', kind: 'other', lasts: 480, slotMinutes: 0, posts: [], purposes: [] },
})

/** The same under another name, to be changed before it is saved. */
const copyOf = (row: TemplateRow): TemplateRow => ({
  ...row,
  template: newId(),
  starter: false,
  body: { ...row.body, name: t('operation.template-copy', { name: row.body.name }) },
})

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
          <button type="button" class="button-primary" onClick={() => setEditing(newTemplate(area))}>
            {t('operation.template-new')}
          </button>
        )
      }
    >
      <Trouble answer={asked.trouble} />
      <div class="halves">
        {asked.body?.rows.map((row) => (
          <TemplateCard key={row.template} row={row} edit={setEditing} dropped={() => asked.again()} />
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

interface TemplateCardProps {
  readonly row: TemplateRow
  edit(row: TemplateRow): void
  dropped(): void
}

function TemplateCard({ row, edit, dropped }: TemplateCardProps) {
  const drop = () =>
    order(`template/${row.template}`, { type: 'drop-template' }, t('operation.template-dropped-done')).then(dropped)
  return (
    <article class="card stack-tight">
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
          <button type="button" onClick={() => edit(row)}>
            {t('operation.edit')}
          </button>
          <button type="button" onClick={() => edit(copyOf(row))}>
            {t('operation.template-duplicate')}
          </button>
          {row.savedAt !== null && (
            <button type="button" class="button-quiet" onClick={() => void drop()}>
              {t('operation.remove')}
            </button>
          )}
        </div>
      )}
    </article>
  )
}
