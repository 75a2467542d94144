// Accounts: who may log in, with which roles for which areas; granted and revoked here, effective at once.
import { useMemo, useState } from 'preact/hooks'
import { may as rules } from '#domain/access/may.ts'
import { grantableBy, grantableRoles, isOffice, keptApart } from '#domain/access/terms.ts'
import { covers } from '#domain/kernel/area.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { areaOptions, areaPath, shortName } from '#web/console/session/areas.ts'
import { may, self } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { Confirm } from '#web/console/parts/dialog.tsx'
import { narrowed, searchable } from '#web/console/parts/filters.ts'
import { give } from '#web/console/parts/give.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import type { ScreenProps } from '#web/console/shell/lazy.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { useShortcuts } from '#web/console/shell/shortcuts.ts'
import { Field } from '#web/ui/field.tsx'
import { Note, Trouble } from '#web/ui/note.tsx'
import { goInstead } from '#web/ui/router.ts'
import { accounts } from '#words/console/accounts.ts'
import { t, when, learn } from '#web/ui/words.ts'
import type { AccountRow } from '#rooms/access/views/accounts.ts'

learn(accounts)

type Held = AccountRow['grants'][number]
type Grantable = (typeof grantableRoles)[number]

/** What a grant is for: a liaison's unit, anybody else's area. */
const forWhat = (grant: Held) => grant.unitName ?? (grant.areaName ? shortName(grant.areaName) : areaPath(grant.area))
const grantText = (grant: Held) => `${t(`console.role.${grant.role}`)} ${forWhat(grant)}`

function columns(): readonly Column<AccountRow>[] {
  return [
    {
      id: 'name',
      label: t('console.person.name'),
      width: 'minmax(7rem, 1fr)',
      cell: (row) => <span class={row.state === 'closed' ? 'soft' : 'strong'}>{row.name}</span>,
      sort: (row) => row.name,
    },
    {
      id: 'state',
      label: t('console.account.state'),
      width: '7rem',
      cell: (row) => (
        <span class={`badge ${row.state === 'open' ? 'badge-good' : row.state === 'invited' ? 'badge-warn' : ''}`}>
          {t(`console.account.${row.state}`)}
        </span>
      ),
      sort: (row) => row.state,
    },
    {
      id: 'grants',
      label: t('console.account.grants'),
      width: 'minmax(14rem, 2.5fr)',
      cell: (row) => row.grants.map(grantText).join(t('kernel.and')),
      sort: (row) => -row.grants.length,
    },
    {
      id: 'factor',
      label: t('console.account.factor'),
      width: '7rem',
      cell: (row) =>
        row.secondFactor ? (
          <span class="badge badge-good">{t('console.account.factor-on')}</span>
        ) : (
          <span class="badge">{t('console.account.factor-off')}</span>
        ),
      sort: (row) => Number(row.secondFactor),
    },
    {
      id: 'opened',
      label: t('console.account.opened'),
      width: '9rem',
      cell: (row) =>
        row.openedAt
          ? when(row.openedAt, 'day')
          : row.invitedUntil
            ? t('console.account.until', { time: when(row.invitedUntil, 'day') })
            : '',
      sort: (row) => row.openedAt ?? 0,
    },
  ]
}

const NONE: readonly AccountRow[] = []

