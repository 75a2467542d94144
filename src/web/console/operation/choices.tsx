// What the forms of operations offer to choose from: the usual duties, and the skills that a post or a team may need.
import { duties } from '#domain/operation/terms.ts'
import { skills } from '#domain/registry/terms.ts'
import { t } from '#web/ui/words.ts'
import { dutyName, skillName } from './names.ts'

/** Duties that an `<input list>` offers; others may be typed. */
export function DutyList({ id }: { id: string }) {
  return (
    <datalist id={id}>
      {duties.map((one) => (
        <option key={one} value={dutyName(one)} />
      ))}
    </datalist>
  )
}

/** The options of a `<select>`; the first asks for no skill. */
export function SkillOptions() {
  return (
    <>
      <option value="">{t('operation.any-skill')}</option>
      {skills.map((one) => (
        <option key={one} value={one}>
          {skillName(one)}
        </option>
      ))}
    </>
  )
}
