// A line above the people: two records under one telephone. Which of them is to stay, the officer says.
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/registry/may.ts'
import type { Double } from '#rooms/registry/doubles.ts'
import { areaPath } from '#web/console/session/areas.ts'
import { mayAnywhere, self } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Confirm } from '#web/console/parts/dialog.tsx'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { Note } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'

type Person = Double['persons'][number]

const placeOf = (person: Person) => [person.unitName, areaPath(person.home)].filter(Boolean).join(' · ')

export function DoublesNote({ merged }: { merged(): void }) {
  const mayMerge = mayAnywhere(rules['merge-person'], self.value!)
  const asked = useAsked('doubles', mayMerge ? {} : undefined, ['person'])
  const [staying, setStaying] = useState<{ person: Person; double: Double }>()
  const rows = asked.body?.rows ?? []
  if (rows.length === 0) return null
  return (
    <Note tone="warn">
      <details>
        <summary>{t('console.doubles.found', { n: rows.length })}</summary>
        <ul class="stack-tight">
          {rows.map((double) => (
            <li key={double.phone}>
              <span class="number">{double.phone}</span>{' '}
              {double.persons.map((person) => (
                <button
                  key={person.person}
                  type="button"
                  class="button-quiet"
                  onClick={() => setStaying({ person, double })}
                >
                  {t('console.doubles.stays', { name: person.name, place: placeOf(person) })}
                </button>
              ))}
            </li>
          ))}
        </ul>
      </details>
      {staying && (
        <Merging
          {...staying}
          close={() => setStaying(undefined)}
          done={() => {
            setStaying(undefined)
            asked.again()
            merged()
          }}
        />
      )}
    </Note>
  )
}

function Merging({ person, double, close, done }: { person: Person; double: Double; close(): void; done(): void }) {
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const act = async () => {
    setBusy(true)
    for (const other of double.persons) {
      if (other.person === person.person) continue
      const outcome = await give('registry', `person/${other.person}`, { type: 'merge-person', into: person.person })
      if (!outcome.ok) {
        setBusy(false)
        return setProblem(outcome.text)
      }
    }
    announce(t('console.doubles.merged', { name: person.name }), 'good')
    done()
  }
  return (
    <Confirm
      title={t('console.doubles.title', { name: person.name })}
      doing={t('console.doubles.do')}
      danger
      busy={busy}
      problem={problem}
      act={() => void act()}
      close={close}
    >
      <p>{t('console.doubles.what', { name: person.name, place: placeOf(person), phone: double.phone })}</p>
    </Confirm>
  )
}
