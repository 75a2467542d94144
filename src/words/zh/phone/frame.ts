// Sentences of the frame of the phone: tabs, what is on its way, what could not be kept, in Chinese: the keys of
// every other language are these.
import type { Sentences } from '../../sentences.ts'

export const frame = {
  tabs: '主要页面',
  'tab.today': '现在',
  'tab.registration': '报到',
  'tab.me': '我的',
  'new-call': '有新的召集：{what}',
  unconfirmed: '已记下，等待服务器确认',
  'not-kept.full': '手机存储已满，没有记下。请清理一些空间再点一次。',
  'not-kept.queue-too-long': '待上传的太多，没有记下。请先联网上传。',
  'not-kept.logged-out': '您已退出登录，没有记下。请先登录。',
  'not-kept.broken': '手机没能存下，没有记下。请再点一次；不行就关掉再打开。',
  'not-lasting': '这个浏览器不能保存内容：关掉后，没上传的会丢失。请用系统浏览器打开。',
  sending: '正在上传…',
  waiting: '{n} 条待上传',
  'kept-for': '{n} 条等{name}上传',
  'refused-count': '{n} 条被拒',
  'synced-at': '{time} 已同步',
  busy: '服务器忙',
  'server-down': '连不上服务器',
  reading: '语言和字号',
  'screen-missing': '这一页还没有下载。请在有网络时再试。',
  'notice-waits': '请签收：{title}',
} satisfies Sentences
