// What happened to a person, and who looked at them.
export function PersonPast(_: { person: string }) {
  return null
}
