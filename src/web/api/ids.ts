// New ids on this device.
import { type Id, uuid7 } from '#domain/kernel/ids.ts'

/** A UUIDv7 from this device's clock and the browser's strong chance. Made once for a command and kept with it. */
export function newId(): Id {
  return uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
}
