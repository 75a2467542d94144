// One process at a time makes and starts a cluster. The turn is a file with its holder's number and birth; a killed
// holder's turn is over.
import { spawnSync } from 'node:child_process'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const pollMilliseconds = 20
/** Longer than any recovery: then the file is nobody's. */
const turnMillisecondsMax = 600_000

/**
 * State and birth of a process: a number that has gone to another process has another birth. Undefined for none, and
 * for one that is dead and not yet buried.
 */
export function birthOf(pid: number): string | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  if (process.platform === 'linux') {
    try {
      // The name, in brackets, may hold spaces: fields are counted from its end (proc(5): state is the 3rd, start time
      // the 22nd).
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
    } catch {
      return undefined
    }
  }
  const [state, ...birth] = spawnSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
    .stdout.trim()
    .split(/\s+/)
  return birth.length === 0 || state.startsWith('Z') ? undefined : birth.join(' ')
}

/** Waits for the turn on a folder, does the work, gives the turn back. */
export async function inTurn<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const file = path.join(folder, 'starting')
  const draft = `${file}.${process.pid}`
  const own = `${process.pid} ${birthOf(process.pid)}`
  for (const until = Date.now() + turnMillisecondsMax; ; await pause(pollMilliseconds)) {
    // Linked and not written in place: it is there with its whole content or not at all.
    writeFileSync(draft, own)
    try {
      linkSync(draft, file)
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (over(file)) rmSync(file, { force: true })
      else if (Date.now() > until)
        throw new Error(`${file} is held by another start. Wait for it, or remove the file if no Muster is starting.`)
    } finally {
      rmSync(draft, { force: true })
    }
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function over(file: string): boolean {
  try {
    const [pid, ...birth] = readFileSync(file, 'utf8').split(' ')
    return birthOf(Number(pid)) !== birth.join(' ')
  } catch {
    return false
  }
}
