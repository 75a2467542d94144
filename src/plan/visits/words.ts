// What `muster plan visits` says about its inputs, in both languages.
import type { Said } from '#words/languages.ts'

export const words = {
  noSection: (found: string): Said => ({
    zh: `缺少这一节；现有：${found}。请给出完整的文件`,
    en: `this section is missing; found: ${found}. Give the whole file`,
  }),
  notSolomon: {
    zh: '不是 Solomon 格式：应依次有 VEHICLE（NUMBER CAPACITY）与 CUSTOMER 两节',
    en: 'not in Solomon format: it must have a VEHICLE section (NUMBER CAPACITY), then CUSTOMER',
  },
  columns: (found: number, wanted: number): Said => ({
    zh: `有 ${found} 个数；应为 ${wanted} 个`,
    en: `holds ${found} numbers; it must hold ${wanted}`,
  }),
  unsupported: (value: string, known: string): Said => ({
    zh: `值为“${value}”；只支持 ${known}`,
    en: `is "${value}"; only ${known} is supported`,
  }),
  noShipments: {
    zh: '不支持取送成对的 shipments；请拆成带 pickup 或 delivery 的 jobs',
    en: 'shipments are not supported; split them into jobs with pickup or delivery',
  },
  notSupported: {
    zh: '不支持这个字段；请去掉它，或用班次、容量表达',
    en: 'this field is not supported; remove it, or say it by shifts and capacities',
  },
  missing: { zh: '缺少这个字段；请补上', en: 'this field is missing; add it' },
  notList: { zh: '应为列表', en: 'must be a list' },
  notObject: { zh: '应为对象', en: 'must be an object' },
  notRange: { zh: '应为 [开始, 结束]，结束不早于开始', en: 'must be [start, end], the end not before the start' },
  crossing: { zh: '时间窗须按时间排列且互不相接', en: 'windows must be in order and must not touch each other' },
  doubledId: (id: string): Said => ({ zh: `编号“${id}”重复；请去掉一个`, en: `id "${id}" is there twice; remove one` }),
  noPlace: {
    zh: '缺少坐标或矩阵下标；请给出 location 或 location_index',
    en: 'has neither coordinates nor an index; give location or location_index',
  },
  noMatrix: (profile: string): Said => ({
    zh: `没有“${profile}”的矩阵，坐标也不全；请补上`,
    en: `there is no matrix for "${profile}", and coordinates are incomplete; add one`,
  }),
  notSquare: (size: number): Said => ({
    zh: `应为 ${size} × ${size} 的方阵`,
    en: `must be a square of ${size} × ${size}`,
  }),
  unknownService: (id: string): Said => ({
    zh: `services 里没有“${id}”；请更正`,
    en: `"${id}" is not in services; correct it`,
  }),
  tooMany: { zh: '最多两个服务；请拆成几次上门', en: 'may have two services at most; split the visit' },
  noCaregiver: { zh: 'caregivers 为空；至少要有一人', en: 'caregivers is empty; at least one is needed' },
  setup: {
    zh: 'setup 计入每次上门的服务时间（同一地点也计）',
    en: 'setup is counted with every job’s service, even twice at one place',
  },
  straight: (kmh: number): Said => ({
    zh: `没有矩阵：按直线 × 1.3、每小时 ${kmh} 公里估算（--speed）`,
    en: `no matrix: straight lines × 1.3 at ${kmh} km/h (--speed)`,
  }),
  which: { zh: '请给出 --in 格式与文件，或 --example lingshi', en: 'give --in FORMAT FILE, or --example lingshi' },
} as const
