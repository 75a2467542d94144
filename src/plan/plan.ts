// `muster plan <subcommand>`: one line a subcommand; a fault in the input ends with code 2 and says where and what to
// do.
import { faultLine, InputFault } from './fault.ts'
import { exits, openIo, type Io } from './io.ts'
import { type Said, said } from '#words/languages.ts'
import { inEach } from './language.ts'
import { words } from './words.ts'

/** One file a subcommand exports these three. */
export interface Subcommand {
  /** One line for the list. */
  readonly summary: Said
  /** All options, with examples. */
  readonly help: Said
  /** Resolves to the exit code; throws InputFault (or parseArgs' own TypeError) on bad usage and input. */
  run(args: string[], io: Io): Promise<number>
}

const subcommands: Record<string, () => Promise<Subcommand>> = {
  teams: () => import('./teams.ts'),
  check: () => import('./check.ts'),
  repair: () => import('./repair.ts'),
  callup: () => import('./callup.ts'),
  roster: () => import('./roster.ts'),
  simulate: () => import('./simulate.ts'),
  visits: () => import('./visits.ts'),
  site: () => import('./site.ts'),
}

async function list(io: Io): Promise<string> {
  const rows = await Promise.all(
    Object.entries(subcommands).map(async ([name, load]) => {
      const { summary } = await load()
      return `  ${name.padEnd(10)}${io.languages.map((language) => said(summary, language)).join(' · ')}`
    }),
  )
  return `muster plan <${Object.keys(subcommands).join('|')}> …\n\n${rows.join('\n')}\n\nmuster plan <…> --help\n`
}

async function dispatch(args: string[], io: Io): Promise<number> {
  const [name = '--help', ...rest] = args
  if (name === '--help' || name === '-h' || name === 'help') {
    await io.out(await list(io))
    return exits.answered
  }
  if (!Object.hasOwn(subcommands, name)) {
    io.err(`muster plan: ${name}?\n\n${await list(io)}`)
    return exits.refused
  }
  const subcommand = await subcommands[name]()
  if (rest.includes('--help') || rest.includes('-h')) {
    await io.out(inEach(io.languages, subcommand.help) + '\n')
    return exits.answered
  }
  const code = await subcommand.run(rest, io)
  if (code === exits.interrupted)
    for (const language of io.languages) io.err(`muster plan: ${words.cutShort[language]}\n`)
  return code
}

/** What parseArgs throws for an unknown or incomplete option. */
const badOption = (error: unknown): error is Error =>
  error instanceof TypeError && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')

export async function run(args: string[]): Promise<number> {
  const io = openIo()
  try {
    return await dispatch(args, io)
  } catch (error) {
    io.progress('')
    if (error instanceof InputFault) {
      for (const language of io.languages) io.err(`muster plan: ${faultLine(error, language)}\n`)
      return exits.refused
    }
    // RangeError is how the planner's own checks say "field, value, remedy".
    if (badOption(error) || error instanceof RangeError) {
      io.err(`muster plan: ${error.message}\n`)
      return exits.refused
    }
    throw error
  } finally {
    io.close()
  }
}
