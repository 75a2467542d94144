// The state of a registration in a word and a colour.
import type { RegistrationState } from '#domain/registry/terms.ts'
import { t } from '#web/ui/words.ts'

const TONE: Readonly<Record<RegistrationState, string>> = {
  asked: 'badge-warn',
  accepted: 'badge-good',
  declined: 'badge-bad',
  withdrawn: '',
}

export function StateBadge({ state }: { state: RegistrationState }) {
  return <span class={`badge ${TONE[state]}`}>{t(`console.registration.${state}`)}</span>
}
