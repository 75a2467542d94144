// The registry's vocabulary 双报到: its commands as schemas, its events, its reasons. Others import types only, so that
// zod stays at the door.
import { z } from 'zod'
import type { AreaId } from '../kernel/area.ts'
import type { Id } from '../kernel/ids.ts'
import type { Position } from '../kernel/position.ts'
import { areaOf, id, line, phone, place } from '../kernel/schema.ts'
import { availabilities, numberings, skills, type Availability, type Numbering, type Skill } from './terms.ts'

/** Longest official unit name met is 41 characters; twice that. */
const nameLengthMax = 80
/** Doors in one building; the largest residential block on record has some 3,000 flats. */
const doorsMax = 4_000

const skillList = z.array(z.enum(skills)).max(skills.length)
const availabilityList = z.array(z.enum(availabilities)).max(availabilities.length)
const community = areaOf('community')
const why = z.enum(['not-ours', 'elsewhere', 'enough', 'mistake'])

export const commands = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('name-area'), name: line(nameLengthMax), place: place.optional() }),
  z.strictObject({
    type: z.literal('list-building'),
    name: line(nameLengthMax),
    place: place.optional(),
    numbering: z.enum(numberings),
    /** [door number of four digits, residents]; the household's code is the building's code, a dash and the number. */
    doors: z.array(z.tuple([z.string().regex(/^\d{4}$/), z.int().min(0).max(99)])).max(doorsMax),
  }),
  z.strictObject({
    type: z.literal('keep-mapping'),
    kind: z.enum(['areas', 'buildings', 'units', 'persons']),
    heads: line(64),
    columns: z.record(line(32), z.int().min(0).max(500)),
  }),
  z.strictObject({
    type: z.literal('enrol-unit'),
    name: line(nameLengthMax),
    area: areaOf('county', 'township', 'community'),
  }),
  z.strictObject({
    type: z.literal('change-unit'),
    name: line(nameLengthMax).optional(),
    area: areaOf('county', 'township', 'community').optional(),
  }),
  z.strictObject({ type: z.literal('appoint-liaison'), person: id }),
  z.strictObject({ type: z.literal('register-unit'), community }),
  z.strictObject({
    type: z.literal('enrol-person'),
    name: line(40),
    phone: phone.optional(),
    unit: id.optional(),
    /** As narrow as is known, a building at the narrowest; the county where nothing is known. */
    home: areaOf('county', 'township', 'community', 'grid', 'building'),
    skills: skillList,
    availability: availabilityList,
  }),
  z.strictObject({
    type: z.literal('change-person'),
    name: line(40).optional(),
    phone: phone.nullable().optional(),
    unit: id.nullable().optional(),
    home: areaOf('county', 'township', 'community', 'grid', 'building').optional(),
    skills: skillList.optional(),
    availability: availabilityList.optional(),
    active: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('register-person'), community }),
  z.strictObject({ type: z.literal('accept-registration'), community }),
  z.strictObject({ type: z.literal('decline-registration'), community, why }),
  z.strictObject({ type: z.literal('withdraw-registration'), community }),
  z.strictObject({ type: z.literal('merge-person'), into: id }),
])

export type RegistryCommand = z.infer<typeof commands>
export type MappingKind = 'areas' | 'buildings' | 'units' | 'persons'
export type Door = readonly [number: string, residents: number]

export type RegistryEvent =
  | { readonly type: 'area-named'; readonly name: string; readonly place?: Position }
  | {
      readonly type: 'building-listed'
      readonly name: string
      readonly place?: Position
      readonly numbering: Numbering
      readonly doors: readonly Door[]
    }
  | {
      readonly type: 'mapping-kept'
      readonly kind: MappingKind
      readonly heads: string
      readonly columns: Readonly<Record<string, number>>
    }
  | { readonly type: 'unit-enrolled'; readonly name: string; readonly area: AreaId }
  | { readonly type: 'unit-changed'; readonly name?: string; readonly area?: AreaId }
  | { readonly type: 'liaison-appointed'; readonly person: Id }
  | { readonly type: 'unit-registered'; readonly community: AreaId }
  | {
      readonly type: 'person-enrolled'
      readonly unit?: Id
      readonly home: AreaId
      readonly place?: Position
      readonly skills: readonly Skill[]
      readonly availability: readonly Availability[]
    }
  | {
      readonly type: 'person-changed'
      readonly unit?: Id | null
      readonly home?: AreaId
      readonly place?: Position
      readonly skills?: readonly Skill[]
      readonly availability?: readonly Availability[]
      readonly active?: boolean
      /** Which of the sealed particulars changed; what to, only the vault knows. */
      readonly sealed?: readonly ('name' | 'phone')[]
    }
  | {
      readonly type: 'person-registered'
      readonly community: AreaId
      /** Their unit at the time, whose liaison sees it too. */ readonly unit?: Id
    }
  | { readonly type: 'registration-accepted'; readonly community: AreaId }
  | { readonly type: 'registration-declined'; readonly community: AreaId; readonly why: z.infer<typeof why> }
  | { readonly type: 'registration-withdrawn'; readonly community: AreaId }
  | { readonly type: 'person-merged'; readonly into: Id }

export type RegistryReason = (typeof import('./terms.ts').reasons)[number]
