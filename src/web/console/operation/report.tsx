// Reporting a closed round: its figures are frozen by the server; a remark may be added.
import { useState } from 'preact/hooks'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { Field } from '#web/ui/field.tsx'
import { t } from '#web/ui/words.ts'
import { order } from './orders.ts'

export function ReportForm({ round, done, close }: { round: string; done(): void; close(): void }) {
  const [remark, setRemark] = useState('')
  const submit = async (event: Event) => {
    event.preventDefault()
    if (
      await order(
        `round/${round}`,
        { type: 'report-round', ...(remark.trim() && { remark: remark.trim() }) },
        t('operation.reported-done'),
      )
    )
      done()
  }
  return (
    <Dialog title={t('operation.report')} close={close}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <p>{t('operation.report-hint')}</p>
        <Field name="round-remark" label={t('operation.remark')} optional>
          <textarea
            rows={5}
            maxLength={2000}
            value={remark}
            onInput={(event) => setRemark(event.currentTarget.value)}
          />
        </Field>
        <div class="actions">
          <button type="button" onClick={close}>
            {t('kernel.cancel')}
          </button>
          <button class="button-primary">{t('operation.report')}</button>
        </div>
      </form>
    </Dialog>
  )
}
