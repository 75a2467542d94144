// Sentences of skills 特长, in Chinese: the keys of every other language are these.
import type { Sentences } from '../../sentences.ts'

export const skills = {
  'skill.medic': '医护',
  'skill.first-aid': '急救',
  'skill.driver': '驾驶',
  'skill.computer': '电脑录入',
  'skill.counselling': '心理疏导',
  'skill.repair': '水电维修',
  'skill.cooking': '炊事',
  'skill.broadcast': '宣传广播',
  'skill.carrying': '搬运',
  'skill.drone': '无人机',
} satisfies Sentences
