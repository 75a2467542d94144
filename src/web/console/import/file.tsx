// The first step of an import: choosing the file or dropping it, and the wait while it is read.
import { useRef, useState } from 'preact/hooks'
import { Note } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { type Staged, upload } from './staged.ts'
import { deskTrouble } from './trouble.ts'

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

/** A file being read by the server: its name while that lasts, and why it was refused. */
function useUpload(took: (staged: Staged) => void) {
  const [reading, setReading] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const take = async (file: File | undefined) => {
    if (!file || reading) return
    if (file.size > FILE_MAX_BYTES) return setProblem(t('registry.file.too-large'))
    setProblem(undefined)
    setReading(file.name)
    const answer = await upload(file)
    setReading(undefined)
    if (answer.ok) took(answer.body)
    else setProblem(deskTrouble(answer))
  }
  return { reading, problem, take: (file: File | undefined) => void take(file) }
}

export function DropFile({ took }: { took(staged: Staged): void }) {
  const [over, setOver] = useState(false)
  const { reading, problem, take } = useUpload(took)
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
        take(event.dataTransfer?.files[0])
      }}
    >
      {reading ? <Working text={t('console.import.reading', { name: reading })} /> : <ChooseFile take={take} />}
      {problem && <Note tone="bad">{problem}</Note>}
      <ul class="soft small drop-notes">
        {(['formats', 'safe', 'twice'] as const).map((one) => (
          <li key={one}>{t(`console.import.note.${one}`)}</li>
        ))}
      </ul>
    </div>
  )
}

/**
 * The browser's own input, hidden behind a button. It is a new one after each reading: the same file may be chosen
 * again after it was mended.
 */
function ChooseFile({ take }: { take(file: File | undefined): void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <h2>{t('console.import.drop')}</h2>
      <p class="soft">{t('console.import.drop-hint')}</p>
      <input
        ref={input}
        id="import-file"
        class="sr-only"
        type="file"
        accept=".xlsx,.csv,.txt,.xls,.xlsb,.ods,.et"
        onChange={(event) => take(event.currentTarget.files?.[0])}
        aria-label={t('console.import.choose')}
        tabIndex={-1}
      />
      <button type="button" class="button-primary button-tall" onClick={() => input.current?.click()}>
        {t('console.import.choose')}
      </button>
    </>
  )
}
