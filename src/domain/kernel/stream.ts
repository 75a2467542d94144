// Streams by their names, `<kind>/<id>`: all that happened to one thing. Some ids have two parts, `<round>.<person>`.

export const streamOf = (kind: string, ...id: readonly string[]): string => `${kind}/${id.join('.')}`

/** `person` of `person/0192…`; empty where nothing is named. */
export const kindOf = (stream: string): string => stream.slice(0, Math.max(0, stream.indexOf('/')))
/** What stands behind the kind, whole. */
export const idOf = (stream: string): string => stream.slice(stream.indexOf('/') + 1)

export const isStreamOf = (stream: string, kind: string): boolean => stream.startsWith(`${kind}/`)
