// A point is added by name and place: chosen by name of its community or grid, or by a click on the map.
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/operation/may.ts'
import type { RoundRow } from '#rooms/operation/views/rounds.ts'
import { may, self } from '#web/console/session/self.ts'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { FormEnd } from '#web/console/parts/form.tsx'
import { PlacePicker, type Where } from '#web/console/parts/place.tsx'
import { newId } from '#web/api/ids.ts'
import { Field } from '#web/ui/field.tsx'
import { t } from '#web/ui/words.ts'
import { order } from './orders.ts'

export function PointForm({ round, done, close }: { round: RoundRow; done(): void; close(): void }) {
  const [point] = useState(newId)
  const [name, setName] = useState('')
  const [lanes, setLanes] = useState('2')
  const [where, setWhere] = useState<Where>()
  const [problem, setProblem] = useState<string>()
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!where) return setProblem(t('operation.place-missing'))
    if (
      await order(`round/${round.round}`, {
        type: 'put-points',
        points: [
          {
            point,
            area: where.area,
            name: name.trim(),
            place: [where.lng, where.lat],
            lanes: Number(lanes),
            open: true,
          },
        ],
      })
    )
      done()
  }
  return (
    <Dialog title={t('operation.add-point')} wide close={close}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <div class="halves">
          <Field name="point-name" label={t('operation.point-name')}>
            <input required maxLength={40} value={name} onInput={(event) => setName(event.currentTarget.value)} />
          </Field>
          <Field name="point-lanes" label={t('operation.lanes')}>
            <input
              type="number"
              required
              min="1"
              max="50"
              inputMode="numeric"
              value={lanes}
              onInput={(event) => setLanes(event.currentTarget.value)}
            />
          </Field>
        </div>
        <PlacePicker
          county={self.value!.tenant}
          within={[round.area]}
          where={where}
          problem={problem}
          mayActFor={(area) => area.startsWith(round.area) && may(rules['put-points'], { area: round.area })}
          choose={setWhere}
        />
        <FormEnd doing={t('operation.add-point')} close={close} />
      </form>
    </Dialog>
  )
}
