// What a push or an e-mail says: that something waits, never what or where, for it passes through other houses. Chinese first, English beneath.
import type { News } from '#domain/muster/terms.ts'

export const sentences: { readonly [N in News]: { readonly zh: string; readonly en: string } } = {
  called: { zh: '社区吹哨了,请您看一看能不能来。', en: 'Your community has blown the whistle: please see whether you can come.' },
  thanked: { zh: '人已到齐,谢谢您。这次不用来了。', en: 'Filled, thank you. You need not come this time.' },
  released: { zh: '集结已经结束,谢谢您。', en: 'The muster is over. Thank you.' },
}
export const drillMark = { zh: '【演练】', en: '[Drill] ' }
export const subject = { zh: '集结', en: 'Muster' }
export const openIt = { zh: '打开:', en: 'Open: ' }
