// Sentences of skills 特长, in English.
import type { skills as zh } from '../../zh/registry/skills.ts'
import type { Whole } from '../../sentences.ts'

export const skills = {
  'skill.medic': 'Medic',
  'skill.first-aid': 'First aid',
  'skill.driver': 'Driver',
  'skill.computer': 'Computer',
  'skill.counselling': 'Counselling',
  'skill.repair': 'Repairs',
  'skill.cooking': 'Cooking',
  'skill.broadcast': 'Broadcasting',
  'skill.carrying': 'Carrying',
  'skill.drone': 'Drone',
} satisfies Whole<typeof zh>
