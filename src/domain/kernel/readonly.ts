// What is given away and not to be changed: the same type, read only to its depths. Commands and answers are taken so.

/** Takes what a schema says, and what of it is read only as well. */
export type DeepReadonly<T> = unknown extends T
  ? T
  : T extends string | number | boolean | null | undefined
    ? T
    : { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
