// The registry's closed lists: skills, availabilities, door numberings, registration states, reasons. Plain values,
// safe for the phone.

export const skills = [
  'medic',
  'first-aid',
  'driver',
  'computer',
  'counselling',
  'repair',
  'cooking',
  'broadcast',
  'carrying',
  'drone',
] as const
export type Skill = (typeof skills)[number]

/** When someone can be asked, by part of the week; an empty list says that nothing is known. */
export const availabilities = ['workday', 'evening', 'weekend', 'night'] as const
export type Availability = (typeof availabilities)[number]

/**
 * How four digits name a door. `floors`: floor, then flat on it (0501 is 501). `entrances`: floor, entrance less one,
 * flat (0512 is entrance 2, 502).
 * `yards`: the house number as it stands (0012 is number 12).
 */
export const numberings = ['floors', 'entrances', 'yards'] as const
export type Numbering = (typeof numberings)[number]

export const registrationStates = ['asked', 'accepted', 'declined', 'withdrawn'] as const
export type RegistrationState = (typeof registrationStates)[number]

export const reasons = [
  'nothing-new',
  'already-enrolled',
  'unit-unknown',
  'community-unknown',
  'phone-taken',
  'office-holder',
  'phone-too-often',
  'already-asked',
  'already-registered',
  'registered-elsewhere',
  'too-many-registrations',
  'not-asked',
  'not-registered',
  'not-active',
  'merge-into-itself',
  'merge-into-unknown',
  'door-twice',
  'not-a-building',
] as const
