// Writing a notice: to whom, what, by when. How many it reaches is known before it is sent.
import { asInput, fromInput } from '#domain/kernel/zone.ts'
import { useState } from 'preact/hooks'
import { recipientKinds, type RecipientKind } from '#domain/notice/terms.ts'
import { areaOptions, areaPath } from '#web/console/session/areas.ts'
import { may, self } from '#web/console/session/self.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { newId } from '#web/api/ids.ts'
import { Field } from '#web/ui/field.tsx'
import { t } from '#web/ui/words.ts'

const DAY_MS = 86_400_000

export function WriteNotice({ done, close }: { done(notice: string): void; close(): void }) {
  const mine = (area: string) => may({ roles: ['officer', 'dispatcher'] }, { area })
  const areas = areaOptions(['county', 'township', 'community']).filter((option) => mine(option.id))
  const [notice] = useState(newId)
  const [area, setArea] = useState<string | undefined>(
    self
      .value!.grants.map((grant) => grant.area)
      .filter(mine)
      .sort((a, b) => a.length - b.length)[0],
  )
  const [to, setTo] = useState<RecipientKind>('persons')
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [signBy, setSignBy] = useState(asInput(Date.now() + DAY_MS))
  const [remindAt, setRemindAt] = useState('')
  const [problem, setProblem] = useState<string>()
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!area) return setProblem(t('notice.where'))
    const outcome = await give('notice', `notice/${notice}`, {
      type: 'send-notice',
      title: title.trim(),
      text: text.trim(),
      area,
      to,
      signBy: fromInput(signBy),
      ...(remindAt && { remindAt: fromInput(remindAt) }),
    })
    if (!outcome.ok) return setProblem(outcome.text)
    announce(t('notice.sent-done', { n: (outcome.answer as { recipients: number }).recipients }))
    done(notice)
  }
  return (
    <Dialog title={t('notice.write')} wide close={close}>
      <form class="stack" onSubmit={submit}>
        <fieldset class="row">
          <legend>{t('notice.to')}</legend>
          {recipientKinds.map((one) => (
            <label key={one} class="choice">
              <input type="radio" name="to" checked={to === one} onChange={() => setTo(one)} />
              {t(`notice.to.${one}`)}
            </label>
          ))}
        </fieldset>
        <Field
          name="notice-area"
          label={t('notice.area')}
          hint={area && t(`notice.reaches-${to}`, { area: areaPath(area) })}
          problem={problem}
        >
          <Combo options={areas} chosen={area} choose={(option) => setArea(option?.id)} />
        </Field>
        <Field name="notice-title" label={t('notice.title')}>
          <input required maxLength={80} value={title} onInput={(event) => setTitle(event.currentTarget.value)} />
        </Field>
        <Field name="notice-text" label={t('notice.read')}>
          <textarea
            required
            maxLength={4000}
            rows={8}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </Field>
        <div class="halves">
          <Field name="notice-by" label={t('notice.deadline')}>
            <input
              type="datetime-local"
              required
              value={signBy}
              onInput={(event) => setSignBy(event.currentTarget.value)}
            />
          </Field>
          <Field name="notice-remind" label={t('notice.remind-at')} hint={t('notice.remind-at-hint')} optional>
            <input type="datetime-local" value={remindAt} onInput={(event) => setRemindAt(event.currentTarget.value)} />
          </Field>
        </div>
        <div class="actions">
          <button type="button" onClick={close}>
            {t('kernel.cancel')}
          </button>
          <button class="button-primary">{t('notice.send')}</button>
        </div>
      </form>
    </Dialog>
  )
}
