// The page that checks a proof, for anybody: from a scanned code, a file or pasted text, against the printed root or
// the log's key. It reckons everything itself and sends nothing.
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import '#web/ui/base.css'
import './proof.css'
import { fromBase64 } from '#domain/kernel/proof/bytes.ts'
import { unpackProof } from '#domain/kernel/proof/link.ts'
import { readKey, type VerifierKey } from '#domain/kernel/proof/note.ts'
import { checkProof, type Checked } from '#domain/kernel/proof/proof.ts'
import { LanguageChooser } from '#web/ui/choosers.tsx'
import { Field } from '#web/ui/field.tsx'
import { Note } from '#web/ui/note.tsx'
import { dossier } from '#words/dossier.ts'
import { kernel } from '#words/kernel.ts'
import { learn, learnEveryLanguage, spoken, t } from '#web/ui/words.ts'
import { CheckedProof } from './checked.tsx'

learn(kernel, dossier)

/** The key of this house's log, kept so that the page works without a network the next time. */
const KEPT = 'muster-log-key'

function keptKey(): string {
  try {
    return localStorage.getItem(KEPT) ?? ''
  } catch {
    return ''
  }
}

/** Asks this house once; who does not trust it types in the root from paper. */
async function houseKey(): Promise<string> {
  try {
    const answer = await fetch('/log/key')
    const line = answer.ok ? (await answer.text()).trim() : ''
    if (readKey(line)) localStorage.setItem(KEPT, line)
    return line
  } catch {
    return ''
  }
}

interface Given {
  readonly text: string
  /** The root as it is printed on paper, in base64. */
  readonly root: string
  readonly key: string
}

/** The log's key: kept, else this house's, unless another was typed meanwhile. */
function useLogKey() {
  const [key, setKey] = useState(keptKey)
  useEffect(() => {
    if (!key) void houseKey().then((line) => line && setKey((before) => before || line))
  }, [])
  return [key, setKey] as const
}

/** The text of a proof, by the address to begin with and whenever that changes. */
function useProofText() {
  const [text, setText] = useState(() => unpackProof(location.hash.slice(1)))
  useEffect(() => {
    const changed = () => setText(unpackProof(location.hash.slice(1)))
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  return [text, setText] as const
}

/** @returns what was found, or the problem in words that keeps it from being checked */
function check({ text, root, key }: Given): { readonly checked?: Checked; readonly problem: string } {
  const bytes = root.trim() ? fromBase64(root.trim()) : undefined
  const log: VerifierKey | undefined = key.trim() ? readKey(key) : undefined
  if (root.trim() && bytes?.length !== 32) return { problem: t('dossier.proof.bad-root') }
  if (key.trim() && !log) return { problem: t('dossier.proof.bad-key') }
  return { problem: '', checked: checkProof(text, { ...(log && { log }), ...(bytes && { root: bytes }) }) }
}

function Page() {
  const [text, setText] = useProofText()
  const [root, setRoot] = useState('')
  const [key, setKey] = useLogKey()
  const [found, setFound] = useState<ReturnType<typeof check>>({ problem: '' })
  return (
    <main class="proof-page stack">
      <h1 tabIndex={-1}>{t('dossier.proof.title')}</h1>
      <p>{t('dossier.proof.what')}</p>
      <form
        class="card stack"
        onSubmit={(event) => {
          event.preventDefault()
          setFound(check({ text, root, key }))
        }}
      >
        <TextFields text={text} set={setText} />
        <RootField root={root} set={setRoot} />
        <KeyField logKey={key} set={setKey} />
        {found.problem && <Note tone="bad">{found.problem}</Note>}
        <button class="button-primary button-wide" disabled={!text.trim()}>
          {t('dossier.proof.check')}
        </button>
      </form>
      {found.checked && (
        <div class="card">
          <CheckedProof checked={found.checked} />
        </div>
      )}
      <p class="soft small">{t('dossier.proof.offline')}</p>
      <LanguageChooser />
    </main>
  )
}

/** Pasted, or out of a file. */
function TextFields({ text, set }: { text: string; set(text: string): void }) {
  const take = async (file: File | undefined) => {
    if (file) set(await file.text())
  }
  return (
    <>
      <Field name="proof-text" label={t('dossier.proof.text')} hint={t('dossier.proof.text-hint')}>
        <textarea value={text} spellcheck={false} onInput={(event) => set(event.currentTarget.value)} />
      </Field>
      <Field name="proof-file" label={t('dossier.proof.file')} optional>
        <input
          type="file"
          accept=".tlog-proof,.txt,text/plain"
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
      </Field>
    </>
  )
}

function RootField({ root, set }: { root: string; set(root: string): void }) {
  return (
    <Field
      name="proof-root"
      label={t('dossier.proof.printed-root')}
      hint={t('dossier.proof.printed-root-hint')}
      optional
    >
      <input value={root} spellcheck={false} autoComplete="off" onInput={(event) => set(event.currentTarget.value)} />
    </Field>
  )
}

function KeyField({ logKey, set }: { logKey: string; set(key: string): void }) {
  return (
    <Field name="proof-key" label={t('dossier.proof.key')} hint={t('dossier.proof.key-hint')} optional>
      <input value={logKey} spellcheck={false} autoComplete="off" onInput={(event) => set(event.currentTarget.value)} />
    </Field>
  )
}

void spoken().then(() => {
  render(<Page />, document.getElementById('app')!)
  void learnEveryLanguage()
})
