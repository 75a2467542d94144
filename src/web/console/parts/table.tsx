// A long table that draws only the rows in sight: sorted by its heads, walked by arrow keys, chosen by space, opened by
// Enter.
import type { ComponentChild, RefObject } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { elementId } from '#web/ui/field.tsx'
import { preferences } from '#web/ui/preferences.ts'
import { t } from '#web/ui/words.ts'
import { type Language, localeOf } from '#words/languages.ts'

export interface Column<Row> {
  readonly id: string
  readonly label: string
  /** A track of the row's grid, such as `minmax(8rem, 1fr)`. */
  readonly width: string
  readonly number?: boolean
  cell(row: Row): ComponentChild
  /** What the column is sorted by; a column without cannot be. */
  sort?(row: Row): string | number
}

export interface Sorting {
  readonly column: string
  readonly down: boolean
}

interface TableProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly empty: ComponentChild
  readonly sorting?: Sorting
  readonly open?: string
  /** Chosen keys; without them rows cannot be chosen. */
  readonly chosen?: ReadonlySet<string>
  keyOf(row: Row): string
  choose?(chosen: ReadonlySet<string>): void
  onOpen?(row: Row): void
  /** More keys of a screen's own, such as `a` to accept; told the row the arrows stand on. True when taken. */
  onKey?(event: KeyboardEvent, row: Row | undefined): boolean
}

/** A row is a target to press: 44 px, more where the person asked for larger text. */
const ROW_REM = 2.75
const OVERSCAN = 6

function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | undefined,
  language: Language,
): readonly Row[] {
  const by = columns.find((column) => column.id === sorting?.column)?.sort
  if (!by) return rows
  const collator = new Intl.Collator(localeOf(language), { numeric: true })
  const keyed = rows.map((row) => ({ row, value: by(row) }))
  const sign = sorting!.down ? -1 : 1
  keyed.sort(
    (a, b) =>
      sign *
      (typeof a.value === 'number' && typeof b.value === 'number'
        ? a.value - b.value
        : collator.compare(String(a.value), String(b.value))),
  )
  return keyed.map(({ row }) => row)
}

/** The range of rows to draw for where the box is scrolled to. */
function useWindow(count: number, rowPx: number) {
  const box = useRef<HTMLDivElement>(null)
  const [range, setRange] = useState({ from: 0, to: 40 })
  const look = () => {
    const element = box.current
    if (!element) return
    const from = Math.max(0, Math.floor(element.scrollTop / rowPx) - OVERSCAN)
    const to = Math.ceil((element.scrollTop + element.clientHeight) / rowPx) + OVERSCAN
    setRange((before) => (before.from === from && before.to === to ? before : { from, to }))
  }
  useLayoutEffect(look, [count, rowPx])
  useEffect(() => {
    const observer = new ResizeObserver(look)
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [rowPx])
  return { box, look, from: Math.min(range.from, Math.max(0, count - 1)), to: Math.min(range.to, count) }
}

/** How far a key walks; undefined for keys that do not walk. */
function stepOf(key: string, at: number, last: number, page: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return at + 1
    case 'ArrowUp':
    case 'k':
      return at - 1
    case 'PageDown':
      return at + page
    case 'PageUp':
      return at - page
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}

/** Choosing rows: one, a range from the last one touched, or all. */
function useChoosing<Row>(list: readonly Row[], { chosen, choose, keyOf }: TableProps<Row>) {
  const anchor = useRef(0)
  return {
    anchor,
    range(one: number, other: number) {
      if (!choose) return
      const more = new Set(chosen)
      for (let i = Math.min(one, other); i <= Math.max(one, other); i++) more.add(keyOf(list[i]))
      choose(more)
    },
    toggle(row: Row) {
      const more = new Set(chosen)
      if (!more.delete(keyOf(row))) more.add(keyOf(row))
      choose?.(more)
    },
    all: () => choose?.(new Set(list.map(keyOf))),
    allOrNone: () => choose?.(chosen?.size ? new Set() : new Set(list.map(keyOf))),
  }
}

/** The row that the arrow keys stand on, and what keys and clicks do to it and to what is chosen. */
function useWalking<Row>(
  list: readonly Row[],
  rowPx: number,
  box: RefObject<HTMLDivElement | null>,
  props: TableProps<Row>,
) {
  const { choose, onOpen, onKey } = props
  const [at, setAt] = useState(0)
  const choosing = useChoosing(list, props)
  const active = Math.min(at, list.length - 1)

  const walkTo = (index: number, extend: boolean) => {
    const next = Math.max(0, Math.min(list.length - 1, index))
    setAt(next)
    const element = box.current!
    const top = next * rowPx
    // The head is sticky and covers one row's height at the top of the box.
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + rowPx * 2 > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowPx * 2 - element.clientHeight
    if (extend) choosing.range(choosing.anchor.current, next)
    else choosing.anchor.current = next
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.target !== box.current || event.altKey) return
    const row = list[active]
    const step = stepOf(
      event.key,
      active,
      list.length - 1,
      Math.max(1, Math.floor(box.current!.clientHeight / rowPx) - 2),
    )
    if (onKey?.(event, row)) event.preventDefault()
    else if (choose && (event.ctrlKey || event.metaKey) && event.key === 'a') choosing.all()
    else if (event.ctrlKey || event.metaKey) return
    else if (step !== undefined) walkTo(step, event.shiftKey)
    else if (event.key === 'Enter' && row) onOpen?.(row)
    else if (event.key === ' ' && row && choose) choosing.toggle(row)
    else return
    event.preventDefault()
  }
  const clicked = (event: MouseEvent, place: number, tick: boolean) => {
    setAt(place)
    if (event.shiftKey && choose) return choosing.range(choosing.anchor.current, place)
    choosing.anchor.current = place
    if (choose && (tick || event.ctrlKey || event.metaKey)) choosing.toggle(list[place])
    else onOpen?.(list[place])
  }
  return { active, pressed, clicked, allOrNone: choosing.allOrNone }
}

