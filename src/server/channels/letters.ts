// What a push or an e-mail says: that something waits, never what or where, for it passes through other houses. Chinese
// first, English beneath.
import type { Said } from '#words/languages.ts'
import type { Message } from '#rooms/courier.ts'

export const sentences: { readonly [N in Message['about']]: Said } = {
  called: {
    zh: '社区吹哨了，请您看一看能不能来。',
    en: 'Your community has blown the whistle: please see whether you can come.',
  },
  thanked: { zh: '人已到齐，谢谢您。这次不用来了。', en: 'Filled, thank you. You need not come this time.' },
  notice: { zh: '有一份通知请您签收。', en: 'There is a notice for you to sign for.' },
  reminder: { zh: '有一份通知还没有签收，请您看一看。', en: 'A notice still waits for you to sign for it.' },
  seat: {
    zh: '有一个班排给您，请您看一看能不能来。',
    en: 'A shift is asked of you: please see whether you can come.',
  },
  unseated: {
    zh: '原来排给您的班有变化，这次不用来了，谢谢您。',
    en: 'The shift that was asked of you has changed: you need not come. Thank you.',
  },
  moved: {
    zh: '您的班换了地方或名称，时间不变，请您看一看去哪里。',
    en: 'Your shift has another place or name, at the same hours: please see where to go.',
  },
  account: {
    zh: '您的账号有变动，请您看一看是不是您自己做的。',
    en: 'Something was changed in your account: please see whether it was you.',
  },
  released: { zh: '集结已经结束，谢谢您。', en: 'The muster is over. Thank you.' },
}
export const drillMark: Said = { zh: '【演练】', en: '[Drill] ' }
export const subject: Said = { zh: '集结', en: 'Muster' }
export const noMark: Said = { zh: '', en: '' }
export const openIt: Said = { zh: '打开：', en: 'Open: ' }
