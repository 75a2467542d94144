// Streams by their names, `<kind>/<id>`: all that happened to one thing. Some ids have two parts, `<round>.<person>`.

export const streamOf = (kind: string, ...id: readonly string[]): string => `${kind}/${id.join('.')}`

/** What stands behind the kind, whole: `0192…` of `person/0192…`. */
export const idOf = (stream: string): string => stream.slice(stream.indexOf('/') + 1)
/** `person` of `person/0192…`; empty where no kind is named. */
export const kindOf = (stream: string): string => stream.slice(0, stream.indexOf('/') + 1).slice(0, -1)

export const isStreamOf = (stream: string, kind: string): boolean => kindOf(stream) === kind
