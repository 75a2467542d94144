// What each question needs to be asked at all, in a county where canaries are planted.
import type { Question } from '#journal/view.ts'
import type { Place } from './world.ts'

/** Asked of rooms in which nothing was planted: what is not there is answered to nobody as if it were. */
const nothing = '01900000-0000-7000-8000-000000000000'

/**
 * What each question needs to be asked at all where something was planted; the others are asked for everything, or
 * about what is not there.
 */
const needed = (place: Place, now: number): Readonly<Record<string, Record<string, string>>> => ({
  board: { area: place.community.slice(0, 9) },
  coverage: { area: place.community },
  households: { building: `${place.community}-01-0001` },
  'registration-history': { stream: `person/${place.person}` },
  'muster-board': { muster: place.muster },
  'muster-code': { muster: place.muster },
  'muster-summary': { muster: place.muster },
  'wave-proposal': { muster: place.muster },
  'whistle-proposal': { area: place.community, lng: '111.7', lat: '36.8', needs: 'any:2', from: String(now) },
})

const areas = ['area', 'within', 'community']

/**
 * Parsed as the door would; what a question wants beyond the table is filled in by the kind that its schema asks for.
 */
export function paramsFor(question: Question, place: Place, now: number): unknown {
  const given = needed(place, now)[question.name] ?? {}
  const tried = question.params.safeParse(given)
  if (tried.success) return tried.data
  const missing = tried.error.issues.map((issue): [string, string] => {
    const name = String(issue.path[0])
    if (issue.code === 'invalid_value') return [name, String(issue.values[0])]
    if (name === 'building') return [name, `${place.community}-01-0001`]
    return [
      name,
      areas.includes(name) ? place.community : (issue as { expected?: string }).expected === 'number' ? '1' : nothing,
    ]
  })
  return question.params.parse({ ...given, ...Object.fromEntries(missing) })
}
