// One account beside the list: its grants, revoked and granted here; its log-ins and its second factor; its end.
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/access/may.ts'
import { may, self } from '#web/console/session/self.ts'
import { Confirm } from '#web/console/parts/dialog.tsx'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { Note } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import type { AccountRow } from '#rooms/access/views/accounts.ts'
import { GrantForm } from './grant.tsx'
import { type Act, forWhat, type Held, mayHandOut, plain } from './held.ts'

interface PaneProps {
  readonly row: AccountRow
  close(): void
  changed(): void
}

/** Orders to one account, and the sentence of the last one that was refused. */
function useOrders({ row, changed }: PaneProps) {
  const [problem, setProblem] = useState<string>()
  const stream = `account/${row.account}`
  const act: Act = async (command, said, undo) => {
    const outcome = await give('access', stream, command)
    setProblem(outcome.ok ? undefined : outcome.text)
    if (!outcome.ok) return false
    announce(said, 'good', undo && (() => void give('access', stream, undo).then(changed)))
    changed()
    return true
  }
  return { act, problem }
}

const isOwn = (row: AccountRow) => row.account === self.value?.account

export function AccountPane(props: PaneProps) {
  const { row, close } = props
  const [closing, setClosing] = useState(false)
  const { act, problem } = useOrders(props)
  return (
    <aside class="pane stack" aria-label={t('console.details-of', { name: row.name })}>
      <div class="pane-head">
        <h2>{row.name}</h2>
        <button type="button" class="button-quiet" aria-label={t('kernel.close')} onClick={close}>
          ✕
        </button>
      </div>
      {problem && <Note tone="bad">{problem}</Note>}
      <Grants row={row} act={act} />
      {row.state === 'open' && !isOwn(row) && <GrantForm row={row} act={act} />}
      <Security row={row} act={act} askToClose={() => setClosing(true)} />
      {closing && <Closing row={row} act={act} problem={problem} close={() => setClosing(false)} />}
    </aside>
  )
}

interface PartProps {
  readonly row: AccountRow
  readonly act: Act
}

function Grants({ row, act }: PartProps) {
  return (
    <section class="stack-tight">
      <h3>{t('console.account.grants')}</h3>
      {!row.grants.length && <p class="soft">{t('console.account.no-grants')}</p>}
      <ul class="grants">
        {row.grants.map((grant) => (
          <GrantLine key={`${grant.role}${grant.area}${grant.unit ?? ''}`} row={row} grant={grant} act={act} />
        ))}
      </ul>
    </section>
  )
}

function GrantLine({ row, grant, act }: PartProps & { readonly grant: Held }) {
  const role = t(`console.role.${grant.role}`)
  const mayRevoke = !isOwn(row) && may(rules['revoke-role'], { area: grant.area }) && mayHandOut(grant.role, grant.area)
  const revoke = () =>
    act({ type: 'revoke-role', ...plain(grant) }, t('console.account.revoked', { role, name: row.name }), {
      type: 'grant-role',
      ...plain(grant),
    })
  return (
    <li>
      <span>
        <b>{role}</b> {forWhat(grant)}
      </span>
      <button
        type="button"
        disabled={!mayRevoke}
        title={mayRevoke ? undefined : t('console.may-not')}
        onClick={() => void revoke()}
      >
        {t('console.account.revoke')}
      </button>
    </li>
  )
}

function Security({ row, act, askToClose }: PartProps & { askToClose(): void }) {
  const own = isOwn(row)
  return (
    <section class="stack-tight">
      <h3>{t('console.account.security')}</h3>
      <dl class="facts">
        <dt>{t('console.account.factor')}</dt>
        <dd>{t(row.secondFactor ? 'console.account.factor-on' : 'console.account.factor-off')}</dd>
        <dt>{t('console.gate.password')}</dt>
        <dd>{t(row.password ? 'console.account.password-set' : 'console.account.password-none')}</dd>
      </dl>
      <div class="actions actions-start">
        <button
          type="button"
          disabled={!may(rules['revoke-sessions'], { area: row.area, person: row.account })}
          onClick={() => void act({ type: 'revoke-sessions' }, t('console.account.logged-out', { name: row.name }))}
        >
          {t('console.account.log-out-everywhere')}
        </button>
        {row.secondFactor && !own && may(rules['drop-second-factor'], { area: row.area }) && (
          <button
            type="button"
            onClick={() =>
              void act({ type: 'drop-second-factor' }, t('console.account.factor-dropped', { name: row.name }))
            }
          >
            {t('console.account.drop-factor')}
          </button>
        )}
        {row.state !== 'closed' && !own && may(rules['close-account'], { area: row.area }) && (
          <button type="button" onClick={askToClose}>
            {t('console.account.close')}
          </button>
        )}
      </div>
    </section>
  )
}

/** Closing cannot be undone: it is asked once more. */
function Closing({ row, act, problem, close }: PartProps & { readonly problem?: string; close(): void }) {
  const closeAccount = async () => {
    const done = await act({ type: 'close-account' }, t('console.account.was-closed', { name: row.name }))
    if (done) close()
  }
  return (
    <Confirm
      title={t('console.account.close')}
      doing={t('console.account.close')}
      danger
      problem={problem}
      close={close}
      act={() => void closeAccount()}
    >
      <p>{t('console.account.close-what', { name: row.name })}</p>
    </Confirm>
  )
}
