// The demo county as files an office might send: areas and units as .xlsx, households township by township as .csv
// (some in GB18030), members as .xlsx.
import iconv from 'iconv-lite'
import { writeSheets } from '#papers/sheets.ts'
import { Chance } from './chance.ts'
import { county, drawCounty, type Township } from './county.ts'
import {
  drawMembers,
  drawUnits,
  memberCount,
  memberHeads,
  memberRow,
  roughen,
  spoil,
  type DemoMember,
  type DemoUnit,
} from './members.ts'

export const demoSeed = 20221012

export interface Demo {
  readonly townships: readonly Township[]
  readonly units: readonly DemoUnit[]
  readonly members: readonly DemoMember[]
}

export function drawDemo(seed = demoSeed, shrink = 1, members = memberCount): Demo {
  const townships = drawCounty(seed, shrink)
  const chance = new Chance(seed + 1)
  const units = drawUnits(townships, chance)
  return { townships, units, members: drawMembers(townships, units, chance, members) }
}

const place = ([lng, lat]: readonly [number, number]) => [lng.toFixed(5), lat.toFixed(5)]

export function areasFile({ townships }: Demo): Promise<Buffer> {
  const rows = townships.flatMap((township) => [
    [`${township.code}000`, township.name, '', '', ...place(township.place)],
    ...township.communities.flatMap((community) => [
      [community.code, community.name, '', '', ...place(community.place)],
      ...community.grids.map((grid, i) => [
        `${community.code}-${String(i + 1).padStart(2, '0')}`,
        grid.name,
        '',
        '',
        '',
        '',
      ]),
    ]),
  ])
  return writeSheets([
    {
      name: '区划',
      title: `${county.name}区划与网格（网格与坐标为演示）`,
      heads: ['统计用区划代码', '名称', '社区', '网格', '经度', '纬度'],
      widths: [18, 26, 10, 10, 12, 12],
      rows: [['140729000000', county.name, '', '', '111.77864', '36.84793'], ...rows],
    },
  ])
}

export function buildingsFile(township: Township, encoding: 'utf8' | 'gb18030'): Buffer {
  const lines = ['乡镇,村/社区,网格,楼栋（院落）,单元,房号,常住人口,经度,纬度']
  for (const community of township.communities) {
    for (const grid of community.grids) {
      for (const building of grid.buildings) {
        const [lng, lat] = place(building.place)
        for (const { entrance, door, residents } of building.doors)
          lines.push(
            [township.name, community.code, grid.name, building.name, entrance, door, residents, lng, lat].join(','),
          )
      }
    }
  }
  return encoding === 'utf8'
    ? Buffer.from('\ufeff' + lines.join('\r\n') + '\r\n')
    : iconv.encode(lines.join('\r\n') + '\r\n', 'gb18030')
}

export function unitsFile({ units }: Demo): Promise<Buffer> {
  return writeSheets([
    {
      name: '单位',
      title: `${county.name}双报到单位一览表（演示）`,
      heads: ['序号', '单位名称', '所在社区', '报到社区'],
      widths: [6, 34, 26, 26],
      rows: units.map((unit, i) => [String(i + 1), unit.name, unit.community.code, unit.paired.code]),
    },
  ])
}

/** @param wrong how many rows carry a trouble; @param only take the first so many members */
export function membersFile(demo: Demo, wrong = 0, only = demo.members.length): Promise<Buffer> {
  const rows = demo.members.slice(0, only).map((member, i) => memberRow(member, i + 1))
  const list = spoil(roughen(rows, new Chance(demoSeed + 2)), wrong).rows
  return writeSheets([
    {
      name: '名单',
      title: `${county.name}在职党员干部双报到花名册（演示）`,
      heads: memberHeads,
      widths: [6, 10, 6, 30, 18, 26, 18, 14, 26, 8],
      rows: list,
    },
  ])
}

export interface DemoFile {
  readonly name: string
  readonly make: () => Buffer | Promise<Buffer>
}

/** All files in the order of their import. */
export function demoFiles(demo: Demo): DemoFile[] {
  return [
    { name: '1-区划.xlsx', make: () => areasFile(demo) },
    ...demo.townships.map((township, i) => ({
      name: `2-楼栋住户-${String(i + 1).padStart(2, '0')}-${township.name}.csv`,
      make: () => buildingsFile(township, i % 2 ? 'gb18030' : 'utf8'),
    })),
    { name: '3-单位.xlsx', make: () => unitsFile(demo) },
    { name: '4-人员.xlsx', make: () => membersFile(demo) },
  ]
}
