// Badges of a round, ten to a sheet of A4: name, unit, place and shift, and a code that a desk reads to sign the bearer
// in. No phone number stands on them.
import { useState } from 'preact/hooks'
import { areaOptions } from '#web/console/session/areas.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { Qr } from '#web/console/parts/qr.tsx'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'
import { dutyOf, shiftText, whereText } from './reasons.ts'
import './roster.css'
import { seatsOf, type SeatRow } from './seats.ts'

/** Drawn at once: every member of a county like the reference case (1,590); beyond it one prints by township. */
const SHOWN_MAX = 2_000

/** Everybody who holds a seat; somebody with two shifts gets one badge with both. */
function peopleOf(rows: readonly SeatRow[]): readonly (readonly SeatRow[])[] {
  const people = new Map<string, SeatRow[]>()
  for (const row of rows) if (row.held) people.set(row.held.person, [...(people.get(row.held.person) ?? []), row])
  return [...people.values()]
}

export function Badges({ round }: { round: string }) {
  const [area, setArea] = useState<string>()
  const asked = useAsked('round', { round })
  const roster = useAsked('roster', { round, ...(area && { within: area }) })
  const people = asked.body && roster.body ? peopleOf(seatsOf(asked.body, roster.body)) : []
  const shown = people.slice(0, SHOWN_MAX)
  return (
    <ScreenFrame
      title={t('roster.badges')}
      under={<a href={to('roster', round)}>{t('roster.to-roster')}</a>}
      actions={
        <>
          <div class="wide">
            <Combo
              id="badges-area"
              aria-label={t('console.area')}
              options={areaOptions(['township', 'community'])}
              chosen={area}
              placeholder={t('console.all')}
              choose={(option) => setArea(option?.id)}
            />
          </div>
          <button type="button" class="button-primary" disabled={shown.length === 0} onClick={() => print()}>
            {t('roster.print-n', { n: shown.length })}
          </button>
        </>
      }
    >
      <Trouble answer={asked.trouble ?? roster.trouble} />
      {asked.body && roster.body && shown.length === 0 && <p class="soft">{t('roster.badges-none')}</p>}
      {people.length > shown.length && (
        <p class="note note-warn">{t('roster.more', { n: people.length - shown.length })}</p>
      )}
      <div class="badges">
        {shown.map((rows) => (
          <BadgeCard key={rows[0].held!.person} round={round} rows={rows} />
        ))}
      </div>
    </ScreenFrame>
  )
}

function BadgeCard({ round, rows }: { round: string; rows: readonly SeatRow[] }) {
  const held = rows[0].held!
  return (
    <article class="badge-card">
      <div>
        <strong>{held.name}</strong>
        {held.unit}
        {rows.map((row) => (
          <p key={row.seat}>
            {whereText(row)} · {dutyOf(row)}
            <br />
            {shiftText(row.starts, row.ends)}
          </p>
        ))}
      </div>
      <Qr
        text={`${location.origin}/#/badge/${round}.${held.person}`}
        label={t('roster.badge-of', { name: held.name })}
      />
    </article>
  )
}
