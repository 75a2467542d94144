// The templates that a county starts with. They are data: saving one under its id replaces it there, and any number of
// others may stand beside.
import type { Id } from '../kernel/ids.ts'
import type { Template } from './terms.ts'

const hour = 60

/** Ids are fixed, so that every county means the same starter. */
export const starters: ReadonlyMap<Id, Template> = new Map<Id, Template>([
  [
    '00000000-0000-8000-8000-000000000101',
    {
      name: '全员采样轮次',
      kind: 'sampling',
      lasts: 12 * hour,
      slotMinutes: 30,
      teams: { followers: 3, skills: [] },
      purposes: ['sampling'],
      posts: [
        { duty: 'sampling', skill: 'medic', number: 1, from: 0, until: 6 * hour, per: 'point', eachLane: true },
        { duty: 'sampling', skill: 'medic', number: 1, from: 6 * hour, until: 12 * hour, per: 'point', eachLane: true },
        { duty: 'registering', number: 1, from: 0, until: 6 * hour, per: 'point', eachLane: true },
        { duty: 'registering', number: 1, from: 6 * hour, until: 12 * hour, per: 'point', eachLane: true },
        { duty: 'order', number: 2, from: 0, until: 6 * hour, per: 'point' },
        { duty: 'order', number: 2, from: 6 * hour, until: 12 * hour, per: 'point' },
        { duty: 'code-check', number: 1, from: 0, until: 6 * hour, per: 'point' },
        { duty: 'code-check', number: 1, from: 6 * hour, until: 12 * hour, per: 'point' },
        { duty: 'disinfecting', number: 1, from: 0, until: 12 * hour, per: 'point' },
      ],
    },
  ],
  [
    '00000000-0000-8000-8000-000000000102',
    {
      name: '疫苗接种日',
      kind: 'vaccination',
      lasts: 9 * hour,
      slotMinutes: 30,
      purposes: ['vaccination'],
      posts: [
        { duty: 'vaccinating', skill: 'medic', number: 2, from: 0, until: 9 * hour, per: 'point' },
        { duty: 'observing', skill: 'first-aid', number: 1, from: 0, until: 9 * hour, per: 'point' },
        { duty: 'registering', number: 2, from: 0, until: 9 * hour, per: 'point' },
        { duty: 'guiding', number: 2, from: 0, until: 9 * hour, per: 'point' },
      ],
    },
  ],
  [
    '00000000-0000-8000-8000-000000000103',
    {
      name: '汛期巡查',
      kind: 'flood-check',
      lasts: 8 * hour,
      slotMinutes: 0,
      teams: { followers: 2, skills: [] },
      purposes: ['check'],
      posts: [
        { duty: 'driving', skill: 'driver', number: 2, from: 0, until: 8 * hour, per: 'round' },
        { duty: 'reserve', number: 4, from: 0, until: 8 * hour, per: 'round' },
      ],
    },
  ],
  [
    '00000000-0000-8000-8000-000000000104',
    {
      name: '高温走访',
      kind: 'heat-visits',
      lasts: 6 * hour,
      slotMinutes: 0,
      teams: { followers: 1, skills: [] },
      purposes: ['care', 'delivery'],
      posts: [
        { duty: 'first-aid', skill: 'first-aid', number: 2, from: 0, until: 6 * hour, per: 'round' },
        { duty: 'driving', skill: 'driver', number: 1, from: 0, until: 6 * hour, per: 'round' },
      ],
    },
  ],
  [
    '00000000-0000-8000-8000-000000000105',
    {
      name: '街道清扫',
      kind: 'clean-up',
      lasts: 3 * hour,
      slotMinutes: 0,
      purposes: [],
      posts: [
        { duty: 'clearing', number: 12, from: 0, until: 3 * hour, per: 'point' },
        { duty: 'carrying', skill: 'carrying', number: 2, from: 0, until: 3 * hour, per: 'point' },
        { duty: 'driving', skill: 'driver', number: 1, from: 0, until: 3 * hour, per: 'round' },
      ],
    },
  ],
])