export function Table<Row>(props: TableProps<Row>) {
  const { label, rows, columns, chosen } = props
  const { language, size } = preferences.value
  const [sorting, setSorting] = useState(props.sorting)
  const prefix = useMemo(() => elementId('row'), [])
  const list = useMemo(() => sorted(rows, columns, sorting, language), [rows, sorting, language])
  const rowPx = useMemo(
    () => Math.round(ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize)),
    [size],
  )
  const { box, look, from, to } = useWindow(list.length, rowPx)
  const { active, pressed, clicked, allOrNone } = useWalking(list, rowPx, box, props)
  const tracks = `${chosen ? '2.75rem ' : ''}${columns.map((column) => column.width).join(' ')}`
  return (
    <div
      ref={box}
      class="table"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={list.length + 1}
      aria-colcount={columns.length + (chosen ? 1 : 0)}
      aria-multiselectable={chosen ? true : undefined}
      aria-activedescendant={list.length && active >= from && active < to ? `${prefix}-${active}` : undefined}
      onScroll={look}
      onKeyDown={pressed}
    >
      <Head
        columns={columns}
        tracks={tracks}
        sorting={sorting}
        chosen={chosen}
        sort={setSorting}
        allOrNone={allOrNone}
      />
      <div role="rowgroup" class="table-body" style={{ height: `${list.length * rowPx}px` }}>
        {list.slice(from, to).map((row, index) => (
          <Line
            key={props.keyOf(row)}
            row={row}
            place={from + index}
            prefix={prefix}
            columns={columns}
            tracks={tracks}
            rowPx={rowPx}
            active={from + index === active}
            open={props.open === props.keyOf(row)}
            chosen={chosen?.has(props.keyOf(row))}
            clicked={clicked}
          />
        ))}
      </div>
      {list.length === 0 && <NoRows>{props.empty}</NoRows>}
    </div>
  )
}

const NoRows = ({ children }: { children: ComponentChild }) => (
  <div class="table-empty" role="row">
    <div role="gridcell">{children}</div>
  </div>
)

interface HeadProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly tracks: string
  readonly sorting?: Sorting
  readonly chosen?: ReadonlySet<string>
  sort(sorting: Sorting): void
  allOrNone(): void
}

function Head<Row>({ columns, tracks, sorting, chosen, sort, allOrNone }: HeadProps<Row>) {
  return (
    <div role="rowgroup" class="table-head">
      <div role="row" aria-rowindex={1} class="table-row" style={{ gridTemplateColumns: tracks }}>
        {chosen && (
          <div role="columnheader" class="table-tick">
            <button
              type="button"
              class="tick-all"
              aria-label={t(chosen.size ? 'console.choose-none' : 'console.choose-all')}
              onClick={allOrNone}
            >
              <span class={chosen.size ? 'tick is-on' : 'tick'} aria-hidden="true">
                {chosen.size ? '–' : ''}
              </span>
            </button>
          </div>
        )}
        {columns.map((column) => {
          const here = sorting?.column === column.id
          return (
            <div
              key={column.id}
              role="columnheader"
              class={column.number ? 'number' : ''}
              aria-sort={here ? (sorting.down ? 'descending' : 'ascending') : undefined}
            >
              {column.sort ? (
                <button
                  type="button"
                  class="head"
                  onClick={() => sort({ column: column.id, down: here && !sorting.down })}
                >
                  {column.label}
                  <span aria-hidden="true" class="arrow">
                    {here ? (sorting.down ? '▼' : '▲') : ''}
                  </span>
                </button>
              ) : (
                <span class="head">{column.label}</span>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface LineProps<Row> {
  readonly row: Row
  readonly place: number
  readonly prefix: string
  readonly columns: readonly Column<Row>[]
  readonly tracks: string
  readonly rowPx: number
  readonly active: boolean
  readonly open: boolean
  readonly chosen?: boolean
  clicked(event: MouseEvent, place: number, tick: boolean): void
}

function Line<Row>({ row, place, prefix, columns, tracks, rowPx, active, open, chosen, clicked }: LineProps<Row>) {
  return (
    <div
      id={`${prefix}-${place}`}
      role="row"
      aria-rowindex={place + 2}
      aria-selected={chosen ?? open}
      class={`table-row${active ? ' is-active' : ''}${chosen || open ? ' is-chosen' : ''}`}
      style={{ gridTemplateColumns: tracks, height: `${rowPx}px`, transform: `translateY(${place * rowPx}px)` }}
      onClick={(event) => clicked(event, place, false)}
    >
      {chosen !== undefined && (
        <div
          role="gridcell"
          class="table-tick"
          onClick={(event) => {
            event.stopPropagation()
            clicked(event, place, true)
          }}
        >
          <span class={chosen ? 'tick is-on' : 'tick'} aria-hidden="true">
            {chosen ? '✓' : ''}
          </span>
          <span class="sr-only">{t(chosen ? 'console.chosen' : 'console.not-chosen')}</span>
        </div>
      )}
      {columns.map((column) => (
        <div key={column.id} role="gridcell" class={column.number ? 'number' : ''}>
          {column.cell(row)}
        </div>
      ))}
    </div>
  )
}
