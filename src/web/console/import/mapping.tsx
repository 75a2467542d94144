// Which column holds what: proposed from heads and contents, changed by choosing another column.
import { useState } from 'preact/hooks'
import { Note } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { type Columns, type Field, type ListKind, mapColumns, type Staged } from './staged.ts'
import { deskTrouble } from './trouble.ts'

const KINDS: readonly ListKind[] = ['persons', 'units', 'buildings', 'areas']

/** The column's letters, its head, and what stands under it. */
function headText({ letters, text, samples }: Staged['heads'][number]): string {
  const under = samples[0] ? `(${samples.filter(Boolean).slice(0, 2).join(t('kernel.and'))})` : ''
  return `${letters} ${text || t('console.import.no-head')}${under}`
}

/** What of the file is not looked at: other sheets, and what the office program hides. */
export function LeftOut({ staged }: { staged: Staged }) {
  const others = staged.sheets.filter(({ rows }, at) => at !== staged.sheet && rows > 0)
  const { sheets, rows, where } = staged.hidden
  if (!others.length && !sheets.length && !rows) return null
  return (
    <Note tone="warn">
      {others.length > 0 && (
        <p>
          {t('console.import.left-sheets', {
            sheets: others.map((one) => `${one.name} (${t('console.rows', { n: one.rows })})`).join(', '),
          })}
        </p>
      )}
      {sheets.length > 0 && <p>{t('console.import.hidden-sheets', { sheets: sheets.join(', ') })}</p>}
      {rows > 0 && <p>{t('console.import.hidden-rows', { n: rows, where })}</p>}
    </Note>
  )
}

interface MappingProps {
  readonly staged: Staged
  changed(staged: Staged): void
  trouble(text: string | undefined): void
}

export function Mapping({ staged, changed, trouble }: MappingProps) {
  const [busy, setBusy] = useState(false)
  const [keep, setKeep] = useState(true)
  const change = async (more: Parameters<typeof mapColumns>[1]) => {
    setBusy(true)
    const answer = await mapColumns(staged.id, more)
    setBusy(false)
    trouble(answer.ok ? undefined : deskTrouble(answer))
    if (answer.ok) changed(answer.body)
  }
  const point = (field: Field, column: string) => {
    const { [field]: _, ...rest } = staged.columns
    const columns: Columns = column === '' ? rest : { ...rest, [field]: Number(column) }
    void change({ columns, keep })
  }
  return (
    <details
      class="card mapping"
      open={staged.fields.some((one) => one.required && staged.columns[one.field] === undefined)}
    >
      <summary>
        {t('console.import.mapping', { n: Object.keys(staged.columns).length })}{' '}
        {staged.fromSaved && <span class="badge badge-info">{t('console.import.from-saved')}</span>}
      </summary>
      <div class="mapping-grid" aria-busy={busy}>
        {staged.sheets.length > 1 && (
          <SheetChooser staged={staged} busy={busy} choose={(sheet) => void change({ sheet })} />
        )}
        <KindChooser staged={staged} busy={busy} choose={(kind) => void change({ kind })} />
        {staged.fields.map(({ field, required }) => (
          <ColumnChooser
            key={field}
            staged={staged}
            busy={busy}
            field={field}
            required={required}
            choose={(column) => point(field, column)}
          />
        ))}
      </div>
      <label class="choice">
        <input type="checkbox" checked={keep} onChange={(event) => setKeep(event.currentTarget.checked)} />
        {t('console.import.keep')}
      </label>
    </details>
  )
}

interface ChooserProps<Chosen> {
  readonly staged: Staged
  readonly busy: boolean
  choose(chosen: Chosen): void
}

/** Which sheet of the book, counted from 0. */
function SheetChooser({ staged, busy, choose }: ChooserProps<number>) {
  return (
    <label>
      {t('console.import.sheet')}
      <select
        disabled={busy}
        value={String(staged.sheet)}
        onChange={(event) => choose(Number(event.currentTarget.value))}
      >
        {staged.sheets.map((sheet, index) => (
          <option key={index} value={String(index)}>
            {sheet.name} ({t('console.rows', { n: sheet.rows })})
          </option>
        ))}
      </select>
    </label>
  )
}

function KindChooser({ staged, busy, choose }: ChooserProps<ListKind>) {
  return (
    <label>
      {t('console.import.kind')}
      <select disabled={busy} value={staged.kind} onChange={(event) => choose(event.currentTarget.value as ListKind)}>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`registry.kind.${kind}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

interface ColumnChooserProps extends ChooserProps<string> {
  readonly field: Field
  readonly required: boolean
}

/** Which column holds the field, by its number; an empty text for none. */
function ColumnChooser({ staged, busy, field, required, choose }: ColumnChooserProps) {
  return (
    <label>
      <span>
        {t(`registry.field.${field}`)} {required && <span class="badge badge-warn">{t('kernel.required')}</span>}
      </span>
      <select
        disabled={busy}
        value={staged.columns[field] === undefined ? '' : String(staged.columns[field])}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{t('console.import.no-column')}</option>
        {staged.heads.map((head) => (
          <option key={head.column} value={String(head.column)}>
            {headText(head)}
          </option>
        ))}
      </select>
    </label>
  )
}