export function AccountsScreen({ rest }: ScreenProps) {
  const [search, setSearch] = useState('')
  const [role, setRole] = useState<Grantable | ''>('')
  const asked = useAsked('accounts', { role: role || undefined }, ['account'])
  const all = asked.body?.rows ?? NONE
  const list = useMemo(() => searchable(all, (row) => `${row.name} ${row.grants.map(grantText).join(' ')}`), [all])
  const rows = useMemo(() => narrowed(list, search, () => true), [list, search])
  const open = all.find((row) => row.account === rest[0])
  const close = () => {
    goInstead('accounts')
    document.querySelector<HTMLElement>('.table')?.focus()
  }
  useShortcuts(open ? [{ keys: 'Escape', says: 'console.keys.leave', act: close }] : [])
  return (
    <ScreenFrame title={t('console.screen.accounts')} fill under={t('console.account.three')}>
      <Trouble answer={asked.trouble} />
      <div class="bar" role="search">
        <div class="grow">
          <label for="accounts-search">{t('kernel.search')}</label>
          <input
            id="accounts-search"
            type="search"
            value={search}
            placeholder={t('console.account.search')}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
        <RoleFilter role={role} choose={setRole} />
        <span class="count" role="status">
          {t('console.rows-of', { n: rows.length, all: all.length })}
        </span>
      </div>
      <div class={open ? 'split split-open' : 'split'}>
        <Table
          label={t('console.screen.accounts')}
          rows={rows}
          columns={columns()}
          keyOf={(row) => row.account}
          open={open?.account}
          onOpen={(row) => goInstead('accounts', row.account)}
          empty={
            asked.asking && !asked.body ? (
              t('kernel.loading')
            ) : (
              <Empty icon="accounts" title={t('console.account.none')}>
                <p>{t('console.account.none.do')}</p>
              </Empty>
            )
          }
        />
        {open && <AccountPane key={open.account} row={open} close={close} changed={asked.again} />}
      </div>
    </ScreenFrame>
  )
}

function RoleFilter({ role, choose }: { role: Grantable | ''; choose(role: Grantable | ''): void }) {
  return (
    <div>
      <label for="accounts-role">{t('console.account.role')}</label>
      <select id="accounts-role" value={role} onChange={(event) => choose(event.currentTarget.value as Grantable | '')}>
        <option value="">{t('console.all')}</option>
        {grantableRoles.map((one) => (
          <option key={one} value={one}>
            {t(`console.role.${one}`)}
          </option>
        ))}
      </select>
    </div>
  )
}

interface PaneProps {
  readonly row: AccountRow
  close(): void
  changed(): void
}

function AccountPane({ row, close, changed }: PaneProps) {
  const [closing, setClosing] = useState(false)
  const [problem, setProblem] = useState<string>()
  const stream = `account/${row.account}`
  const own = row.account === self.value?.account
  const act = async (command: CommandOf<'access'>, said: string, undo?: CommandOf<'access'>) => {
    const outcome = await give('access', stream, command)
    setProblem(outcome.ok ? undefined : outcome.text)
    if (!outcome.ok) return false
    announce(said, 'good', undo && (() => void give('access', stream, undo).then(changed)))
    changed()
    return true
  }
  const mayRevoke = (grant: Held) =>
    !own && may(rules['revoke-role'], { area: grant.area }) && mayHandOut(grant.role, grant.area)
  return (
    <aside class="pane stack" aria-label={t('console.details-of', { name: row.name })}>
      <div class="pane-head">
        <h2>{row.name}</h2>
        <button type="button" class="button-quiet" aria-label={t('kernel.close')} onClick={close}>
          ✕
        </button>
      </div>
      {problem && <Note tone="bad">{problem}</Note>}
      <section class="stack-tight">
        <h3>{t('console.account.grants')}</h3>
        {!row.grants.length && <p class="soft">{t('console.account.no-grants')}</p>}
        <ul class="grants">
          {row.grants.map((grant) => (
            <li key={`${grant.role}${grant.area}${grant.unit ?? ''}`}>
              <span>
                <b>{t(`console.role.${grant.role}`)}</b> {forWhat(grant)}
              </span>
              <button
                type="button"
                disabled={!mayRevoke(grant)}
                title={mayRevoke(grant) ? undefined : t('console.may-not')}
                onClick={() =>
                  void act(
                    { type: 'revoke-role', ...plain(grant) },
                    t('console.account.revoked', { role: t(`console.role.${grant.role}`), name: row.name }),
                    { type: 'grant-role', ...plain(grant) },
                  )
                }
              >
                {t('console.account.revoke')}
              </button>
            </li>
          ))}
        </ul>
      </section>
      {row.state === 'open' && !own && <GrantForm row={row} act={act} />}
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
            <button type="button" onClick={() => setClosing(true)}>
              {t('console.account.close')}
            </button>
          )}
        </div>
      </section>
      {closing && (
        <Confirm
          title={t('console.account.close')}
          doing={t('console.account.close')}
          danger
          problem={problem}
          close={() => setClosing(false)}
          act={() =>
            void act({ type: 'close-account' }, t('console.account.was-closed', { name: row.name })).then(
              (done) => done && setClosing(false),
            )
          }
        >
          <p>{t('console.account.close-what', { name: row.name })}</p>
        </Confirm>
      )}
    </aside>
  )
}

