// Why a command could not be kept on this device, in words; empty when it was.
import type { Kept } from '#web/outbox/outbox.ts'
import { t } from '#web/ui/words.ts'

export function whyNotKept(kept: Kept): string {
  return kept.kept ? '' : t(`phone.not-kept.${kept.why}`)
}
