// Invitations: one-time links shown as a QR, copied, or printed as a sheet to hand out; for people on the list, or for
// somebody nobody knows yet.
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/access/may.ts'
import { areaOptions, areaPath } from '#web/console/session/areas.ts'
import { may } from '#web/console/session/self.ts'
import { deskText, inviteNew, offerLink } from '#web/console/session/session.ts'
import { fullDate } from '#web/console/parts/ago.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { Qr } from '#web/console/parts/qr.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import { Field } from '#web/ui/field.tsx'
import { Note } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'
import type { PersonRow } from './rows.ts'

/** One sheet of paper has sixteen; a unit of two hundred is thirteen sheets. */
const INVITED_MAX = 200

/** Someone to be invited: what stands on the card, and how their link is made. */
interface Guest {
  readonly key: string
  readonly name: string
  readonly under: string
  link(): ReturnType<typeof offerLink>
}

interface Made {
  readonly guest: Guest
  readonly address: string
  readonly until: number
}

/** Makes links one after another: those that were made stay good when a later one fails. */
function useInvitations() {
  const [made, setMade] = useState<readonly Made[]>([])
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const make = async (guests: readonly Guest[]) => {
    setBusy(true)
    setProblem(undefined)
    const list: Made[] = []
    for (const guest of guests.slice(0, INVITED_MAX)) {
      const answer = await guest.link()
      if (!answer.ok) {
        setProblem(`${guest.name} ${deskText(answer)}`)
        break
      }
      list.push({ guest, address: `${location.origin}/${to('invite', answer.body.token)}`, until: answer.body.until })
      setMade([...list])
    }
    setBusy(false)
  }
  return { made, problem, busy, make }
}

async function copy(address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address)
    announce(t('console.invitation.copied'))
  } catch {
    // Without the right to the clipboard the address stands selected to be copied by hand.
    document.querySelector<HTMLInputElement>('.invitation input')?.select()
  }
}

function Cards({ made, wanted, busy }: { made: readonly Made[]; wanted: number; busy: boolean }) {
  return (
    <>
      {busy && wanted > 1 && (
        <div role="status">
          <p>{t('console.invitation.making', { done: made.length, n: wanted })}</p>
          <progress max={wanted} value={made.length} aria-label={t('console.invitation.title')} />
        </div>
      )}
      <ul class="invitations">
        {made.map(({ guest, address, until }) => (
          <li key={guest.key} class="invitation">
            <Qr text={address} label={t('console.invitation.qr', { name: guest.name })} />
            <b>{guest.name}</b>
            <span class="soft small">{guest.under}</span>
            <span class="only-print">{t('console.invitation.sheet')}</span>
            <span class="small">{t('console.invitation.until', { time: fullDate(until, true) })}</span>
            {made.length === 1 && (
              <input
                class="no-print"
                readOnly
                value={address}
                aria-label={t('console.invitation.copy')}
                onFocus={(event) => event.currentTarget.select()}
              />
            )}
            <button type="button" class="no-print" onClick={() => void copy(address)}>
              {t('console.invitation.copy')}
            </button>
          </li>
        ))}
      </ul>
      {made.length > 0 && !busy && (
        <div class="actions no-print">
          <button type="button" class="button-primary" onClick={() => print()}>
            {t('console.invitation.print')}
          </button>
        </div>
      )}
    </>
  )
}

/** For people who stand on the list. */
export function InvitationDialog({ rows, close }: { rows: readonly PersonRow[]; close(): void }) {
  const { made, problem, busy, make } = useInvitations()
  const wanted = Math.min(rows.length, INVITED_MAX)
  const begin = () =>
    void make(
      rows.map((row) => ({
        key: row.person,
        name: row.name,
        under: row.unitName ?? '',
        link: () => offerLink(row.person),
      })),
    )
  return (
    <Dialog title={t('console.invitation.title')} wide={rows.length > 1} close={close}>
      <p>{t('console.invitation.what')}</p>
      {problem && <Note tone="bad">{problem}</Note>}
      {!made.length && !busy && (
        <div class="actions">
          <button type="button" onClick={close}>
            {t('kernel.cancel')}
          </button>
          <button type="button" class="button-primary" onClick={begin}>
            {t('console.invitation.make-n', { n: wanted })}
          </button>
        </div>
      )}
      <Cards made={made} wanted={wanted} busy={busy} />
    </Dialog>
  )
}

/** For people nobody knows yet: each link takes in one of them, for a community. */
export function NewcomersDialog({ close }: { close(): void }) {
  const { made, problem, busy, make } = useInvitations()
  const [area, setArea] = useState<string>()
  const [count, setCount] = useState('1')
  const places = areaOptions(['community']).filter((option) => may(rules['invite-person'], { area: option.id }))
  const n = Math.min(INVITED_MAX, Math.max(1, Math.floor(Number(count)) || 1))
  const begin = (event: Event) => {
    event.preventDefault()
    if (area)
      void make(
        Array.from({ length: n }, (_, index) => ({
          key: String(index),
          name: areaPath(area),
          under: `${index + 1} / ${n}`,
          link: () => inviteNew(area),
        })),
      )
  }
  return (
    <Dialog title={t('console.invitation.newcomers')} wide={made.length > 1} close={close}>
      <p>{t('console.invitation.newcomers-what')}</p>
      {problem && <Note tone="bad">{problem}</Note>}
      {!made.length && !busy && (
        <form class="stack" onSubmit={begin}>
          <Field name="invite-area" label={t('console.registration.community')}>
            <Combo options={places} chosen={area} choose={(option) => setArea(option?.id)} />
          </Field>
          <Field name="invite-count" label={t('console.invitation.count')}>
            <input
              type="number"
              min="1"
              max={INVITED_MAX}
              value={count}
              onInput={(event) => setCount(event.currentTarget.value)}
            />
          </Field>
          <div class="actions">
            <button type="button" onClick={close}>
              {t('kernel.cancel')}
            </button>
            <button class="button-primary" disabled={!area}>
              {t('console.invitation.make-n', { n })}
            </button>
          </div>
        </form>
      )}
      <Cards made={made} wanted={n} busy={busy} />
    </Dialog>
  )
}
