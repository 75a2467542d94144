// What people do at a post 职责, by the codes that rounds and records carry. Both languages whole.
import type { Words } from './shape.ts'

export const duty: Words = {
  zh: {
    order: '维持秩序', 'code-check': '查验码证', registering: '信息登记', sampling: '采样', vaccinating: '接种', observing: '留观', disinfecting: '消毒', carrying: '搬运', guiding: '引导', 'first-aid': '急救', visiting: '上门', checking: '核查', clearing: '清扫', driving: '驾车', reserve: '机动', team: '网格小队',
  },
  en: {
    order: 'Keeping order', 'code-check': 'Checking codes', registering: 'Registering', sampling: 'Sampling', vaccinating: 'Vaccinating', observing: 'Observing', disinfecting: 'Disinfecting', carrying: 'Carrying', guiding: 'Guiding', 'first-aid': 'First aid', visiting: 'Visiting', checking: 'Checking', clearing: 'Clearing', driving: 'Driving', reserve: 'Reserve', team: 'Grid team',
  },
}
