// Where something is on the map.

/** Degrees WGS84, longitude first. */
export type Position = readonly [lng: number, lat: number]
