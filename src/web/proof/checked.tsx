// What a check of a proof found, in words: whether it holds, what it says, where it stands, who witnessed it, or what
// is wrong with it.
import { base64 } from '#domain/kernel/proof/bytes.ts'
import type { Checked } from '#domain/kernel/proof/proof.ts'
import { clockText } from '#domain/kernel/zone.ts'
import { dutyText } from '#web/ui/duty.ts'
import { Note } from '#web/ui/note.tsx'
import { coded, t, when } from '#web/ui/words.ts'

/** Rows of a service entry in the order a reader wants them; what else a statement holds stands below. */
const ROWS = [
  'name',
  'unitName',
  'areaName',
  'from',
  'until',
  'minutes',
  'duty',
  'evidence',
  'state',
  'answer',
  'said',
  'text',
  'why',
  'what',
  'records',
  'at',
] as const
const TIMES: readonly string[] = ['from', 'until', 'at']
const CHOICES = ['evidence', 'state', 'answer', 'said'] as const

function valueOf(name: string, value: unknown): string {
  if (TIMES.includes(name)) return clockText(Number(value))
  if (name === 'duty') return dutyText(String(value))
  const choice = CHOICES.find((one) => one === name)
  return choice ? coded(`dossier.${choice}`, String(value)) : String(value)
}

export function CheckedProof({ checked }: { checked: Checked }) {
  const { statement } = checked
  return (
    <section class="stack-tight" aria-label={t('dossier.proof.result')}>
      <Note tone={checked.holds ? 'good' : 'bad'}>
        {t(checked.holds ? 'dossier.proof.holds' : 'dossier.proof.fails')}
        {checked.holds && !statement && ` ${t('dossier.proof.destroyed')}`}
      </Note>
      {checked.problems.length > 0 && (
        <ul>
          {checked.problems.map((problem) => (
            <li key={problem}>{t(`dossier.problem.${problem}`)}</li>
          ))}
        </ul>
      )}
      {checked.holds && statement && (
        <dl class="proof-rows">
          {ROWS.filter(
            (name) => statement[name] !== undefined && statement[name] !== null && statement[name] !== '',
          ).map((name) => (
            <div key={name}>
              <dt>{t(`dossier.row.${name}`)}</dt>
              <dd>{valueOf(name, statement[name])}</dd>
            </div>
          ))}
        </dl>
      )}
      {checked.origin !== undefined && (
        <details>
          <summary>{t('dossier.proof.place', { index: checked.index ?? 0, size: checked.size ?? 0 })}</summary>
          <p class="small soft proof-long">
            {checked.origin}
            <br />
            {t('dossier.proof.root')} {base64(checked.root!)}
          </p>
          {checked.witnesses.map((witness) => (
            <p key={witness.name} class="small soft proof-long">
              {t('dossier.proof.witnessed', { name: witness.name, time: when(witness.seconds * 1000) })}
            </p>
          ))}
          {checked.content !== undefined && <pre class="small proof-long">{checked.content}</pre>}
        </details>
      )}
    </section>
  )
}
