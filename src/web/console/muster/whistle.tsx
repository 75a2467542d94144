// Blowing a whistle: what, where, how many; then the people proposed with reasons, changeable; then it sounds.
import { useRef, useState } from 'preact/hooks'
import { type AreaId, around } from '#domain/kernel/area.ts'
import { may as rules } from '#domain/muster/may.ts'
import { areaName } from '#web/console/session/areas.ts'
import { may, self } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { PlacePicker, type Where } from '#web/console/parts/place.tsx'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { useShortcuts } from '#web/console/shell/shortcuts.ts'
import { newId } from '#web/api/ids.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { go } from '#web/ui/router.ts'
import { muster } from '#words/console/muster.ts'
import { t, learn } from '#web/ui/words.ts'
import type { ProposalAnswer } from '#rooms/muster/shapes.ts'
import { announceWave } from './called.ts'
import { EMPTY, type Problems, problemsOf, type WhistleForm } from './form.ts'
import { Needs } from './needs.tsx'
import { blowWhistle, needsOf } from './orders.ts'
import { ProposalList, useChoice } from './proposal.tsx'

learn(muster)

const NONE: ProposalAnswer['candidates'] = []

/** Areas in which this person may blow a whistle. */
const scope = () =>
  (self.value?.grants ?? [])
    .filter((grant) => rules['blow-whistle'].roles.includes(grant.role))
    .map((grant) => grant.area)

/** Asks whom to call, once the place and the number are known. */
function useAskedProposal({ where, ...form }: WhistleForm, area: AreaId | undefined, ready: boolean) {
  const needs = needsOf(form)
    .map((need) => `${need.skill ?? 'any'}:${need.people}`)
    .join(',')
  return useAsked(
    'whistle-proposal',
    ready && area && where ? { area, lng: where.lng, lat: where.lat, needs, hours: form.hours } : undefined,
  )
}

/** The people proposed for the form as it stands, of its place's area or of one wider where the officer asked so. */
function useProposal(form: WhistleForm, problems: Problems) {
  const [widened, setWidened] = useState<AreaId>()
  const area = widened && form.where?.area.startsWith(widened) ? widened : form.where?.area
  const next = area && around(area)
  const waiting = !!(problems.where || problems.people)
  const asked = useAskedProposal(form, area, !waiting)
  const choice = useChoice(asked.body?.candidates ?? NONE)
  const wider =
    next && may(rules['blow-whistle'], { area: next })
      ? { name: areaName(next), act: () => setWidened(next) }
      : undefined
  return { area, asked, waiting, wider, ...choice }
}

/** Blows the whistle. It keeps its id through every try, so that pressing twice sounds once. */
function useBlowing() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const muster = useRef(newId())
  const order = useRef(newId())
  const blow = async (form: WhistleForm, where: Where, people: readonly string[]) => {
    if (busy) return
    setBusy(true)
    const blown = await blowWhistle(muster.current, form, where, people, order.current)
    setBusy(false)
    if (!blown.ok) {
      // A refused order is answered the same for ever: what is sent next is another order.
      if (blown.judged) order.current = newId()
      return setProblem(blown.text)
    }
    announceWave(blown.answer, (n) => t('console.whistle.blown', { n }))
    go('musters', muster.current)
  }
  return { busy, problem, blow }
}

export function WhistleScreen() {
  const [form, setForm] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const problems = problemsOf(form)
  const { area, asked, waiting, wider, chosen, toggle } = useProposal(form, problems)
  const { busy, problem, blow } = useBlowing()
  const submit = (event?: Event) => {
    event?.preventDefault()
    setTried(true)
    if (Object.keys(problems).length > 0 || !form.where || !area)
      return document.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
    const people = chosen.map((row) => row.person)
    void blow(form, { ...form.where, area }, people)
  }
  useShortcuts([{ keys: 'mod+Enter', says: 'console.whistle.blow', act: () => submit() }])
  const change = (more: Partial<WhistleForm>) => setForm((before) => ({ ...before, ...more }))
  return (
    <ScreenFrame title={t('console.screen.whistle')} under={t('console.whistle.under')} fill>
      <form class="whistle" onSubmit={submit} noValidate>
        <div class="pane stack">
          <Needs form={form} problems={tried ? problems : {}} change={change} />
          {problem && <Note tone="bad">{problem}</Note>}
          <Go drill={form.drill} busy={busy} people={chosen.length} />
        </div>
        <PlacePicker
          county={self.value!.tenant}
          within={scope()}
          where={form.where}
          problem={tried ? problems.where : undefined}
          mayActFor={(community) => may(rules['blow-whistle'], { area: community })}
          choose={(where) => change({ where })}
        />
        <div class="pane">
          <Trouble answer={asked.trouble} />
          <ProposalList
            proposal={asked.body}
            asking={asked.asking}
            waiting={waiting}
            chosen={chosen}
            toggle={toggle}
            wider={wider}
          />
        </div>
      </form>
    </ScreenFrame>
  )
}

/** The button that blows it, and how many it will call. */
function Go({ drill, busy, people }: { drill: boolean; busy: boolean; people: number }) {
  return (
    <div class="whistle-go">
      <button class="button-primary button-tall button-wide" disabled={busy}>
        {t(drill ? 'console.whistle.blow-drill' : 'console.whistle.blow')} <kbd>Ctrl Enter</kbd>
      </button>
      <p class="soft" role="status">
        {people ? t('console.whistle.will-call', { n: people }) : t('console.whistle.will-call-none')}
      </p>
    </div>
  )
}
