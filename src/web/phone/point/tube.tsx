// Beginning a tube: how many it takes, at which lane, and its code, scanned or typed.
import { useState } from 'preact/hooks'
import { tubeSizes, type TubeSize } from '#domain/point/terms.ts'
import { t } from '#web/ui/words.ts'
import { canScan, Scan, tubeFormats } from './scan.tsx'

const sizeKey = 'muster-tube-size'
function lastSize(): TubeSize {
  try {
    const kept = Number(localStorage.getItem(sizeKey))
    return tubeSizes.find((size) => size === kept) ?? 10
  } catch {
    return 10
  }
}

export function Tube({ lanes, start }: { lanes: number; start(code: string, size: TubeSize, lane: number): void }) {
  const [code, setCode] = useState('')
  const [size, setSize] = useState<TubeSize>(lastSize)
  const [lane, setLane] = useState(1)
  const [scanning, setScanning] = useState(canScan)
  const choose = (next: TubeSize) => {
    setSize(next)
    try {
      localStorage.setItem(sizeKey, String(next))
    } catch {
      // Chosen anew next time.
    }
  }
  return (
    <form
      class="stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        start(code, size, lane)
      }}
    >
      <div class="thirds" role="group" aria-label={t('point.tube')}>
        {tubeSizes.map((one) => (
          <button key={one} type="button" aria-pressed={size === one} onClick={() => choose(one)}>
            {t(`point.size.${one}`)}
          </button>
        ))}
      </div>
      {lanes > 1 && <LaneChoice lanes={lanes} lane={lane} choose={setLane} />}
      {scanning && (
        <Scan formats={tubeFormats} found={(text) => start(text, size, lane)} failed={() => setScanning(false)} />
      )}
      <label for="tube">{t('point.tube-code')}</label>
      <input
        id="tube"
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={32}
        value={code}
        onInput={(event) => setCode(event.currentTarget.value)}
      />
      <button type="submit" class="button-primary button-wide button-tall">
        {t('point.new-tube')}
      </button>
    </form>
  )
}

function LaneChoice({ lanes, lane, choose }: { lanes: number; lane: number; choose(lane: number): void }) {
  return (
    <select aria-label={t('point.lane')} value={lane} onChange={(event) => choose(Number(event.currentTarget.value))}>
      {Array.from({ length: lanes }, (_, n) => (
        <option key={n} value={n + 1}>
          {t('point.lane-n', { n: n + 1 })}
        </option>
      ))}
    </select>
  )
}
