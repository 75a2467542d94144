// Posts: laid out at once for every point by the template, or one by one.
import { asInput, fromInput } from '#domain/kernel/zone.ts'
import { useState } from 'preact/hooks'
import { layPosts } from '#domain/operation/lay.ts'
import type { Template } from '#domain/operation/terms.ts'
import type { RoundAnswer } from '#rooms/operation/views/rounds.ts'
import { Confirm, Dialog } from '#web/console/parts/dialog.tsx'
import { type FilledProps, FormEnd, useFilled } from '#web/console/parts/form.tsx'
import { newId } from '#web/api/ids.ts'
import { Field } from '#web/ui/field.tsx'
import { t } from '#web/ui/words.ts'
import { DutyList, SkillOptions } from './choices.tsx'
import { dutyCode } from './names.ts'
import { order } from './orders.ts'

/** Points that have no posts yet get the template's; the round's own posts are laid once. */
export function LayPosts({
  body,
  template,
  done,
  close,
}: {
  body: RoundAnswer
  template: Template
  done(): void
  close(): void
}) {
  const bare = body.points
    .filter((point) => !body.posts.some((post) => post.point === point.point))
    .map(({ lng, lat, ...point }) => ({ ...point, place: [lng, lat] as const }))
  const patterns = template.posts.filter(
    (pattern) => pattern.per === 'point' || !body.posts.some((post) => post.point === null),
  )
  const posts = layPosts(patterns, body.round, bare, newId)
  const act = async () => {
    if (
      await order(
        `round/${body.round.round}`,
        { type: 'put-posts', posts },
        t('operation.laid-done', { n: posts.length }),
      )
    )
      done()
  }
  return (
    <Confirm
      title={t('operation.lay')}
      doing={t('operation.lay')}
      busy={posts.length === 0}
      close={close}
      act={() => void act()}
    >
      <p>
        {t(posts.length === 0 ? 'operation.lay-nothing' : 'operation.lay-what', {
          name: template.name,
          points: bare.length,
          posts: posts.length,
          seats: posts.reduce((sum, post) => sum + post.number, 0),
        })}
      </p>
    </Confirm>
  )
}

interface FilledPost {
  readonly point: string
  readonly duty: string
  readonly skill: string
  readonly number: string
  readonly starts: string
  readonly ends: string
}

export function PostForm({ body, done, close }: { body: RoundAnswer; done(): void; close(): void }) {
  const { round, points } = body
  const [post] = useState(newId)
  const [filled, change] = useFilled<FilledPost>({
    point: points[0]?.point ?? '',
    duty: '',
    skill: '',
    number: '2',
    starts: asInput(round.starts),
    ends: asInput(round.ends),
  })
  const submit = async (event: Event) => {
    event.preventDefault()
    const { point, duty, skill, number, starts, ends } = filled
    const at = points.find((one) => one.point === point)
    if (
      await order(`round/${round.round}`, {
        type: 'put-posts',
        posts: [
          {
            post,
            ...(at && { point: at.point }),
            area: at?.area ?? round.area,
            duty: dutyCode(duty).trim(),
            ...(skill && { skill }),
            starts: fromInput(starts),
            ends: fromInput(ends),
            number: Number(number),
          },
        ],
      })
    )
      done()
  }
  return (
    <Dialog title={t('operation.add-post')} close={close}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <PostPlace points={points} filled={filled} change={change} />
        <PostNeed filled={filled} change={change} />
        <FormEnd doing={t('operation.add-post')} close={close} />
      </form>
    </Dialog>
  )
}

/** What is done there, and at which point; without a point it is the whole area's. */
function PostPlace({
  points,
  filled: { point, duty },
  change,
}: FilledProps<FilledPost> & { points: RoundAnswer['points'] }) {
  return (
    <>
      <Field name="post-duty" label={t('operation.duty')}>
        <input
          required
          maxLength={24}
          list="post-duties"
          value={duty}
          onInput={(event) => change({ duty: event.currentTarget.value })}
        />
      </Field>
      <DutyList id="post-duties" />
      <Field name="post-point" label={t('operation.where')}>
        <select value={point} onChange={(event) => change({ point: event.currentTarget.value })}>
          {points.map((one) => (
            <option key={one.point} value={one.point}>
              {one.name}
            </option>
          ))}
          <option value="">{t('operation.whole-area')}</option>
        </select>
      </Field>
    </>
  )
}

/** How many, with which skill, from when to when. */
function PostNeed({ filled: { skill, number, starts, ends }, change }: FilledProps<FilledPost>) {
  return (
    <div class="halves">
      <Field name="post-number" label={t('operation.number')}>
        <input
          type="number"
          required
          min="1"
          max="500"
          inputMode="numeric"
          value={number}
          onInput={(event) => change({ number: event.currentTarget.value })}
        />
      </Field>
      <Field name="post-skill" label={t('operation.skill')} optional>
        <select value={skill} onChange={(event) => change({ skill: event.currentTarget.value })}>
          <SkillOptions />
        </select>
      </Field>
      <Field name="post-starts" label={t('operation.starts')}>
        <input
          type="datetime-local"
          required
          value={starts}
          onInput={(event) => change({ starts: event.currentTarget.value })}
        />
      </Field>
      <Field name="post-ends" label={t('operation.ends')}>
        <input
          type="datetime-local"
          required
          value={ends}
          onInput={(event) => change({ ends: event.currentTarget.value })}
        />
      </Field>
    </div>
  )
}
