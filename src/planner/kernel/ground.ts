// Flat ground for a county: degrees to metres, and the nearest of many points by a grid of cells.

/** Points in metres on flat ground. */
export interface Points {
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Metres a degree of latitude spans (mean earth radius 6,371,009 m). */
const METRES_A_DEGREE = 111_195

/** Metres east and north of the middle latitude's meridian 0; good to 0.5 % over 100 km. */
export function flat(lng: ArrayLike<number>, lat: ArrayLike<number>, middle: number): Points {
  const shrink = Math.cos((middle * Math.PI) / 180) * METRES_A_DEGREE
  return {
    x: Float64Array.from(lng, (degrees) => degrees * shrink),
    y: Float64Array.from(lat, (degrees) => degrees * METRES_A_DEGREE),
  }
}

/** Points a cell should hold: fewer means more empty cells, more means more to look through. */
const CELL_POINTS = 2

/**
 * Finds nearest points ring by ring (Bentley, Weide & Yao, "Optimal expected-time algorithms for closest point
 * problems", 1980).
 */
export class Nearest {
  private readonly points: Points
  private readonly west: number
  private readonly south: number
  private readonly size: number
  private readonly columns: number
  private readonly rows: number
  private readonly start: Int32Array
  private readonly item: Int32Array

  constructor(points: Points) {
    const { x, y } = points
    this.points = points
    const range = (values: Float64Array) =>
      values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity])
    const [west, east] = x.length > 0 ? range(x) : [0, 1]
    const [south, north] = x.length > 0 ? range(y) : [0, 1]
    this.west = west
    this.south = south
    this.size = Math.max(
      1,
      Math.sqrt((Math.max(1, east - west) * Math.max(1, north - south) * CELL_POINTS) / Math.max(1, x.length)),
    )
    this.columns = Math.floor((east - west) / this.size) + 1
    this.rows = Math.floor((north - south) / this.size) + 1
    this.start = new Int32Array(this.columns * this.rows + 1)
    for (let k = 0; k < x.length; k++) this.start[this.cell(x[k], y[k]) + 1]++
    for (let c = 0; c < this.columns * this.rows; c++) this.start[c + 1] += this.start[c]
    const fill = this.start.slice()
    this.item = new Int32Array(x.length)
    for (let k = 0; k < x.length; k++) this.item[fill[this.cell(x[k], y[k])]++] = k
  }

  /** The `count` nearest to (x, y), nearest first, ties by number. */
  find(x: number, y: number, count: number): number[] {
    const found: number[] = []
    const far: number[] = []
    const column = this.column(x)
    const row = this.row(y)
    const last = Math.max(this.columns, this.rows)
    for (let ring = 0; ring <= last; ring++) {
      for (let j = row - ring; j <= row + ring; j++) {
        const step = j === row - ring || j === row + ring ? 1 : 2 * ring
        for (let i = column - ring; i <= column + ring; i += Math.max(1, step)) this.look(i, j, x, y, count, found, far)
      }
      // Nothing outside the rings looked at is nearer than their edge.
      if (found.length === count && far[count - 1] <= this.edge(x, y, column, row, ring)) break
    }
    return found
  }

  private look(i: number, j: number, x: number, y: number, count: number, found: number[], far: number[]): void {
    if (i < 0 || j < 0 || i >= this.columns || j >= this.rows) return
    const cell = j * this.columns + i
    for (let k = this.start[cell]; k < this.start[cell + 1]; k++) {
      const point = this.item[k]
      const distance = Math.hypot(this.points.x[point] - x, this.points.y[point] - y)
      let at = found.length < count ? found.length : count
      while (at > 0 && (far[at - 1] > distance || (far[at - 1] === distance && found[at - 1] > point))) at--
      if (at >= count) continue
      found.splice(at, 0, point)
      far.splice(at, 0, distance)
      if (found.length > count) {
        found.pop()
        far.pop()
      }
    }
  }

  private edge(x: number, y: number, column: number, row: number, ring: number): number {
    const left = x - (this.west + (column - ring) * this.size)
    const right = this.west + (column + ring + 1) * this.size - x
    const below = y - (this.south + (row - ring) * this.size)
    const above = this.south + (row + ring + 1) * this.size - y
    return Math.min(left, right, below, above)
  }

  private column(x: number): number {
    return Math.min(this.columns - 1, Math.max(0, Math.floor((x - this.west) / this.size)))
  }

  private row(y: number): number {
    return Math.min(this.rows - 1, Math.max(0, Math.floor((y - this.south) / this.size)))
  }

  private cell(x: number, y: number): number {
    return this.row(y) * this.columns + this.column(x)
  }
}
