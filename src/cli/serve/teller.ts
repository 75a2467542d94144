// What `muster serve` says: lines for people, Chinese first, or one JSON object a line for programs.
import type { Role } from '#domain/kernel/actor.ts'
import type { WayIn } from '../../demo/ways-in.ts'
import type { Setup } from './setup.ts'

const rolesSaid: { readonly [R in Role]?: string } = {
  dispatcher: '调度员 dispatcher  ',
  officer: '社区干部 officer   ',
  supervisor: '督导员 supervisor  ',
  gridWorker: '网格员 grid worker ',
  steward: '楼栋管家 steward   ',
  liaison: '单位联络员 liaison ',
  volunteer: '志愿者 volunteer   ',
}

export class Teller {
  readonly #json: boolean
  readonly #host: string
  readonly #began = performance.now()

  constructor({ json, host }: { readonly json: boolean; readonly host: string }) {
    this.#json = json
    this.#host = host
  }

  #say(line: Record<string, unknown>, text: string): void {
    process.stdout.write(this.#json ? `${JSON.stringify(line)}\n` : `${text}\n`)
  }

  step(event: string, text: string, more: Record<string, unknown> = {}): void {
    this.#say({ event, ...more }, text)
  }

  note(line: string): void {
    this.#say({ event: 'note', note: line }, line)
  }

  /** Troubles of a running house. An error's own words are enough: a trail may hold what is about persons. */
  trouble(message: string, error?: unknown): void {
    const more =
      error === undefined
        ? ''
        : error instanceof Error
          ? process.env.MUSTER_DEBUG
            ? error.stack
            : error.message
          : JSON.stringify(error)
    process.stderr.write(`${new Date().toISOString()} ${message}${more ? `: ${more}` : ''}\n`)
  }

  ready(url: string, setup: Setup | undefined, ways: readonly WayIn[]): void {
    const milliseconds = Math.round(performance.now() - this.#began)
    const link = setup && `${url}/console/#/setup/${setup.token}`
    const alone = ['127.0.0.1', '::1', 'localhost'].includes(this.#host)
    const lines = [
      '',
      `Muster 集结 已就绪 · ready  (${(milliseconds / 1000).toFixed(1)} s)`,
      '',
      `  手机 phone      ${url}/`,
      `  电脑 console    ${url}/console/`,
      `  大屏 wall       ${url}/wall/`,
      ...(setup && link
        ? [
            '',
            `  首次设置（只能用一次，${new Date(setup.until).toLocaleString('zh-CN')} 前有效）· first set-up, ` +
              'good once:',
            `  ${link}`,
          ]
        : []),
      ...(ways.length > 0
        ? [
            '',
            '  试用演示县（每个链接只能用一次，一天内有效；调度、干部、督导首次登录要设置验证器）· look ' +
              'around, each link good once and for a day:',
            ...ways.map(({ role, token }) => `  ${rolesSaid[role] ?? role}  ${url}/#/invite/${token}`),
          ]
        : []),
      '',
      alone
        ? '  只有本机能访问。要让别人访问：HOST=0.0.0.0 npm start，并在前面放一个 HTTPS 代理。\n  Only this ' +
          'machine can reach it. For others: HOST=0.0.0.0 npm start, behind an HTTPS proxy.'
        : '  网络上的人能访问它：请在前面放一个 HTTPS 代理。\n  The network can reach it: put an HTTPS proxy in front.',
      '  Ctrl-C 停止 · stops',
      '',
    ]
    this.#say(
      {
        event: 'ready',
        url,
        pid: process.pid,
        milliseconds,
        ...(setup && { setup: link, setupUntil: setup.until }),
        ...(ways.length > 0 && { ways: ways.map(({ role, token }) => ({ role, link: `${url}/#/invite/${token}` })) }),
      },
      lines.join('\n'),
    )
  }
}
