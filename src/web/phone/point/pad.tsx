// Keys for a door where no list of doors may be read: floor and flat, or the number of a yard.
import { useState } from 'preact/hooks'
import type { Numbering } from '#domain/visit/matrix.ts'
import { t } from '#web/ui/words.ts'

/** Floors and flats are offered up to these. */
const floorsMax = 33
const flatsMax = 8

const entrancesMax = 6

interface PadProps {
  register(door: string): void
}

const numbersTo = (most: number) => Array.from({ length: most }, (_, n) => n + 1)
const two = (n: number) => String(n).padStart(2, '0')

export function Pad({ numbering, register }: PadProps & { numbering: Numbering }) {
  if (numbering === 'yards') return <YardForm register={register} />
  return <FlatKeys entrances={numbering === 'entrances'} register={register} />
}

function YardForm({ register }: PadProps) {
  const [yard, setYard] = useState('')
  return (
    <form
      class="stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        if (/^\d{1,4}$/.test(yard)) {
          register(yard.padStart(4, '0'))
          setYard('')
        }
      }}
    >
      <label for="yard">{t('point.household')}</label>
      <input
        id="yard"
        inputMode="numeric"
        maxLength={4}
        value={yard}
        onInput={(event) => setYard(event.currentTarget.value.replace(/\D/g, ''))}
      />
      <button type="submit" class="button-primary button-wide">
        {t('point.add')}
      </button>
    </form>
  )
}

function FlatKeys({ entrances, register }: PadProps & { entrances: boolean }) {
  const [floor, setFloor] = useState<number>()
  const [entrance, setEntrance] = useState(1)
  return (
    <div class="stack-tight">
      {entrances && (
        <div class="matrix-row">
          {numbersTo(entrancesMax).map((n) => (
            <button key={n} type="button" aria-pressed={entrance === n} onClick={() => setEntrance(n)}>
              {t('visit.entrance', { n })}
            </button>
          ))}
        </div>
      )}
      {floor === undefined ? (
        <div class="keypad keypad-wide">
          {numbersTo(floorsMax).map((n) => (
            <button key={n} type="button" onClick={() => setFloor(n)}>
              {n}
            </button>
          ))}
        </div>
      ) : (
        <div class="keypad">
          {numbersTo(flatsMax).map((n) => (
            <button
              key={n}
              type="button"
              onClick={() => {
                register(entrances ? `${two(floor)}${entrance - 1}${n}` : `${two(floor)}${two(n)}`)
                setFloor(undefined)
              }}
            >
              {floor}
              {two(n)}
            </button>
          ))}
          <button type="button" class="word" onClick={() => setFloor(undefined)}>
            {t('kernel.back')}
          </button>
        </div>
      )}
    </div>
  )
}
