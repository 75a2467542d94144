// First steps of an import: choosing the file, and saying which column holds what.
import { useRef, useState } from 'preact/hooks'
import { Note } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { type Columns, type Field, type ListKind, mapColumns, type Staged, upload } from './staged.ts'
import { deskTrouble } from './trouble.ts'

const KINDS: readonly ListKind[] = ['persons', 'units', 'buildings', 'areas']
/** The server's own bound, told before a slow line carries a file for nothing. */
const FILE_MAX_BYTES = 16 * 1024 * 1024

/** What takes more than a moment says so, with a moving bar. */
export function Working({ text }: { text: string }) {
  return (
    <div role="status" class="stack-tight working">
      <p>{text}</p>
      <progress aria-label={text} />
    </div>
  )
}

export function DropFile({ took }: { took(staged: Staged): void }) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const take = async (file: File | undefined) => {
    if (!file || busy) return
    if (file.size > FILE_MAX_BYTES) return setProblem(t('registry.file.too-large'))
    setProblem(undefined)
    setBusy(file.name)
    const answer = await upload(file)
    setBusy(undefined)
    // The same file may be chosen again after it was mended.
    if (input.current) input.current.value = ''
    if (answer.ok) took(answer.body)
    else setProblem(deskTrouble(answer))
  }
  return (
    <div
      class={over ? 'drop is-over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void take(event.dataTransfer?.files[0])
      }}
    >
      {busy ? (
        <Working text={t('console.import.reading', { name: busy })} />
      ) : (
        <>
          <h2>{t('console.import.drop')}</h2>
          <p class="soft">{t('console.import.drop-hint')}</p>
          <input
            ref={input}
            id="import-file"
            class="sr-only"
            type="file"
            accept=".xlsx,.csv,.txt"
            onChange={(event) => void take(event.currentTarget.files?.[0])}
            aria-label={t('console.import.choose')}
            tabIndex={-1}
          />
          <button type="button" class="button-primary button-tall" onClick={() => input.current?.click()}>
            {t('console.import.choose')}
          </button>
        </>
      )}
      {problem && <Note tone="bad">{problem}</Note>}
      <ul class="soft small drop-notes">
        {(['formats', 'safe', 'twice'] as const).map((one) => (
          <li key={one}>{t(`console.import.note.${one}`)}</li>
        ))}
      </ul>
    </div>
  )
}

const headText = (head: Staged['heads'][number]) =>
  `${head.letters} ` +
  `${head.text || t('console.import.no-head')}${head.samples[0] ? `(${head.samples.filter(Boolean).slice(0, 2).join(t('kernel.and'))})` : ''}`

interface MappingProps {
  readonly staged: Staged
  changed(staged: Staged): void
  trouble(text: string | undefined): void
}

/** Which column holds what: proposed from heads and contents, changed by choosing another column. */
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
          <label>
            {t('console.import.sheet')}
            <select
              disabled={busy}
              value={String(staged.sheet)}
              onChange={(event) => void change({ sheet: Number(event.currentTarget.value) })}
            >
              {staged.sheets.map((sheet, index) => (
                <option key={index} value={String(index)}>
                  {sheet.name} ({t('console.rows', { n: sheet.rows })})
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          {t('console.import.kind')}
          <select
            disabled={busy}
            value={staged.kind}
            onChange={(event) => void change({ kind: event.currentTarget.value as ListKind })}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`registry.kind.${kind}`)}
              </option>
            ))}
          </select>
        </label>
        {staged.fields.map(({ field, required }) => (
          <label key={field}>
            <span>
              {t(`registry.field.${field}`)} {required && <span class="badge badge-warn">{t('kernel.required')}</span>}
            </span>
            <select
              disabled={busy}
              value={staged.columns[field] === undefined ? '' : String(staged.columns[field])}
              onChange={(event) => point(field, event.currentTarget.value)}
            >
              <option value="">{t('console.import.no-column')}</option>
              {staged.heads.map((head) => (
                <option key={head.column} value={String(head.column)}>
                  {headText(head)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      <label class="choice">
        <input type="checkbox" checked={keep} onChange={(event) => setKeep(event.currentTarget.checked)} />
        {t('console.import.keep')}
      </label>
    </details>
  )
}
