// What I was reminded of, above my calls: fetched after the first list, kept for reading without a network.
import { useEffect } from 'preact/hooks'
import { ask } from '#web/door/door.ts'
import { Note } from '#web/ui/note.tsx'
import { oversight } from '#web/words/oversight.ts'
import { learn, t, when } from '#web/words/words.ts'
import { doc, kept, refresh } from '../house.ts'

learn({ oversight })

interface Mine { readonly rows: readonly { readonly about: string; readonly urgedAt: number }[] }

export function Urged() {
  // News about me moves the cursor: asked again then.
  const cursor = doc.value?.body.cursor
  useEffect(() => void refresh('my-urgings', () => ask<Mine>('my-urgings')), [cursor])
  const rows = (kept.value.get('my-urgings')?.body as Mine | undefined)?.rows ?? []
  return <>{rows.map((row) => <Note key={row.about}>{t('oversight.my-urging', { what: t(`oversight.urge.${row.about}`), time: when(row.urgedAt) })}</Note>)}</>
}
