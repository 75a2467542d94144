// What happened to a person's or unit's registrations, step by step.
import { kindOf } from '#domain/kernel/stream.ts'
import { areaPath } from '#web/console/session/areas.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { StateBadge } from '#web/console/registry/badge.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { coded, t, when } from '#web/ui/words.ts'

/** @param stream `person/<id>` or `unit/<id>` */
export function RegistrationPast({ stream }: { stream: string }) {
  const asked = useAsked('registration-history', { stream }, [kindOf(stream)])
  const steps = [...(asked.body?.rows ?? [])].reverse()
  return (
    <section class="stack-tight">
      <h3>{t('console.past.title')}</h3>
      <Trouble answer={asked.trouble} />
      {asked.body && !steps.length && <p class="soft">{t('console.past.nothing')}</p>}
      <ol class="timeline">
        {steps.map((step) => (
          <li key={`${step.at}${step.state}`}>
            <StateBadge state={step.state} /> {areaPath(step.community)}
            {step.why && <> · {coded('console.registration.why', step.why)}</>}
            <time dateTime={new Date(step.at).toISOString()}>{when(step.at)}</time>
          </li>
        ))}
      </ol>
    </section>
  )
}
