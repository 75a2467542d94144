// What is wrong with the house itself, for the administrator: the same that /readyz tells a watchdog.
import { useEffect, useState } from 'preact/hooks'
import { type Answer, call } from '#web/api/api.ts'
import { self } from '#web/console/session/self.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { coded } from '#web/ui/words.ts'

interface Ready {
  readonly troubles?: readonly { readonly kind: string; readonly since: number }[]
}

/** Asked again while the page is open: trouble comes and passes. */
const EVERY_MS = 60_000

/** @param answer what could not be asked of the screen's own questions */
export function HouseTroubles({ answer }: { answer: Answer<unknown> | undefined }) {
  const keeps = self.value?.grants.some((grant) => grant.role === 'administrator') ?? false
  const [ready, setReady] = useState<Ready>()
  useEffect(() => {
    if (!keeps) return
    const look = () => void call<Ready>('GET', '/readyz').then((told) => setReady(told.ok ? told.body : undefined))
    look()
    const timer = setInterval(look, EVERY_MS)
    return () => clearInterval(timer)
  }, [keeps])
  return (
    <>
      <Trouble answer={answer} />
      {ready?.troubles?.map(({ kind }) => (
        <Note key={kind} tone="warn">
          {coded('console.trouble', kind)}
        </Note>
      ))}
    </>
  )
}
