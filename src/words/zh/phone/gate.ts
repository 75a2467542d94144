// Sentences of logging in and invitations, in Chinese: the keys of every other language are these.
import type { Sentences } from '../../sentences.ts'

export const gate = {
  'gate.log-in': '登录',
  'gate.login': '手机号',
  'gate.password': '密码',
  'gate.code': '动态码',
  'gate.code-hint': '身份验证器上的 6 位数字',
  'gate.fill-in': '请填手机号和密码。',
  'gate.no-account': '没有账号？请社区给您一个邀请链接或二维码。',
  'gate.invited': '欢迎',
  'gate.invited-what': '{area}邀请您加入。请填姓名和手机号，需要人手时好联系您。',
  'gate.link-what': '这是给您的登录链接，点一下就能进入。',
  'gate.community': '社区',
  'gate.name': '姓名',
  'gate.name-missing': '请填写姓名。',
  'gate.phone-shape': '请填写手机号，11 位数字。',
  'gate.new-password': '设一个密码',
  'gate.password-hint': '至少 10 个字符，三个不相干的词就很好记。不设也可以，下次请社区再给链接。',
  'gate.show-password': '显示密码',
  'gate.begin': '开始使用',
} satisfies Sentences
