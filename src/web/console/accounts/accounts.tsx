// Accounts: who may log in, with which roles for which areas; granted and revoked here, effective at once.
import { useMemo, useState } from 'preact/hooks'
import { grantableRoles } from '#domain/access/terms.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { narrowed, searchable } from '#web/console/parts/filters.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import type { ScreenProps } from '#web/console/shell/lazy.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { useShortcuts } from '#web/console/shell/shortcuts.ts'
import { Trouble } from '#web/ui/note.tsx'
import { goInstead } from '#web/ui/router.ts'
import { accounts } from '#words/console/accounts.ts'
import { t, when, learn } from '#web/ui/words.ts'
import type { AccountRow } from '#rooms/access/views/accounts.ts'
import { type Grantable, grantText } from './held.ts'
import { AccountPane } from './pane.tsx'

learn(accounts)

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
