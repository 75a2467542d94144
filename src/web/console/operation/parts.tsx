// What a round holds, a card each: points, posts, teams, call-up, doors, and the report once it is made.
import type { OperationCommand } from '#domain/operation/commands.ts'
import type { RoundAnswer } from '#rooms/operation/views/rounds.ts'
import type { TemplateRow } from '#rooms/operation/views/templates.ts'
import { areaName, areaPath } from '#web/console/session/areas.ts'
import { preferences } from '#web/ui/preferences.ts'
import { t, when } from '#web/ui/words.ts'
import { dutyName, shiftText, skillName } from './names.ts'
import type { Doing } from './doing.tsx'

interface PartProps {
  readonly body: RoundAnswer
  /** Left out where the round is closed, or another's. */
  begin?(doing: Doing): void
}
interface ListProps extends PartProps {
  remove(command: OperationCommand, back: OperationCommand, what: string): Promise<void>
}
type Point = RoundAnswer['points'][number]
type Post = RoundAnswer['posts'][number]

export function Points({ body: { points, posts }, begin, remove }: ListProps) {
  const postsOf = (point: Point) => posts.filter((post) => post.point === point.point)
  return (
    <section class="card stack-tight" aria-labelledby="round-points">
      <header class="row-between">
        <h2 id="round-points">
          {t('operation.points')} {points.length || ''}
        </h2>
        {begin && (
          <button type="button" onClick={() => begin('point')}>
            {t('operation.add-point')} <kbd>P</kbd>
          </button>
        )}
      </header>
      {points.length === 0 ? (
        <p class="soft">{t('operation.points-none')}</p>
      ) : (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('operation.point')}</th>
                <th scope="col">{t('operation.area')}</th>
                <th scope="col">{t('operation.lanes')}</th>
                <th scope="col">{t('operation.seats')}</th>
                <th>
                  <span class="sr-only">{t('operation.remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <PointLine key={point.point} point={point} posts={postsOf(point)} remove={begin && remove} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

interface PointLineProps {
  readonly point: Point
  /** The posts that stand there; while there are some it stays. */
  readonly posts: readonly Post[]
  remove?: ListProps['remove']
}

function PointLine({ point: { lng, lat, ...point }, posts, remove }: PointLineProps) {
  return (
    <tr>
      <td>
        {point.name} {!point.open && <span class="badge">{t('operation.point-shut')}</span>}
      </td>
      <td>{areaPath(point.area)}</td>
      <td class="number">{point.lanes}</td>
      <td class="number">{posts.reduce((sum, post) => sum + post.number, 0)}</td>
      <td>
        {remove && posts.length === 0 && (
          <button
            type="button"
            class="button-quiet"
            aria-label={t('operation.remove-what', { what: point.name })}
            onClick={() =>
              void remove(
                { type: 'remove-points', points: [point.point] },
                { type: 'put-points', points: [{ ...point, place: [lng, lat] }] },
                point.name,
              )
            }
          >
            {t('operation.remove')}
          </button>
        )}
      </td>
    </tr>
  )
}

export function Posts({
  body: { round, points, posts },
  template,
  begin,
  remove,
}: ListProps & { template?: TemplateRow['body'] }) {
  const names = new Map(points.map((point) => [point.point, point.name]))
  return (
    <section class="card stack-tight" aria-labelledby="round-posts">
      <header class="row-between">
        <h2 id="round-posts">
          {t('operation.posts')} {posts.length || ''}
        </h2>
        {begin && (
          <span class="row">
            <button type="button" disabled={!template} onClick={() => begin('lay')}>
              {t('operation.lay')}
            </button>
            <button type="button" onClick={() => begin('post')}>
              {t('operation.add-post')}
            </button>
          </span>
        )}
      </header>
      {posts.length === 0 ? (
        <p class="soft">{t('operation.posts-none')}</p>
      ) : (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                {(['duty', 'where', 'shift', 'number', 'skill'] as const).map((head) => (
                  <th key={head} scope="col">
                    {t(`operation.${head}`)}
                  </th>
                ))}
                <th>
                  <span class="sr-only">{t('operation.remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {posts.map((post) => (
                <PostLine
                  key={post.post}
                  post={post}
                  where={post.point ? names.get(post.point) : areaName(post.area)}
                  remove={begin && round.state !== 'running' ? remove : undefined}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

interface PostLineProps {
  readonly post: Post
  readonly where?: string
  remove?: ListProps['remove']
}

function PostLine({ post, where, remove }: PostLineProps) {
  return (
    <tr>
      <td>{dutyName(post.duty)}</td>
      <td>{where}</td>
      <td class="nowrap">{shiftText(post.starts, post.ends)}</td>
      <td class="number">{post.number}</td>
      <td>{post.skill && skillName(post.skill)}</td>
      <td>
        {remove && (
          <button
            type="button"
            class="button-quiet"
            aria-label={t('operation.remove-what', { what: dutyName(post.duty) })}
            onClick={() =>
              void remove({ type: 'remove-posts', posts: [post.post] }, putBack(post), dutyName(post.duty))
            }
          >
            {t('operation.remove')}
          </button>
        )}
      </td>
    </tr>
  )
}

const putBack = ({ point, skill, ...post }: Post): OperationCommand => ({
  type: 'put-posts',
  posts: [{ ...post, ...(point && { point }), ...(skill && { skill }) }],
})

export function Teams({ body: { round, rule }, begin }: PartProps) {
  return (
    <section class="card stack-tight" aria-labelledby="round-teams">
      <header class="row-between">
        <h2 id="round-teams">
          {t('operation.teams')} {round.teams || ''}
        </h2>
        {begin && (
          <button type="button" onClick={() => begin('teams')}>
            {t('operation.set-teams')}
          </button>
        )}
      </header>
      {rule ? (
        <p>
          {t('operation.teams-rule', {
            followers: rule.followers,
            grids: rule.grids.length,
            skills: rule.skills.map(skillName).join(t('kernel.and')) || t('operation.any-skill'),
          })}
        </p>
      ) : (
        <p class="soft">{t('operation.teams-none')}</p>
      )}
    </section>
  )
}

export function Callup({ body: { round, points }, begin }: PartProps) {
  return (
    <section class="card stack-tight" aria-labelledby="round-callup">
      <header class="row-between">
        <h2 id="round-callup">{t('operation.callup')}</h2>
        {begin && (
          <button type="button" disabled={points.length === 0} onClick={() => begin('callup')}>
            {t('operation.propose')}
          </button>
        )}
      </header>
      {round.buildings > 0 ? (
        <p>{t('operation.callup-stands', { buildings: round.buildings, people: round.people })}</p>
      ) : (
        <p class="soft">{t(points.length === 0 ? 'operation.callup-points' : 'operation.callup-none')}</p>
      )}
    </section>
  )
}

export function Doors({ body: { round }, begin }: PartProps) {
  return (
    <section class="card stack-tight" aria-labelledby="round-doors">
      <header class="row-between">
        <h2 id="round-doors">{t('operation.doors')}</h2>
        {begin && (
          <button type="button" onClick={() => begin('doors')}>
            {t('operation.doors-add')}
          </button>
        )}
      </header>
      <p class={round.visits > 0 ? '' : 'soft'}>
        {round.visits > 0 ? t('operation.doors-stand', { n: round.visits }) : t('operation.doors-none')}
      </p>
    </section>
  )
}

/** The report to take away; its figures say where their denominator comes from. */
export function ReportFiles({ round }: { round: string }) {
  const { language } = preferences.value
  return (
    <span class="row">
      {(['docx', 'xlsx'] as const).map((form) => (
        <a key={form} class="button" href={`/v1/rounds/${round}/report.${form}?language=${language}`} download>
          {t(`operation.report-${form}`)}
        </a>
      ))}
    </span>
  )
}

export function Report({ body }: { body: RoundAnswer }) {
  return (
    <section class="card stack-tight" aria-labelledby="round-report">
      <header class="row-between">
        <h2 id="round-report">{t('operation.report')}</h2>
        <ReportFiles round={body.round.round} />
      </header>
      <p>{t('operation.report-what', { ...body.figures!, time: when(body.reportedAt!) })}</p>
      {body.remark && body.remark.split('\n').map((line, at) => <p key={at}>{line}</p>)}
    </section>
  )
}
