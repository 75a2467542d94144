// Writing a notice: to whom, what, by when. How many it reaches is known before it is sent.
import { asInput, fromInput } from '#domain/kernel/zone.ts'
import { useState } from 'preact/hooks'
import { recipientKinds, type RecipientKind } from '#domain/notice/terms.ts'
import { areaOptions, areaPath } from '#web/console/session/areas.ts'
import { may, self } from '#web/console/session/self.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { give } from '#web/console/parts/give.ts'
import { type FilledProps, FormEnd, useFilled } from '#web/console/parts/form.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import { newId } from '#web/api/ids.ts'
import { Field } from '#web/ui/field.tsx'
import { t } from '#web/ui/words.ts'

const DAY_MS = 86_400_000

const mayWrite = (area: string) => may({ roles: ['officer', 'dispatcher'] }, { area })
const areasToWriteTo = () => areaOptions(['county', 'township', 'community']).filter((option) => mayWrite(option.id))

interface FilledNotice {
  readonly area?: string
  readonly to: RecipientKind
  readonly title: string
  readonly text: string
  readonly signBy: string
  readonly remindAt: string
}

/** A day to sign; the widest area that one may write to. */
const usualNotice = (): FilledNotice => ({
  area: self
    .value!.grants.map((grant) => grant.area)
    .filter(mayWrite)
    .sort((a, b) => a.length - b.length)[0],
  to: 'persons',
  title: '',
  text: '',
  signBy: asInput(Date.now() + DAY_MS),
  remindAt: '',
})

export function WriteNotice({ done, close }: { done(notice: string): void; close(): void }) {
  const [notice] = useState(newId)
  const [filled, change] = useFilled(usualNotice)
  const [problem, setProblem] = useState<string>()
  const submit = async (event: Event) => {
    event.preventDefault()
    const { area, to, title, text, signBy, remindAt } = filled
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
        <NoticeTo filled={filled} change={change} problem={problem} />
        <NoticeSaying filled={filled} change={change} />
        <NoticeTimes filled={filled} change={change} />
        <FormEnd doing={t('notice.send')} close={close} />
      </form>
    </Dialog>
  )
}

type PartProps = FilledProps<FilledNotice>

function NoticeTo({ filled: { area, to }, change, problem }: PartProps & { problem?: string }) {
  return (
    <>
      <fieldset class="row">
        <legend>{t('notice.to')}</legend>
        {recipientKinds.map((one) => (
          <label key={one} class="choice">
            <input type="radio" name="to" checked={to === one} onChange={() => change({ to: one })} />
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
        <Combo options={areasToWriteTo()} chosen={area} choose={(option) => change({ area: option?.id })} />
      </Field>
    </>
  )
}

function NoticeSaying({ filled: { title, text }, change }: PartProps) {
  return (
    <>
      <Field name="notice-title" label={t('notice.title')}>
        <input
          required
          maxLength={80}
          value={title}
          onInput={(event) => change({ title: event.currentTarget.value })}
        />
      </Field>
      <Field name="notice-text" label={t('notice.read')}>
        <textarea
          required
          maxLength={4000}
          rows={8}
          value={text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
      </Field>
    </>
  )
}

function NoticeTimes({ filled: { signBy, remindAt }, change }: PartProps) {
  return (
    <div class="halves">
      <Field name="notice-by" label={t('notice.deadline')}>
        <input
          type="datetime-local"
          required
          value={signBy}
          onInput={(event) => change({ signBy: event.currentTarget.value })}
        />
      </Field>
      <Field name="notice-remind" label={t('notice.remind-at')} hint={t('notice.remind-at-hint')} optional>
        <input
          type="datetime-local"
          value={remindAt}
          onInput={(event) => change({ remindAt: event.currentTarget.value })}
        />
      </Field>
    </div>
  )
}
