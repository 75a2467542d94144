// One person's shifts as an iCalendar feed (RFC 5545): lines end in CRLF and fold at 75 octets; times are in UTC, so
// that no zone has to be described. Nobody else is named in it.
export interface Shift {
  readonly round: string
  readonly seat: string
  readonly starts: number
  readonly ends: number
  readonly state: 'proposed' | 'accepted' | 'declined' | 'absent' | 'released'
  readonly changedAt: number
  /** What, where: public facts. */
  readonly title: string
  readonly place: string
  readonly operation: string
  readonly geo: readonly [lng: number, lat: number] | null
}

const status = {
  proposed: 'TENTATIVE',
  accepted: 'CONFIRMED',
  declined: 'CANCELLED',
  absent: 'CANCELLED',
  released: 'CANCELLED',
} as const
/** Octets of a line, its end left out (3.1). */
const lineOctetsMax = 75

/** `20261012T220000Z` */
const stamp = (at: number): string =>
  new Date(at)
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d{3}/, '')
/** Commas, semicolons, backslashes and ends of lines are written so that they stay text (3.3.11). */
const text = (value: string): string => value.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r\n|\r|\n/g, '\\n')

/** Breaks a line between characters, never inside one. */
export function fold(line: string): string {
  const parts: string[] = []
  let [part, octets] = ['', 0]
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > lineOctetsMax) {
      parts.push(part)
      // The space that marks a going on counts.
      ;[part, octets] = ['', 1]
    }
    part += character
    octets += size
  }
  return [...parts, part].join('\r\n ')
}

/**
 * @param now milliseconds;
 * @param county ends the events' ids: a seat keeps its id by whatever name the house is
 * reached
 */
export function calendar(shifts: readonly Shift[], now: number, county: string): string {
  const events = shifts.flatMap((shift) => [
    'BEGIN:VEVENT',
    `UID:${shift.round}.${shift.seat}@${county}.muster`,
    `DTSTAMP:${stamp(now)}`,
    `LAST-MODIFIED:${stamp(shift.changedAt)}`,
    // Rises whenever the seat changes hands or state, and fits 31 bits until 2038 is past by far.
    `SEQUENCE:${Math.floor(shift.changedAt / 1_000) % 2_000_000_000}`,
    `DTSTART:${stamp(shift.starts)}`,
    `DTEND:${stamp(shift.ends)}`,
    `SUMMARY:${text(`${shift.title} · ${shift.place}`)}`,
    `LOCATION:${text(shift.place)}`,
    `DESCRIPTION:${text(shift.operation)}`,
    ...(shift.geo ? [`GEO:${shift.geo[1].toFixed(6)};${shift.geo[0].toFixed(6)}`] : []),
    `STATUS:${status[shift.state]}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
  ])
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Muster//Roster//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:集结 · 我的班',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...events,
    'END:VCALENDAR',
    '',
  ]
    .map(fold)
    .join('\r\n')
}
