// The posts of a template as a table to type in, a line each.
import type { PostPattern } from '#domain/operation/terms.ts'
import { t } from '#web/ui/words.ts'
import { SkillOptions } from './choices.tsx'
import { hours, minutes } from './hours.ts'
import { dutyCode, dutyName } from './names.ts'

export function Patterns({
  posts,
  change,
}: {
  posts: readonly PostPattern[]
  change(posts: readonly PostPattern[]): void
}) {
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>{t('operation.duty')}</th>
            <th>{t('operation.number')}</th>
            <th>{t('operation.from-hour')}</th>
            <th>{t('operation.until-hour')}</th>
            <th>{t('operation.skill')}</th>
            <th>{t('operation.per')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {posts.map((post, at) => (
            <Pattern
              key={at}
              post={post}
              change={(changed) => change(posts.map((one, i) => (i === at ? changed : one)))}
              remove={() => change(posts.filter((_, i) => i !== at))}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface PatternProps {
  readonly post: PostPattern
  change(post: PostPattern): void
}

function Pattern({ post, change, remove }: PatternProps & { remove(): void }) {
  return (
    <tr>
      <WhatCells post={post} change={change} />
      <HourCells post={post} change={change} />
      <WhoCells post={post} change={change} />
      <td>
        <button type="button" class="button-quiet" aria-label={t('operation.remove')} onClick={remove}>
          ✕
        </button>
      </td>
    </tr>
  )
}

function WhatCells({ post, change }: PatternProps) {
  return (
    <>
      <td>
        <input
          aria-label={t('operation.duty')}
          required
          maxLength={24}
          list="template-duties"
          value={dutyName(post.duty)}
          onInput={(event) => change({ ...post, duty: dutyCode(event.currentTarget.value) })}
        />
      </td>
      <td>
        <input
          aria-label={t('operation.number')}
          type="number"
          required
          min="1"
          max="500"
          value={post.number}
          onInput={(event) => change({ ...post, number: Number(event.currentTarget.value) })}
        />
      </td>
    </>
  )
}

function HourCells({ post, change }: PatternProps) {
  return (
    <>
      <td>
        <input
          aria-label={t('operation.from-hour')}
          type="number"
          required
          min="0"
          max="168"
          step="0.5"
          value={hours(post.from)}
          onInput={(event) => change({ ...post, from: minutes(event.currentTarget.value) })}
        />
      </td>
      <td>
        <input
          aria-label={t('operation.until-hour')}
          type="number"
          required
          min="0.5"
          max="168"
          step="0.5"
          value={hours(post.until)}
          onInput={(event) => change({ ...post, until: minutes(event.currentTarget.value) })}
        />
      </td>
    </>
  )
}

function WhoCells({ post, change }: PatternProps) {
  const { skill, ...rest } = post
  return (
    <>
      <td>
        <select
          aria-label={t('operation.skill')}
          value={skill ?? ''}
          onChange={(event) => {
            const skill = event.currentTarget.value
            change({ ...rest, ...(skill && { skill }) })
          }}
        >
          <SkillOptions />
        </select>
      </td>
      <td>
        <select
          aria-label={t('operation.per')}
          value={post.eachLane ? 'lane' : post.per}
          onChange={(event) =>
            change({
              ...post,
              per: event.currentTarget.value === 'round' ? 'round' : 'point',
              eachLane: event.currentTarget.value === 'lane',
            })
          }
        >
          {(['point', 'lane', 'round'] as const).map((one) => (
            <option key={one} value={one}>
              {t(`operation.per.${one}`)}
            </option>
          ))}
        </select>
      </td>
    </>
  )
}
