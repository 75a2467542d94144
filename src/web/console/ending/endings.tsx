// Endings: which objections wait for an answer, what personal data ends when, what was destroyed and how that is
// proved.
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/ending/ending.ts'
import type { EndingsAnswer, HeldAnswer } from '#rooms/ending/questions.ts'
import { may, mayAnywhere, self } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { Field } from '#web/ui/field.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { ending } from '#words/ending.ts'
import { coded, learn, t, when } from '#web/ui/words.ts'

learn(ending)

export function EndingsScreen() {
  const answers = mayAnywhere(rules['answer-objection'], self.value!)
  const asked = useAsked('endings', {}, ['ending', 'objection'])
  const objections = useAsked('objections', answers ? {} : undefined, ['objection'])
  return (
    <ScreenFrame title={t('console.screen.endings')}>
      <Trouble answer={asked.trouble} />
      {objections.body?.rows.map((row) => (
        <Objection key={row.objection} row={row} done={objections.again} />
      ))}
      <Purposes rows={asked.body?.purposes} />
      <Ends rows={asked.body?.ends} changed={asked.again} />
      <Statements rows={asked.body?.statements} />
    </ScreenFrame>
  )
}

/** What is kept, what for, and for how long. */
function Purposes({ rows }: { rows?: EndingsAnswer['purposes'] }) {
  return (
    <section class="card stack-tight reading">
      <h2>{t('ending.purposes')}</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {(['data', 'for', 'end'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`ending.head.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows?.map((one) => (
              <tr key={one.what}>
                <td>{coded('ending.what', one.what)}</td>
                <td>{coded('ending.purpose', one.what)}</td>
                <td class="nowrap">{t(`ending.until.${one.from}`, { days: one.days })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** What ends when; who may can let it end at once. */
function Ends({ rows, changed }: { rows?: EndingsAnswer['ends']; changed(): void }) {
  const sooner = async ({ operation, what }: EndingsAnswer['ends'][number]) => {
    const outcome = await give('ending', `ending/${operation}`, { type: 'end-now', what })
    announce(outcome.ok ? t('ending.sooner-done') : outcome.text, outcome.ok ? 'good' : 'bad')
    changed()
  }
  return (
    <section class="card stack-tight reading">
      <h2>{t('ending.ends')}</h2>
      {rows?.length === 0 && <p class="soft">{t('ending.ends-none')}</p>}
      <ul class="stack-tight">
        {rows?.map((one) => (
          <li key={`${one.operation} ${one.what}`} class="row-between">
            <span>
              {one.name ?? one.operation} · {coded('ending.what', one.what)} ·{' '}
              <span class="number">{when(one.endsAt)}</span>{' '}
              {one.destroyedAt !== null && (
                <span class="badge badge-good">{t('ending.destroyed', { n: one.records ?? 0 })}</span>
              )}
            </span>
            {one.destroyedAt === null && may(rules['end-now'], { area: one.area }) && (
              <button type="button" onClick={() => void sooner(one)}>
                {t('ending.sooner')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was destroyed, each with the digest that proves it. */
function Statements({ rows }: { rows?: EndingsAnswer['statements'] }) {
  return (
    <section class="card stack-tight reading">
      <h2>{t('ending.statements')}</h2>
      {rows?.length === 0 && <p class="soft">{t('ending.statements-none')}</p>}
      <ul class="stack-tight">
        {rows?.map((one) => (
          <li key={one.statement}>
            <span class="number">{when(one.at)}</span> {coded('ending.what', one.what)} ·{' '}
            {t('ending.destroyed', { n: one.records })}
            <br />
            <span class="soft small">{one.digest.slice(0, 16)}…</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Objection({ row, done }: { row: HeldAnswer['objections'][number]; done(): void }) {
  const [text, setText] = useState('')
  const answer = async (verdict: 'granted' | 'kept') => {
    const outcome = await give('ending', `objection/${row.objection}`, {
      type: 'answer-objection',
      verdict,
      text: text.trim(),
    })
    announce(outcome.ok ? t('ending.answered-done') : outcome.text, outcome.ok ? 'good' : 'bad')
    done()
  }
  return (
    <article class="card stack-tight reading">
      <h2>
        {row.name} · {t(`ending.what.${row.about}`)} <span class="badge">{t(`ending.verdict.${row.state}`)}</span>
      </h2>
      <p>{row.text}</p>
      {row.answer && <p class="soft">{row.answer}</p>}
      {row.state === 'waiting' && may(rules['answer-objection'], { area: row.area }) && (
        <>
          <Field name={`answer-${row.objection}`} label={t('ending.answer')}>
            <textarea maxLength={600} value={text} onInput={(event) => setText(event.currentTarget.value)} />
          </Field>
          <div class="actions actions-start">
            <button type="button" class="button-primary" disabled={!text.trim()} onClick={() => void answer('granted')}>
              {t('ending.grant')}
            </button>
            <button type="button" disabled={!text.trim()} onClick={() => void answer('kept')}>
              {t('ending.keep')}
            </button>
          </div>
        </>
      )}
    </article>
  )
}
