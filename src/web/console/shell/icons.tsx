// Icons of the console, drawn by us as strokes: a name, a shape, hidden from screen readers because words stand beside
// them.
const SHAPES = {
  home: 'M3 11l9-7 9 7M5 10v10h14V10M10 20v-6h4v6',
  whistle: 'M3 9h11l7-3v4l-3 1a6 6 0 1 1-11.500 1.500L3 12zM13 14h.01M4 5l1 2M8 4v2',
  board: 'M4 5h16v11H4zM8 20h8M12 16v4M8 12l3-3 2 2 3-4',
  inbox: 'M3 13l3-8h12l3 8v6H3zM3 13h5l2 3h4l2-3h5',
  people:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2 20c.5-4 3-6 7-6s6.500 2 7 6M16 4.500a3.500 3.500 0 0 ' +
    '1 0 6.500M18 14.500c2.500.700 3.700 2.500 4 5.500',
  units: 'M4 21V5l8-2v18M12 8l8 2v11M2 21h20M7 8h2M7 12h2M7 16h2M15 13h2M15 17h2',
  import: 'M12 3v11M8 10l4 4 4-4M4 16v4h16v-4',
  accounts: 'M12 3l8 3v6c0 5-3.500 8-8 9-4.500-1-8-4-8-9V6zM9 12l2 2 4-4',
  log: 'M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500L21 21',
  keys: 'M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8M18 10h.01',
  out: 'M14 4h6v16h-6M11 8l-4 4 4 4M7 12h9',
  colours:
    'M12 3a9 9 0 1 0 0 18c2 0 2-1.500 1.300-2.500-.8-1.200 0-2.500 1.700-2.500h2.500c2 0 3.500-1.500 3.500-4 ' +
    '0-5-4-9-9-9zM7.500 12h.01M10 7.500h.01M15 7.500h.01',
  language: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18',
  person: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c.6-5 3.500-7 8-7s7.400 2 8 7',
  wall: 'M3 4h18v13H3zM7 13v-3M11 13V8M15 13v-2M9 21h6',
} as const

export type IconName = keyof typeof SHAPES

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={SHAPES[name]} />
    </svg>
  )
}
