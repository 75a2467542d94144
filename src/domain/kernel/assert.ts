// Our own mistakes, told at once: what must hold if the code is right. Never for bad input, which is refused or
// malformed.

/** Throws when a promise between our own parts is broken. */
export function assert(holds: unknown, promise: string): asserts holds {
  if (!holds) throw new Error(`broken promise: ${promise}`)
}

/** Marks a branch that the types say cannot be reached; a new case in a union fails to compile here. */
export function unreachable(value: never): never {
  throw new Error(`broken promise: no case for ${JSON.stringify(value)}`)
}
