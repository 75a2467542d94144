// Checks of numbers that every solver makes before it starts. All throw RangeError "field is value; it must be …".

export function checkWhole(value: number, field: string, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`${field} is ${value}; it must be a whole number from ${least} to ${most}`)
}

export function checkNumber(value: number, field: string, least: number, most = Number.MAX_VALUE): void {
  if (!(value >= least && value <= most))
    throw new RangeError(`${field} is ${value}; it must be a number from ${least} to ${most}`)
}

/** Every one of `count` values whole and in [least, most]. */
export function checkWholes(
  values: ArrayLike<number>,
  field: string,
  count: number,
  least: number,
  most: number,
): void {
  if (values.length !== count) throw new RangeError(`${field} has ${values.length} values; it must have ${count}`)
  const whole = values instanceof Int32Array
  for (let k = 0; k < count; k++) {
    const value = values[k]
    if (!(value >= least && value <= most) || (!whole && value % 1 !== 0))
      throw new RangeError(`${field}[${k}] is ${value}; it must be a whole number from ${least} to ${most}`)
  }
}
