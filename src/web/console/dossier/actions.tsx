// The dossier's buttons: confirming and agreeing many at once, typing in, the forms as Word, and witnessing the log.
import { useState } from 'preact/hooks'
import { self } from '#web/console/session/self.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { preferences } from '#web/ui/preferences.ts'
import { t } from '#web/ui/words.ts'
import type { Orders } from './orders.ts'
import { witnessNow } from './witness.ts'

export function Actions({ orders, typeIn }: { orders: Orders; typeIn(): void }) {
  const { grants } = self.value!
  return (
    <>
      {grants.some((grant) => grant.role === 'officer' || grant.role === 'dispatcher') && (
        <button type="button" class="button-good" disabled={!orders.confirmable} onClick={orders.confirm}>
          {t('dossier.confirm-n', { n: orders.confirmable })} <kbd>A</kbd>
        </button>
      )}
      {grants.some((grant) => grant.role === 'liaison') && (
        <button type="button" class="button-good" disabled={!orders.answerable} onClick={orders.agree}>
          {t('dossier.agree-n', { n: orders.answerable })}
        </button>
      )}
      <button type="button" onClick={typeIn}>
        {t('dossier.type-in')}
      </button>
      <Papers />
      <WitnessButton />
    </>
  )
}

/** Forms of one's own unit or community, as Word. */
function Papers() {
  const grants = self.value!.grants
  const unit = grants.find((grant) => grant.role === 'liaison')?.unit
  const area = grants.find((grant) => grant.role === 'officer' || grant.role === 'dispatcher')?.area
  const { language } = preferences.value
  return (
    <>
      {unit && (
        <a class="button" href={`/v1/papers/unit-form.docx?unit=${unit}&language=${language}`} download>
          {t('dossier.unit-form')}
        </a>
      )}
      {area && (
        <a class="button" href={`/v1/papers/needs.docx?area=${area}&language=${language}`} download>
          {t('dossier.needs')}
        </a>
      )}
    </>
  )
}

/** Unit and community witness the log from here, each for itself. */
function WitnessButton() {
  const [busy, setBusy] = useState(false)
  const grant = self.value!.grants.find(
    (one) => (one.role === 'liaison' && one.unit !== undefined) || one.role === 'officer',
  )
  if (!grant) return null
  const act = async () => {
    setBusy(true)
    const { good, text } = await witnessNow(grant.unit ?? grant.area)
    setBusy(false)
    announce(text, good ? 'good' : 'bad')
  }
  return (
    <button
      type="button"
      class="button-quiet"
      disabled={busy}
      title={t('dossier.witness.what')}
      onClick={() => void act()}
    >
      {t('dossier.witness')}
    </button>
  )
}
