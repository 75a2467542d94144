// A map on the screen: loads the drawing part when it is first shown, follows the theme, says so where it cannot be
// drawn.
import { useEffect, useRef, useState } from 'preact/hooks'
import { preferences } from '#web/ui/preferences.ts'
import { t } from '#web/ui/words.ts'
import type { Chart, Dot, Spot } from './chart.ts'

export type { Dot, DotTone, Spot } from './chart.ts'

interface MapProps {
  readonly label: string
  /** County code, for its outline. */
  readonly county: string
  readonly dots: readonly Dot[]
  readonly pin?: Spot
  /** Labels to be read from across a room. */
  readonly big?: boolean
  /** Changes bring the map there. */
  readonly look?: Spot
  /** How near to look: 14 shows a community, 12 a township. */
  readonly zoom?: number
  picked?(spot: Spot): void
  tapped?(id: string): void
}

interface Outline {
  readonly geometry: { readonly coordinates: readonly (readonly [number, number])[][] }
}

const outlines = import.meta.glob<string>('./outlines/*.json', { query: '?url', import: 'default' })
/** Around the places when no outline is known, in degrees. */
const MARGIN = 0.02

async function outlineOf(county: string): Promise<Outline | undefined> {
  const find = outlines[`./outlines/${county}.json`]
  if (!find) return undefined
  try {
    return (await (await fetch(await find())).json()) as Outline
  } catch {
    return undefined
  }
}

function boundsOf(points: readonly (readonly [number, number])[]): [number, number, number, number] {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [lng, lat] of points) {
    west = Math.min(west, lng)
    east = Math.max(east, lng)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return west > east ? [73, 18, 135, 54] : [west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN]
}

const controlWords = () => ({
  'Map.Title': t('console.map'),
  'NavigationControl.ZoomIn': t('console.map.nearer'),
  'NavigationControl.ZoomOut': t('console.map.farther'),
})

type State = 'loading' | 'ready' | 'none'

/** What the chart is opened with; what is pressed on it later is told to whoever asks for it then. */
function openingOf(box: HTMLElement, outline: Outline | undefined, latest: { readonly current: MapProps }) {
  const { dots, big, picked, tapped } = latest.current
  const points = outline ? outline.geometry.coordinates.flat() : dots.map((dot) => [dot.lng, dot.lat] as const)
  return {
    box,
    outline,
    bounds: boundsOf(points),
    words: controlWords(),
    big,
    picked: picked && ((spot: Spot) => latest.current.picked?.(spot)),
    tapped: tapped && ((id: string) => latest.current.tapped?.(id)),
  }
}

/** Shows all that the map is told to show. */
function showAll(chart: Chart, { dots, pin, look, zoom }: MapProps): void {
  chart.show(dots)
  chart.pin(pin)
  if (look) chart.goTo(look, zoom)
}

/** A chart that opens when its box is first shown, follows what is shown, and closes with it. */
function useChart(props: MapProps) {
  const { county, dots, pin, look, zoom } = props
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart | undefined>(undefined)
  const latest = useRef(props)
  latest.current = props
  const [state, setState] = useState<State>('loading')
  const { theme, language } = preferences.value
  // Without an outline the map must wait for places to know where it lies.
  const waiting = outlines[`./outlines/${county}.json`] === undefined && dots.length === 0

  useEffect(() => {
    let gone = false
    const open = async () => {
      const [{ openChart }, outline] = await Promise.all([import('./chart.ts'), outlineOf(county)])
      if (gone || !box.current) return
      chart.current = openChart({ ...openingOf(box.current, outline, latest), ready: () => setState('ready') })
      showAll(chart.current, latest.current)
    }
    open().catch(() => !gone && setState('none'))
    return () => {
      gone = true
      chart.current?.close()
      chart.current = undefined
    }
  }, [county, language, waiting])
  useEffect(() => chart.current?.show(dots), [dots])
  useEffect(() => chart.current?.pin(pin), [pin?.lng, pin?.lat])
  useEffect(() => {
    if (look) chart.current?.goTo(look, zoom)
  }, [look?.lng, look?.lat])
  useEffect(() => chart.current?.repaint(), [theme])
  return { box, state }
}

export function MapView(props: MapProps) {
  const { box, state } = useChart(props)
  return (
    <div class="map" role="region" aria-label={props.label}>
      <div ref={box} class="map-box" />
      {state === 'loading' && (
        <p class="map-note" role="status">
          {t('console.map.loading')}
        </p>
      )}
      {state === 'none' && (
        <p class="map-note" role="status">
          {t('console.map.none')}
        </p>
      )}
    </div>
  )
}
