// While a long list is planned or taken in, memory is collected sooner. V8 lets a heap grow to some three and a half
// times what lives in it, and rows of a list live until it is done; with the switch set for good every answer of the
// door would pay for it.
import { setFlagsFromString } from 'node:v8'

/** By how much the heap may grow beyond what lives, in per cent, before it is collected again; 0 is V8's own rule. */
const growingPercent = 50
let working = 0

export async function thrifty<T>(work: () => Promise<T>): Promise<T> {
  if (working++ === 0) setFlagsFromString(`--heap-growing-percent=${growingPercent}`)
  try {
    return await work()
  } finally {
    if (--working === 0) setFlagsFromString('--heap-growing-percent=0')
  }
}
