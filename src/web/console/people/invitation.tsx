// Invitations: a one-time link for each person, shown as a QR, copied, or printed as a sheet to hand out.
import { useState } from 'preact/hooks'
import { deskText, offerLink } from '#web/console/door/session.ts'
import { fullDate } from '#web/console/parts/ago.ts'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { Qr } from '#web/console/parts/qr.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import { Note } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { t } from '#web/words/words.ts'
import type { PersonRow } from './rows.ts'

interface Invited {
  readonly row: PersonRow
  readonly address: string
  readonly until: number
}

/** One sheet of paper has eight; a unit of two hundred is twenty-five sheets. */
const INVITED_MAX = 200

export function InvitationDialog({ rows, close }: { rows: readonly PersonRow[]; close(): void }) {
  const [made, setMade] = useState<readonly Invited[]>([])
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const wanted = rows.slice(0, INVITED_MAX)
  const make = async () => {
    setBusy(true)
    setProblem(undefined)
    const list: Invited[] = []
    // One after another: the links that were made stay good when a later one fails.
    for (const row of wanted) {
      const answer = await offerLink(row.person)
      if (!answer.ok) {
        setProblem(`${row.name}:${deskText(answer)}`)
        break
      }
      list.push({ row, address: `${location.origin}/${to('invite', answer.body.token)}`, until: answer.body.until })
      setMade([...list])
    }
    setBusy(false)
  }
  const copy = async (address: string) => {
    try {
      await navigator.clipboard.writeText(address)
      announce(t('console.invitation.copied'))
    } catch {
      // Without the right to the clipboard the address stands selected to be copied by hand.
      document.querySelector<HTMLInputElement>('.invitation input')?.select()
    }
  }
  return (
    <Dialog title={t('console.invitation.title')} wide={rows.length > 1} close={close}>
      <p>{t('console.invitation.what')}</p>
      {problem && <Note tone="bad">{problem}</Note>}
      {!made.length && !busy && <div class="actions"><button type="button" onClick={close}>{t('kernel.cancel')}</button><button type="button" class="button-primary" onClick={() => void make()}>{t('console.invitation.make-n', { n: wanted.length })}</button></div>}
      {busy && wanted.length > 1 && <div role="status"><p>{t('console.invitation.making', { done: made.length, n: wanted.length })}</p><progress max={wanted.length} value={made.length} aria-label={t('console.invitation.title')} /></div>}
      <ul class="invitations print-sheet">
        {made.map((one) => (
          <li key={one.row.person} class="invitation">
            <Qr text={one.address} label={t('console.invitation.qr', { name: one.row.name })} />
            <b>{one.row.name}</b>
            <span class="soft small">{one.row.unitName}</span>
            <span class="only-print">{t('console.invitation.sheet')}</span>
            <span class="small">{t('console.invitation.until', { time: fullDate(one.until, true) })}</span>
            {made.length === 1 && <input class="no-print" readOnly value={one.address} aria-label={t('console.invitation.copy')} onFocus={(event) => event.currentTarget.select()} />}
            <button type="button" class="no-print" onClick={() => void copy(one.address)}>{t('console.invitation.copy')}</button>
          </li>
        ))}
      </ul>
      {made.length > 0 && !busy && <div class="actions no-print"><button type="button" class="button-primary" onClick={() => print()}>{t('console.invitation.print')}</button></div>}
    </Dialog>
  )
}
