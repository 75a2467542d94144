// The registry 双报到, its server side in one place: how it judges, finds facts, shows itself, and whom its events
// concern.
import { commands, type RegistryEvent } from '#domain/registry/commands.ts'
import { registry } from '#domain/registry/registry.ts'
import * as doubles from './doubles.ts'
import { finder } from './facts.ts'
import * as areas from './views/areas.ts'
import * as coverage from './views/coverage.ts'
import * as households from './views/households.ts'
import * as mappings from './views/mappings.ts'
import * as persons from './views/persons.ts'
import * as registrationHistory from './views/registration-history.ts'
import * as registrations from './views/registrations.ts'
import * as units from './views/units.ts'
import { judge, nobody, serverRoom } from '../room.ts'

export const registryRoom = serverRoom<RegistryEvent>({
  name: 'registry',
  judge: judge(registry, commands, finder),
  views: [
    areas.view,
    households.view,
    mappings.view,
    persons.view,
    registrationHistory.view,
    registrations.view,
    units.view,
  ],
  questions: [
    ...areas.questions,
    ...coverage.questions,
    ...doubles.questions,
    ...households.questions,
    ...persons.questions,
    ...registrationHistory.questions,
    ...registrations.questions,
    ...units.questions,
  ],
  reads: ['grants'],
  about: {
    'area-named': nobody,
    'building-listed': nobody,
    'mapping-kept': nobody,
    'unit-enrolled': nobody,
    'unit-changed': nobody,
    'liaison-appointed': (e) => [e.person],
    'unit-registered': nobody,
    'person-enrolled': nobody,
    'person-changed': nobody,
    'person-registered': nobody,
    'registration-accepted': nobody,
    'registration-declined': nobody,
    'registration-withdrawn': nobody,
    'person-merged': nobody,
  },
})
