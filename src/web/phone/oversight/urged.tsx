// What I was reminded of, above my calls; kept for reading without a network.
import { Note } from '#web/ui/note.tsx'
import { oversight } from '#words/oversight.ts'
import { coded, learn, t, when } from '#web/ui/words.ts'
import { keptOf } from '#web/phone/client.ts'

learn(oversight)

export interface MyUrgings {
  readonly rows: readonly { readonly about: string; readonly urgedAt: number }[]
}

export function Urged() {
  const rows = keptOf('my-urgings')?.rows ?? []
  return (
    <>
      {rows.map((row) => (
        <Note key={row.about}>
          {t('oversight.my-urging', { what: coded('oversight.urge', row.about), time: when(row.urgedAt) })}
        </Note>
      ))}
    </>
  )
}
