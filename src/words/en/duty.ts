// Sentences of duties at a post 职责, in English.
import type { duty as zh } from '../zh/duty.ts'
import type { Whole } from '../sentences.ts'

export const duty = {
  order: 'Keeping order',
  'code-check': 'Checking codes',
  registering: 'Registering',
  sampling: 'Sampling',
  vaccinating: 'Vaccinating',
  observing: 'Observing',
  disinfecting: 'Disinfecting',
  carrying: 'Carrying',
  guiding: 'Guiding',
  'first-aid': 'First aid',
  visiting: 'Visiting',
  checking: 'Checking',
  clearing: 'Clearing',
  driving: 'Driving',
  reserve: 'Reserve',
  team: 'Grid team',
} satisfies Whole<typeof zh>
