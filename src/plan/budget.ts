// How long a subcommand searches: an amount of work, which gives the same answer on any machine, or processor time.
import { InputFault } from './fault.ts'
import { quantity } from './options.ts'
import { words } from './words.ts'

export const budgetOptions = { work: { type: 'string' }, 'cpu-seconds': { type: 'string' } } as const

/** One of the two at most; neither: the usual work. */
export interface Budget {
  /** In the measure of the subcommand, which its help names. */
  readonly work: number | undefined
  readonly cpuSeconds: number | undefined
}

const WORK_MAX = 1e12

/** Throws InputFault where both are given, or one is no number. */
export function budgetOf(values: { readonly [option in keyof typeof budgetOptions]?: string | undefined }): Budget {
  const { work, 'cpu-seconds': seconds } = values
  if (work !== undefined && seconds !== undefined) throw new InputFault({ field: '--work' }, words.workOrTime)
  return {
    work: work === undefined ? undefined : quantity(work, '--work', 0.001, WORK_MAX),
    cpuSeconds: seconds === undefined ? undefined : quantity(seconds, '--cpu-seconds', 0.001, 86_400),
  }
}

/** What an answer says to give `--work` to have it again; null where time or Ctrl-C decided. */
export const workTold = ({ cpuSeconds }: Budget, work: number, going: boolean): number | null =>
  cpuSeconds === undefined && going ? work : null
