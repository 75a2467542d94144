// A proof as the end of an address, so that a QR code opens the page that checks it. What stands after # is sent to no
// server.

/**
 * Letters of a proof that an address may not carry as they are, and what stands for each; none of these occurs in a
 * proof.
 */
const PAIRS = [
  ['\n', '~'],
  [' ', '_'],
  ['—', '!'],
] as const

/** Undefined where the text holds a letter that has another meaning here. */
export function packProof(text: string): string | undefined {
  const packed = PAIRS.reduce((rest, [letter, stand]) => rest.split(letter).join(stand), text)
  return /^[A-Za-z0-9+/=.:@~_!-]*$/.test(packed) && unpackProof(packed) === text ? packed : undefined
}

export const unpackProof = (packed: string): string =>
  PAIRS.reduce((rest, [letter, stand]) => rest.split(stand).join(letter), packed)
