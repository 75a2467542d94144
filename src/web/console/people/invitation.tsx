// Invitations.
import type { PersonRow } from './rows.ts'

export function InvitationDialog(_: { rows: readonly PersonRow[]; close(): void }) {
  return null
}
