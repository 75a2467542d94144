// Fills an empty house with the demo county, once. A house that somebody works in is never mixed with invented people.
import { county } from '../../demo/county.ts'
import { loadDemo } from '../../demo/load.ts'
import type { House } from '#server/house.ts'
import { commandLineActor, Told } from '../open.ts'

/** @param say what was loaded, for programs and for people @param asked aborted when the user no longer wants it */
export async function fillDemo(
  house: House,
  say: (line: Record<string, unknown>, text: string) => void,
  asked: AbortSignal,
): Promise<void> {
  const standing = async (sql: string) =>
    (await house.asDoor(county.code, (tx) => tx.query(sql, [county.code]))).rows.length > 0
  // The communities' answers come last and in one transaction: where they stand, everything does.
  if (
    await standing(`select 1
      from registrations
      where tenant = $1 and kind = 'unit' and state = 'accepted'
      limit 1`)
  )
    return
  const others = (await house.gate.counties()).filter(({ tenant }) => tenant !== county.code)
  if (others.length > 0 || (await standing('select 1 from grants where tenant = $1 limit 1')))
    throw new Told(
      '演示县只能载入空的数据目录：请用 DATA_DIR 另选一个 · The demo county goes into an empty data folder ' +
        'only: name another in DATA_DIR',
    )
  await house.gate.openCounty(county.code, county.name)
  await loadDemo(house, commandLineActor(county.code), (loaded) => {
    say({ ...loaded }, `  演示 demo  ${loaded.file}  ${loaded.rows} 行 rows  ${loaded.milliseconds} ms`)
    if (asked.aborted)
      throw new Told('演示载入已中止，下次启动会继续 · The demo was cut short; the next start goes on with it')
  })
}
