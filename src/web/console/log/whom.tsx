// "Who saw X": the person is found by a whole name or number, for an auditor keeps no list of people; finding is
// written down as every look is.
import { useState } from 'preact/hooks'
import { type Answer, ask } from '#web/api/api.ts'
import type { AnswerOf } from '#web/api/contract.ts'
import { noticed } from '#web/console/session/expired.ts'
import { Trouble } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { seek } from './sought.ts'

type Found = AnswerOf<'access-log-whom'>['rows'][number]

export function Whom({ person }: { readonly person?: string }) {
  const [query, setQuery] = useState('')
  const [answer, setAnswer] = useState<Answer<AnswerOf<'access-log-whom'>>>()
  const choose = (found: Found) => {
    setAnswer(undefined)
    seek({ person: found.person })
  }
  const find = async (event: Event) => {
    event.preventDefault()
    if (!query.trim()) return seek({ person: undefined })
    const found = noticed(await ask('access-log-whom', { query: query.trim() }))
    if (found.ok && found.body.rows.length === 1) choose(found.body.rows[0])
    else setAnswer(found)
  }
  return (
    <form class="grow log-whom" onSubmit={(event) => void find(event)}>
      <label for="log-whom">{t('console.log.whom')}</label>
      <div class="row">
        <input
          id="log-whom"
          type="search"
          autocomplete="off"
          value={query}
          placeholder={person ? t('console.log.whom-set') : t('console.log.whom.hint')}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <button type="submit">{t('console.log.whom.seek')}</button>
      </div>
      <Trouble answer={answer} />
      {answer?.ok && (
        <p role="status" class="soft">
          {answer.body.rows.length === 0 && t('console.log.whom.none')}
          {answer.body.rows.map((found) => (
            <button key={found.person} type="button" onClick={() => choose(found)}>
              {found.name} {found.areaName}
            </button>
          ))}
        </p>
      )}
    </form>
  )
}
