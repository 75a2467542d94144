// Reporting at once: what is wrong, where, a word and a photo. Kept on the phone first; four taps without the words.
import { doorOf } from '#domain/kernel/area.ts'
import { useRef, useState } from 'preact/hooks'
import { matters, type Matter } from '#domain/steward/terms.ts'
import { newId } from '#web/api/ids.ts'
import { t } from '#web/ui/words.ts'
import { shrink } from './photo.ts'
import type { Building, Give } from './terms.ts'

export function Report({ building, give }: { building: Building; give: Give }) {
  const [matter, setMatter] = useState<Matter>()
  const [area, setArea] = useState(building.building)
  const [urgent, setUrgent] = useState(false)
  const [text, setText] = useState('')
  const [photo, setPhoto] = useState<string>()
  const send = async (matter: Matter) => {
    const why = await give(`order/${newId()}`, {
      type: 'report-finding',
      area,
      matter,
      urgent,
      text: text.trim() || (matter ? t(`steward.matter.${matter}`) : ''),
      ...(photo && { photo }),
    })
    if (why !== '') return
    setMatter(undefined)
    setText('')
    setPhoto(undefined)
    setUrgent(false)
  }
  return (
    <div class="stack-tight">
      <p>{t('steward.report-what')}</p>
      <div class="choices">
        {matters.map((one) => (
          <button key={one} type="button" aria-pressed={matter === one} onClick={() => setMatter(one)}>
            {t(`steward.matter.${one}`)}
          </button>
        ))}
      </div>
      {matter && (
        <>
          <Where building={building} area={area} choose={setArea} />
          <label for="report-text">{t('steward.report-text')}</label>
          <textarea
            id="report-text"
            rows={2}
            maxLength={400}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <label class="choice">
            <input type="checkbox" checked={urgent} onChange={(event) => setUrgent(event.currentTarget.checked)} />
            {t('steward.urgent')}
          </label>
          <Photo photo={photo} take={setPhoto} />
          <button type="button" class="button-primary button-wide button-tall" onClick={() => send(matter)}>
            {t('steward.report-send')}
          </button>
        </>
      )}
    </div>
  )
}

function Where({ building, area, choose }: { building: Building; area: string; choose(area: string): void }) {
  return (
    <>
      <label for="report-where">{t('steward.report-where')}</label>
      <select id="report-where" value={area} onChange={(event) => choose(event.currentTarget.value)}>
        <option value={building.building}>{t('steward.whole-building')}</option>
        {building.doors.map((door) => (
          <option key={door.household} value={door.household}>
            {doorOf(door.household)}
          </option>
        ))}
      </select>
    </>
  )
}

/** Bytes of what a base64 text holds, in kB. */
const kilobytes = (base64: string) => Math.round((base64.length * 3) / 4 / 1000)

export function Photo({ photo, take }: { photo?: string; take(photo: string | undefined): void }) {
  const input = useRef<HTMLInputElement>(null)
  const [failed, setFailed] = useState(false)
  const taken = async (file: File | undefined) => {
    if (!file) return
    const small = await shrink(file)
    setFailed(small === undefined)
    take(small)
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        class="sr-only"
        aria-label={t('steward.take-photo')}
        onChange={(event) => void taken(event.currentTarget.files?.[0])}
      />
      {photo && (
        <img
          class="photo"
          src={`data:image/jpeg;base64,${photo}`}
          alt={t('steward.photo-taken', { kb: kilobytes(photo) })}
        />
      )}
      <button type="button" class="button-wide" onClick={() => input.current?.click()}>
        {photo
          ? `${t('steward.photo-taken', { kb: kilobytes(photo) })} · ${t('steward.photo-again')}`
          : t('steward.take-photo')}
      </button>
      {failed && <p role="status">{t('steward.photo-failed')}</p>}
    </>
  )
}
