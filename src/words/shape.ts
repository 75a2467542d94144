// The shape of a room's words. On its own, so that the server can read a room's words without the page around them.

/** A room's sentences, both languages whole. Keys are flat: a label `coming`, a reason `reason.not-called`. */
export interface Words {
  readonly zh: Readonly<Record<string, string>>
  readonly en: Readonly<Record<string, string>>
}
