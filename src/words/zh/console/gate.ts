// Sentences of logging in and setting up, in Chinese: the keys of every other language are these.
import type { Sentences } from '../../sentences.ts'

export const gate = {
  'gate.log-in': '登录',
  'gate.expired': '登录已过期',
  'gate.expired-what': '请重新登录。这一页上填的内容都还在。',
  'gate.busy': '正在登录…',
  'gate.forgotten': '忘了密码？请系统管理员或社区给您一个登录链接。',
  'gate.login': '手机号或登录名',
  'gate.password': '密码',
  'gate.code': '动态验证码',
  'gate.code-hint': '打开手机上的验证器，输入 6 位数字',
  'gate.code-wrong': '验证码不对，请看验证器上的新数字',
  'gate.county-code': '县级代码',
  'gate.county-code-hint': '统计用区划代码,6 位',
  'gate.county-name': '县（市、区）名称',
  'gate.phone': '手机号',
  'gate.setup': '设置第一个管理员',
  'gate.setup-what': '这个链接只能用一次。设好以后，请再为安全管理员、审计管理员各开一个账号。',
  'gate.name': '您的姓名',
  'gate.new-password': '设一个密码',
  'gate.new-password-hint': '至少 {n} 个字，越长越好；不必有符号',
  'gate.setup-do': '设好并登录',
} satisfies Sentences
