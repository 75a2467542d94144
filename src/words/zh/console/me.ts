// Sentences of one’s own account, in Chinese: the keys of every other language are these.
import type { Sentences } from '../../sentences.ts'

export const me = {
  'me.show-code': '验证',
  'me.factor-change': '换一个验证器',
  'me.factor': '第二重验证',
  'me.factor-on': '已开启，登录时要输入手机验证器上的数字。',
  'me.factor-off': '还没有开启。办公岗位必须开启。',
  'me.factor-begin': '开启',
  'me.factor-scan': '用手机上的验证器（如微软、谷歌验证器，或支持 TOTP 的小程序）扫码，再输入显示的 6 位数字。',
  'me.factor-secret': '扫不了码？手动输入',
  'me.factor-do': '开启第二重验证',
  'me.factor-done': '第二重验证已开启',
  'me.looks': '谁看过我的资料',
  'me.no-looks': '还没有别人看过。',
  'me.sessions': '已登录的地方',
  'me.this-one': '这里',
  'me.since': '{time}登录',
  'me.revoke': '退出',
  'me.revoke-all': '全部退出',
  'me.revoked': '已退出',
  'me.password': '改密码',
  'me.password-old': '现在的密码',
  'me.password-new': '新密码',
  'me.password-do': '改密码',
  'me.password-done': '密码已改，其他地方已退出',
} satisfies Sentences
