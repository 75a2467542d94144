// The dossier: who served when and how it is known; confirmed many at once, answered by the unit, with both sides'
// words. The liaison sees their members here.
import { useMemo, useState } from 'preact/hooks'
import type { EntryRow } from '#rooms/dossier/questions.ts'
import type { AnswerOf } from '#web/api/contract.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { narrowed, searchable } from '#web/console/parts/filters.ts'
import { Table } from '#web/console/parts/table.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { dutyText } from '#web/ui/duty.ts'
import { Trouble } from '#web/ui/note.tsx'
import { dossier } from '#words/dossier.ts'
import { learn, t } from '#web/ui/words.ts'
import { Actions } from './actions.tsx'
import { hours } from './badges.tsx'
import { columns } from './columns.tsx'
import { EntryPanel } from './entry.tsx'
import { type Narrowing, NarrowingBar, paramsOf } from './narrowing.tsx'
import { useOrders } from './orders.ts'
import { TypeIn } from './type-in.tsx'

learn(dossier)

const keyOf = (row: EntryRow) => row.entry

/** Entries that pass the narrowing, asked anew as they change. */
function useEntries(by: Narrowing) {
  const asked = useAsked('entries', paramsOf(by), ['entry'])
  const all = asked.body?.rows ?? []
  const list = useMemo(
    () =>
      searchable(all, (row) => `${row.name} ${row.unitName ?? ''} ${row.areaName ?? ''} ${dutyText(row.duty ?? '')}`),
    [asked.body],
  )
  const rows = useMemo(() => narrowed(list, by.search, () => true), [list, by.search])
  return { asked, all, rows }
}

const totalsText = ({ entries, minutes, scanned, confirmed, typed }: AnswerOf<'entries'>['totals']) =>
  t('dossier.totals', { n: entries, hours: hours(minutes), scanned, confirmed, typed })

export function DossierScreen() {
  const [by, setBy] = useState<Narrowing>({ filter: 'open', evidence: '', search: '' })
  const [open, setOpen] = useState<string>()
  const [typing, setTyping] = useState(false)
  const { asked, all, rows } = useEntries(by)
  const orders = useOrders(all, asked.again)
  const narrow = (more: Partial<Narrowing>) => {
    setBy((before) => ({ ...before, ...more }))
    if (more.filter !== undefined) orders.choose(new Set())
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.key !== 'a' || !orders.confirmable) return false
    orders.confirm()
    return true
  }
  const typed = () => {
    setTyping(false)
    asked.again()
  }
  return (
    <ScreenFrame
      title={t('console.screen.dossier')}
      fill
      under={asked.body && totalsText(asked.body.totals)}
      actions={<Actions orders={orders} typeIn={() => setTyping(true)} />}
    >
      <Trouble answer={asked.trouble} />
      <NarrowingBar by={by} change={narrow} />
      <div class={open ? 'split split-open' : 'split'}>
        <Table
          label={t('console.screen.dossier')}
          rows={rows}
          columns={columns()}
          keyOf={keyOf}
          key={by.filter}
          sorting={{ column: 'time', down: true }}
          open={open}
          chosen={orders.chosen}
          choose={orders.choose}
          onKey={onKey}
          onOpen={(row) => setOpen(open === row.entry ? undefined : row.entry)}
          empty={asked.asking && !asked.body ? t('kernel.loading') : <Empty icon="inbox" title={t('dossier.none')} />}
        />
        {open && <EntryPanel key={open} entry={open} changed={asked.again} close={() => setOpen(undefined)} />}
      </div>
      {typing && <TypeIn close={() => setTyping(false)} done={typed} />}
    </ScreenFrame>
  )
}