/** Whether one of this person's own grants carries the right to give or take the role there. */
const mayHandOut = (role: Grantable, area: string) =>
  self.value!.grants.some((grant) => (grantableBy[grant.role]?.includes(role) ?? false) && covers(grant.area, area))
/** What this person may give at all. */
const handable = () =>
  grantableRoles.filter((role) => self.value!.grants.some((grant) => grantableBy[grant.role]?.includes(role)))

const plain = ({ role, area, unit }: Held) => ({ role, area, ...(unit && { unit }) })

function GrantForm({
  row,
  act,
}: {
  row: AccountRow
  act(command: CommandOf<'access'>, said: string, undo?: CommandOf<'access'>): Promise<boolean>
}) {
  const offered = handable()
  const [role, setRole] = useState<Grantable>(offered.includes('officer') ? 'officer' : (offered[0] ?? 'volunteer'))
  const [area, setArea] = useState<string>()
  const [unit, setUnit] = useState<string>()
  const units = useAsked('units', role === 'liaison' ? {} : undefined)
  // Three people, never one: an office kept apart is held with no other office.
  const held = row.grants
    .map((grant) => grant.role)
    .filter((one) => one !== role && isOffice(one) && (keptApart.includes(one) || keptApart.includes(role)))
  const clash = isOffice(role) && held.length > 0
  const chosenArea = role === 'liaison' ? units.body?.rows.find((one) => one.unit === unit)?.area : area
  const grant = chosenArea && { role, area: chosenArea, ...(role === 'liaison' && unit && { unit }) }
  if (!offered.length) return <p class="soft">{t('console.account.may-not-grant')}</p>
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!grant || clash) return
    if (
      await act(
        { type: 'grant-role', ...grant },
        t('console.account.granted', { role: t(`console.role.${role}`), name: row.name }),
        { type: 'revoke-role', ...grant },
      )
    )
      setArea(undefined)
  }
  return (
    <form class="stack-tight" onSubmit={submit}>
      <h3>{t('console.account.grant')}</h3>
      <Field name="grant-role" label={t('console.account.role')}>
        <select value={role} onChange={(event) => setRole(event.currentTarget.value as Grantable)}>
          {offered.map((one) => (
            <option key={one} value={one}>
              {t(`console.role.${one}`)}
            </option>
          ))}
        </select>
      </Field>
      {role === 'liaison' ? (
        <Field name="grant-unit" label={t('console.unit')}>
          <Combo
            options={(units.body?.rows ?? []).map((one) => ({ id: one.unit, text: one.name }))}
            chosen={unit}
            asking={units.asking}
            choose={(option) => setUnit(option?.id)}
          />
        </Field>
      ) : (
        <Field name="grant-area" label={t('console.account.for-area')}>
          <Combo
            options={areaOptions(['county', 'township', 'community', 'grid'])}
            chosen={area}
            choose={(option) => setArea(option?.id)}
          />
        </Field>
      )}
      {clash && <Note tone="warn">{t('console.account.clash', { role: t(`console.role.${held[0]}`) })}</Note>}
      <div class="actions">
        <button
          class="button-good"
          disabled={
            !grant || clash || !may(rules['grant-role'], { area: chosenArea }) || !mayHandOut(role, chosenArea!)
          }
        >
          {t('console.account.grant')}
        </button>
      </div>
    </form>
  )
}
