// `muster plan visits` on bad input: each fault names file, line and field, and how it is mended.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, care, customers, put, solomonText, visits, vroom, vrpText } from '#test/planning/door-files.ts'

const lines = solomonText(customers).split('\r\n')
const broken = (line: number, text: string) => [...lines.slice(0, line - 1), text, ...lines.slice(line)].join('\n')

/** Bad inputs and what is said of them. */
const cases: readonly (readonly [args: string[], said: RegExp])[] = [
  [['--in', 'solomon', at('none.txt')], /none\.txt: there is no such file/],
  [['--in', 'solomon', put('a.txt', '')], /a\.txt: the file holds no data/],
  [['--in', 'solomon', put('b.txt', 'hello\n')], /b\.txt: not in Solomon format/],
  [['--in', 'solomon', put('c.txt', broken(12, '2 1 1 1 x 20 10'))], /c\.txt, line 12, field READY TIME: is "x"/],
  [['--in', 'solomon', put('d.txt', broken(12, '2 1 1 1 30 20 10'))], /d\.txt, line 12, field DUE DATE/],
  [
    ['--in', 'solomon', put('e.txt', broken(12, '1 1 1 1 0 20 10'))],
    /e\.txt, line 12, field CUST NO.: "1" is there twice, first on line 11/,
  ],
  [['--in', 'solomon', put('f.txt', broken(12, '2 1 1 -1 0 20 10'))], /f\.txt, line 12, field DEMAND/],
  [['--in', 'solomon', put('g.txt', broken(12, '2 1 1 1 0'))], /g\.txt, line 12: holds 5 numbers; it must hold 7/],
  [
    ['--in', 'vrplib', put('a.vrp', vrpText(customers).replace('EUC_2D', 'GEO'))],
    /a\.vrp, line 7, field EDGE_WEIGHT_TYPE: is "GEO/,
  ],
  [
    ['--in', 'vrplib', put('b.vrp', vrpText(customers).replace(/DIMENSION : \d+/, 'DIMENSION : 90'))],
    /b\.vrp.* field NODE_COORD_SECTION: holds 21 numbers; it must hold 90/,
  ],
  [['--in', 'hhcrsp', put('a.json', '{')], /a\.json.*not well-formed JSON/],
  [
    ['--in', 'hhcrsp', put('b.json', JSON.stringify({ ...care, distances: [[0]] }))],
    /b\.json, field distances: must be a square of 4 × 4/,
  ],
  [
    [
      '--in',
      'hhcrsp',
      put('c.json', JSON.stringify({ ...care, patients: [{ ...care.patients[2], time_window: [9, 3] }] })),
    ],
    /c\.json, field patients\[0\]\.time_window/,
  ],
  [
    ['--in', 'vroom', put('d.json', JSON.stringify({ ...vroom, shipments: [{}] }))],
    /d\.json, field shipments: shipments are not supported; split them/,
  ],
  [
    ['--in', 'vroom', put('e.json', JSON.stringify({ ...vroom, jobs: [{ ...vroom.jobs[0], service: -1 }] }))],
    /e\.json, field jobs\[0\]\.service: is "-1"/,
  ],
  [
    [
      '--in',
      'vroom',
      put('f.json', JSON.stringify({ ...vroom, vehicles: [{ ...vroom.vehicles[0], max_travel_time: 3 }] })),
    ],
    /f\.json, field vehicles\[0\]\.max_travel_time: this field is not supported/,
  ],
  [
    ['--in', 'vroom', put('g.json', JSON.stringify({ ...vroom, jobs: [{ id: 1 }] }))],
    /g\.json, field jobs\[0\]\.location_index: this field is missing/,
  ],
  [
    ['--in', 'vroom', put('h.json', JSON.stringify({ ...vroom, jobs: [vroom.jobs[0], vroom.jobs[0]] }))],
    /h\.json, field jobs\[1\]\.id: id "11" is there twice/,
  ],
  [['--in', 'tsp', at('t.txt')], /field --in: is "tsp"; it must be one of/],
  [[], /field --in: give --in FORMAT FILE/],
  [['--example', 'paris'], /field --example/],
  [['--in', 'solomon', at('t.txt'), '--cpu-seconds=-1'], /field --cpu-seconds/],
]

test('bad input: file, line and field are named, and the code is 2', async () => {
  for (const [args, wanted] of cases) {
    const { code, text } = await visits(args)
    assert.equal(code, 2, `${args.join(' ')}: ${text}`)
    assert.match(text, wanted)
  }
})
