// The drawing of a map by MapLibre, loaded only when a screen shows one. Nothing comes from another host: no tiles, no
// fonts, no style.
import {
  type GeoJSONSource,
  type LayerSpecification,
  Map as MapLibre,
  NavigationControl,
  setWorkerUrl,
  type StyleSpecification,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'

setWorkerUrl(workerUrl)

export type DotTone = 'accent' | 'good' | 'warn' | 'bad' | 'info' | 'soft'

export interface Dot {
  readonly id: string
  readonly lng: number
  readonly lat: number
  readonly tone: DotTone
  /** Radius in pixels; 5 when left out. */
  readonly radius?: number
  readonly label?: string
  /** Higher is drawn later, so on top, and labelled first. */
  readonly rank?: number
}

export interface Spot {
  readonly lng: number
  readonly lat: number
}

export interface Chart {
  show(dots: readonly Dot[]): void
  pin(spot: Spot | undefined): void
  goTo(spot: Spot, zoom?: number): void
  repaint(): void
  close(): void
}

interface Options {
  readonly box: HTMLElement
  readonly outline?: object
  /** West, south, east, north. */
  readonly bounds: readonly [number, number, number, number]
  readonly words: Readonly<Record<string, string>>
  /** Labels to be read from across a room. */
  readonly big?: boolean
  picked?(spot: Spot): void
  tapped?(id: string): void
  ready(): void
}

const TONES: readonly DotTone[] = ['accent', 'good', 'warn', 'bad', 'info', 'soft']
const PADDING_PX = 24
/** A building fills the screen at 17; nearer there is nothing more to see. */
const ZOOM_MAX = 17
const ZOOM_SPOT = 14
const DOT_PX = 5
const LABELS_FROM_RANK = 5

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}

const toneColour = (tone: DotTone) => colour(tone === 'soft' ? 'ink-soft' : tone)

const collection = (dots: readonly Dot[]) => ({
  type: 'FeatureCollection' as const,
  features: dots.map((dot) => ({
    type: 'Feature' as const,
    geometry: { type: 'Point' as const, coordinates: [dot.lng, dot.lat] },
    properties: {
      id: dot.id,
      tone: dot.tone,
      radius: dot.radius ?? DOT_PX,
      label: dot.label ?? '',
      rank: dot.rank ?? 0,
    },
  })),
})

function layers(big: boolean): LayerSpecification[] {
  const tones = [
    'match',
    ['get', 'tone'],
    ...TONES.flatMap((tone) => [tone, toneColour(tone)]),
    toneColour('soft'),
  ] as any
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': colour('raised') } },
    { id: 'county', type: 'fill', source: 'outline', paint: { 'fill-color': colour('surface') } },
    { id: 'border', type: 'line', source: 'outline', paint: { 'line-color': colour('line'), 'line-width': 1.5 } },
    {
      id: 'dots',
      type: 'circle',
      source: 'dots',
      layout: { 'circle-sort-key': ['get', 'rank'] },
      paint: {
        'circle-color': tones,
        'circle-radius': ['get', 'radius'],
        'circle-stroke-width': 1.5,
        'circle-stroke-color': colour('surface'),
        'circle-opacity': 0.9,
      },
    },
    {
      id: 'labels',
      type: 'symbol',
      source: 'dots',
      filter: ['!=', ['get', 'label'], ''],
      layout: {
        'text-field': ['get', 'label'],
        'text-font': ['sans-serif'],
        'text-size': big ? 20 : ['case', ['>=', ['get', 'rank'], LABELS_FROM_RANK], 14, 12],
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': big ? 1.2 : 0.8,
        'symbol-sort-key': ['-', 0, ['get', 'rank']],
      },
      paint: { 'text-color': colour('ink'), 'text-halo-color': colour('surface'), 'text-halo-width': 1.5 },
    },
    {
      id: 'pin-ring',
      type: 'circle',
      source: 'pin',
      paint: {
        'circle-radius': 14,
        'circle-color': 'rgba(0,0,0,0)',
        'circle-stroke-width': 3,
        'circle-stroke-color': colour('accent'),
      },
    },
    { id: 'pin-point', type: 'circle', source: 'pin', paint: { 'circle-radius': 4, 'circle-color': colour('accent') } },
  ]
}

function styleOf(
  outline: object | undefined,
  dots: readonly Dot[],
  spot: Spot | undefined,
  big: boolean,
): StyleSpecification {
  const nothing = { type: 'FeatureCollection' as const, features: [] }
  return {
    version: 8,
    sources: {
      outline: { type: 'geojson', data: (outline ?? nothing) as any },
      dots: { type: 'geojson', data: collection(dots) },
      pin: { type: 'geojson', data: pinData(spot) },
    },
    layers: layers(big),
  }
}

const pinData = (spot: Spot | undefined) => collection(spot ? [{ id: 'pin', tone: 'accent', ...spot }] : [])

/** Opens a map in a box. Throws where the browser has no WebGL; the screen then says so and keeps its list. */
export function openChart({ box, outline, bounds, words, big = false, picked, tapped, ready }: Options): Chart {
  let dots: readonly Dot[] = []
  let spot: Spot | undefined
  const map = new MapLibre({
    container: box,
    style: styleOf(outline, dots, spot, big),
    bounds: [...bounds],
    fitBoundsOptions: { padding: PADDING_PX },
    maxZoom: ZOOM_MAX,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    locale: words,
    fadeDuration: 0,
    canvasContextAttributes: { antialias: true },
  })
  map.touchZoomRotate.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  map.on('load', ready)
  map.on('click', (event) => {
    const hit =
      tapped &&
      map.queryRenderedFeatures(
        [
          [event.point.x - 8, event.point.y - 8],
          [event.point.x + 8, event.point.y + 8],
        ],
        { layers: ['dots'] },
      )[0]
    if (hit) tapped!(String(hit.properties.id))
    else picked?.({ lng: event.lngLat.lng, lat: event.lngLat.lat })
  })
  // By keyboard: arrows move the map, Enter takes its centre.
  map.getCanvas().addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !picked) return
    event.preventDefault()
    const centre = map.getCenter()
    picked({ lng: centre.lng, lat: centre.lat })
  })
  const put = (name: string, data: ReturnType<typeof collection>) => {
    const source = map.getSource<GeoJSONSource>(name)
    if (source) void source.setData(data)
    else map.once('load', () => void map.getSource<GeoJSONSource>(name)?.setData(data))
  }
  return {
    show(next) {
      dots = next
      put('dots', collection(dots))
    },
    pin(next) {
      spot = next
      put('pin', pinData(spot))
    },
    goTo: (to, zoom = ZOOM_SPOT) => map.jumpTo({ center: [to.lng, to.lat], zoom: Math.max(map.getZoom(), zoom) }),
    repaint: () => map.setStyle(styleOf(outline, dots, spot, big), { diff: true }),
    close: () => map.remove(),
  }
}
