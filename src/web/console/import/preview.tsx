// The preview of an import: every row with what it will do, every problem by cell with its remedy, mended or chosen in
// place.
import { useEffect, useState } from 'preact/hooks'
import { Table } from '#web/console/parts/table.tsx'
import { Note } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { ACTS, columns } from './columns.tsx'
import { RowPane } from './row.tsx'
import { type Page, rowsOf, type Show, type Staged } from './staged.ts'
import { deskTrouble } from './trouble.ts'

/** The rows of one page, asked anew when the file on the desk changed; the last ones stay until the next are there. */
function usePage(staged: Staged, show: Show, page: number) {
  const [body, setBody] = useState<Page>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    let gone = false
    void rowsOf(staged.id, show, page).then((answer) => {
      if (gone) return
      setProblem(answer.ok ? undefined : deskTrouble(answer))
      if (answer.ok) setBody(answer.body)
    })
    return () => {
      gone = true
    }
  }, [staged, show, page])
  return { body, problem }
}

interface PreviewProps {
  readonly staged: Staged
  changed(staged: Staged): void
}

export function Preview({ staged, changed }: PreviewProps) {
  const { acts } = staged.summary
  const [show, setShow] = useState<Show>(acts.stopped ? 'stopped' : acts.asked ? 'asked' : 'all')
  const [page, setPage] = useState(0)
  const [open, setOpen] = useState<number>()
  const { body, problem } = usePage(staged, show, page)
  const row = body?.rows.find((one) => one.row === open)
  const filter = (next: Show) => {
    setShow(next)
    setPage(0)
    setOpen(undefined)
  }
  const close = () => {
    setOpen(undefined)
    document.querySelector<HTMLElement>('.table')?.focus()
  }
  return (
    <>
      <div class="bar">
        <ActFilter staged={staged} show={show} choose={filter} />
        {body && body.pages > 1 && <Pager page={page} pages={body.pages} turn={setPage} />}
      </div>
      {problem && <Note tone="bad">{problem}</Note>}
      <div class={row ? 'split split-open' : 'split'}>
        <Table
          label={t('console.import.preview')}
          rows={body?.rows ?? []}
          columns={columns(staged)}
          keyOf={(one) => String(one.row)}
          open={row && String(row.row)}
          onOpen={(one) => setOpen(one.row)}
          empty={body ? t('console.found-none') : t('kernel.loading')}
        />
        {row && <RowPane key={row.row} staged={staged} row={row} changed={changed} close={close} />}
      </div>
    </>
  )
}

/** By what a row will do; acts that no row will do are left out. */
function ActFilter({ staged, show, choose }: { staged: Staged; show: Show; choose(show: Show): void }) {
  const { acts, rows } = staged.summary
  return (
    <div role="group" aria-label={t('console.import.act')} class="row grow">
      {(['all', 'problems', ...ACTS] as const).map((one) => {
        const n = one === 'all' ? rows : one === 'problems' ? undefined : acts[one]
        return n === 0 ? null : (
          <button key={one} type="button" aria-pressed={show === one} onClick={() => choose(one)}>
            {one === 'all' || one === 'problems' ? t(`console.import.show.${one}`) : t(`registry.act.${one}`)} {n}
          </button>
        )
      })}
    </div>
  )
}

/** @param page counted from 0 */
function Pager({ page, pages, turn }: { page: number; pages: number; turn(page: number): void }) {
  return (
    <div class="row">
      <button type="button" disabled={page === 0} onClick={() => turn(page - 1)}>
        {t('console.import.earlier')}
      </button>
      <span class="number">
        {page + 1} / {pages}
      </span>
      <button type="button" disabled={page + 1 >= pages} onClick={() => turn(page + 1)}>
        {t('console.import.later')}
      </button>
    </div>
  )
}
