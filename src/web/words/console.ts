// Words of the console: shell, tables, log-in, import, people, registrations, whistles, boards, accounts, access log.
import type { Words } from './words.ts'

const shell: Words = {
  zh: {
    title: '工作台', screens: '各个页面', news: '消息', undo: '撤销', go: '打开', map: '地图',
    'group.now': '当前', 'group.people': '人员', 'group.system': '系统',
    'screen.home': '今日', 'screen.whistle': '吹哨', 'screen.musters': '集结', 'screen.registrations': '报到待办', 'screen.people': '人员', 'screen.units': '单位', 'screen.import': '导入名册', 'screen.accounts': '账号与授权', 'screen.log': '访问记录', 'screen.me': '我的账号',
    'role.volunteer': '志愿者', 'role.gridWorker': '网格员', 'role.steward': '楼栋管家', 'role.liaison': '单位联络员', 'role.officer': '社区干部', 'role.dispatcher': '调度员', 'role.supervisor': '督导员', 'role.administrator': '系统管理员', 'role.security': '安全管理员', 'role.auditor': '审计管理员', 'role.system': '系统',
    palette: '命令面板', 'palette.short': '找页面、找操作', 'palette.hint': '输入页面或操作的名称', 'palette.none': '没有这样的页面或操作。换个词试试。',
    help: '快捷键', preferences: '语言、字号、颜色', 'switch-language': '切换到 English', 'open-wall': '打开大屏', 'log-out': '退出登录',
    'keys.single': '允许单个字母的快捷键(使用语音输入时可以关掉)', 'keys.here': '这一页', 'keys.tables': '表格里', 'keys.search': '到搜索框',
    'keys.walk': '上下移动(也可以用 J、K)', 'keys.page': '翻页', 'keys.ends': '到头、到尾', 'keys.open': '打开这一行', 'keys.choose': '选中这一行', 'keys.range': '连选', 'keys.all': '全选', 'keys.leave': '关闭旁边的详情',
    cut: '与服务器的连接断了,下面是 {time} 的情况,正在重新连接。您填的内容还在。',
    'screen-failed': '这一页没能读进来。您填的内容没有发出。', 'not-yours': '这一页不在您的权限之内', 'not-yours.do': '如果工作需要,请系统管理员为您授权。',
    'choose-all': '全部选中', 'choose-none': '全部取消', chosen: '已选', 'not-chosen': '未选', 'chosen-count': '已选 {n} 行', 'rows': '{n} 行', 'rows-of': '{n} / {all} 行',
    'map.nearer': '放大', 'map.farther': '缩小', 'map.loading': '正在画地图…', 'map.none': '这台电脑画不出地图,请用旁边的列表和搜索。', 'map.hint': '点一下地图选地点;用键盘时,方向键移动,回车选中心。',
    minutes: '{n} 分钟', hours: '{n} 小时', people: '{n} 人', 'minutes-ago': '{n} 分钟前', 'just-now': '刚刚', 'hours-ago': '{n} 小时前', never: '从未', all: '全部', none: '无', yes: '是', no: '否', print: '打印', export: '导出表格', details: '详情', history: '经过', nobody: '没有人', shown: '显示', clear: '清除筛选',
  },
  en: {
    title: 'Console', screens: 'Screens', news: 'News', undo: 'Undo', go: 'go to', map: 'Map',
    'group.now': 'Now', 'group.people': 'People', 'group.system': 'System',
    'screen.home': 'Today', 'screen.whistle': 'Blow a whistle', 'screen.musters': 'Musters', 'screen.registrations': 'Registrations', 'screen.people': 'People', 'screen.units': 'Units', 'screen.import': 'Import lists', 'screen.accounts': 'Accounts', 'screen.log': 'Access log', 'screen.me': 'My account',
    'role.volunteer': 'Volunteer', 'role.gridWorker': 'Grid worker', 'role.steward': 'Building steward', 'role.liaison': 'Unit liaison', 'role.officer': 'Community officer', 'role.dispatcher': 'Dispatcher', 'role.supervisor': 'Supervisor', 'role.administrator': 'System administrator', 'role.security': 'Security officer', 'role.auditor': 'Auditor', 'role.system': 'System',
    palette: 'Command palette', 'palette.short': 'Find anything', 'palette.hint': 'Name of a screen or an action', 'palette.none': 'No such screen or action. Try another word.',
    help: 'Keyboard shortcuts', preferences: 'Language, size, colours', 'switch-language': 'Switch to 中文', 'open-wall': 'Open the wall board', 'log-out': 'Log out',
    'keys.single': 'Single-letter shortcuts (turn them off when you dictate)', 'keys.here': 'On this screen', 'keys.tables': 'In tables', 'keys.search': 'To the search box',
    'keys.walk': 'Up and down (J and K too)', 'keys.page': 'A page on or back', 'keys.ends': 'To the first, to the last', 'keys.open': 'Open this row', 'keys.choose': 'Choose this row', 'keys.range': 'Choose several in a row', 'keys.all': 'Choose all', 'keys.leave': 'Close the details',
    cut: 'The connection to the server is lost. What you see is from {time}; reconnecting. What you filled in is still here.',
    'screen-failed': 'This screen could not be loaded. Nothing you filled in was sent.', 'not-yours': 'This screen is not yours to see', 'not-yours.do': 'If your work needs it, ask the system administrator for a grant.',
    'choose-all': 'Choose all', 'choose-none': 'Choose none', chosen: 'chosen', 'not-chosen': 'not chosen', 'chosen-count': '{n} {n:row|rows} chosen', 'rows': '{n} {n:row|rows}', 'rows-of': '{n} of {all} rows',
    'map.nearer': 'Zoom in', 'map.farther': 'Zoom out', 'map.loading': 'Drawing the map…', 'map.none': 'This computer cannot draw the map. Please use the list and the search beside it.', 'map.hint': 'Click the map to choose the place. By keyboard: arrows move, Enter takes the centre.',
    minutes: '{n} min', hours: '{n} h', people: '{n} {n:person|people}', 'minutes-ago': '{n} min ago', 'just-now': 'just now', 'hours-ago': '{n} h ago', never: 'never', all: 'All', none: 'None', yes: 'Yes', no: 'No', print: 'Print', export: 'Export sheet', details: 'Details', history: 'History', nobody: 'Nobody', shown: 'Shown', clear: 'Clear filters',
  },
}

const people: Words = {
  zh: {
    unit: '单位', area: '区域', change: '修改', 'may-not': '不在您的权限之内', 'choose-first': '请先选择', undone: '已撤销', exported: '已导出 {n} 行', found: '找到 {n} 项', 'found-none': '没有找到', 'found-none.do': '换个词,或者清除筛选再看。', 'some-failed': '{n} 项没有办成。{first}', 'details-of': '{name}的详情', 'no-server': '连不上服务器,正在重试。',
    'level.county': '县', 'level.township': '乡镇', 'level.community': '社区/村', 'level.grid': '网格', 'level.building': '楼栋', 'level.household': '户',
    'registration.asked': '待答复', 'registration.accepted': '已报到', 'registration.declined': '已谢绝', 'registration.withdrawn': '已撤回', 'registration.not': '未报到',
    'registration.under': '单位和个人向社区报到,由社区答复。空格选中,A 接收,D 谢绝。', 'registration.who': '姓名或单位', 'registration.kind': '类别', 'registration.kind.unit': '单位', 'registration.kind.person': '个人', 'registration.community': '报到社区', 'registration.state': '状态', 'registration.asked-at': '报到时间', 'registration.answered-at': '答复时间',
    'registration.search': '姓名、单位、社区', 'registration.accept-n': '接收 {n} 项', 'registration.accept': '接收', 'registration.decline': '谢绝', 'registration.accepted-done': '已接收 {n} 项报到', 'registration.declined-done': '已谢绝 {n} 项报到,对方会看到原因',
    'registration.decline-title': '谢绝{name}等 {n} 项报到', 'registration.why': '原因(对方会看到)', 'registration.why.not-ours': '不住在、不在我们辖区', 'registration.why.elsewhere': '已在别的社区报到', 'registration.why.enough': '目前人手已够', 'registration.why.mistake': '报错了', 'registration.decline-kept': '谢绝后,对方可以改报别的社区,也可以再次报到。',
    'registration.none-waiting': '没有等待答复的报到', 'registration.none-waiting.do': '新的报到会自动出现在这里。',
    'person.name': '姓名', 'person.phone': '电话', 'person.phone-hint': '7 至 15 位数字', 'person.home': '居住地', 'person.registration': '报到', 'person.skills': '特长', 'person.availability': '可服务时间', 'person.search': '姓名、电话、单位、住处、特长', 'person.away': '不再参加', 'person.active': '可以召集', 'person.none': '还没有人员', 'person.none.do': '把单位的花名册导入进来,几秒钟就好。', 'person.register': '向社区报到', 'person.registered': '已为{name}报到,等社区答复', 'person.changed': '已修改{name}的资料',
    'invitation.make': '发邀请', 'past.title': '经过', 'past.looked': '谁看过', 'past.nobody-looked': '还没有人看过。', 'past.nothing': '还没有经过。',
    'unit.search': '单位名称、所在地', 'unit.people': '人数', 'unit.registered': '已报到人数', 'unit.communities': '报到社区', 'unit.liaison': '联络员', 'unit.none': '还没有单位', 'unit.none.do': '导入单位名册,或者导入人员时一并建立。', 'unit.register': '单位报到', 'unit.registered-done': '{name}已报到,等社区答复', 'unit.appoint': '指定联络员', 'unit.appointed': '已指定{name}为联络员',
    'unit.print': '打印邀请单', 'unit.members': '本单位人员',
  },
  en: {
    unit: 'Unit', area: 'Area', change: 'Change', 'may-not': 'Not within your grants', 'choose-first': 'Please choose first', undone: 'Undone', exported: '{n} {n:row|rows} exported', found: '{n} found', 'found-none': 'Nothing found', 'found-none.do': 'Try another word, or clear the filters.', 'some-failed': '{n} could not be done. {first}', 'details-of': 'Details of {name}', 'no-server': 'The server cannot be reached; trying again.',
    'level.county': 'county', 'level.township': 'township', 'level.community': 'community', 'level.grid': 'grid', 'level.building': 'building', 'level.household': 'household',
    'registration.asked': 'Waiting', 'registration.accepted': 'Registered', 'registration.declined': 'Declined', 'registration.withdrawn': 'Withdrawn', 'registration.not': 'Not registered',
    'registration.under': 'Units and persons register with a community; the community answers. Space chooses, A accepts, D declines.', 'registration.who': 'Person or unit', 'registration.kind': 'Kind', 'registration.kind.unit': 'Unit', 'registration.kind.person': 'Person', 'registration.community': 'Community', 'registration.state': 'State', 'registration.asked-at': 'Asked', 'registration.answered-at': 'Answered',
    'registration.search': 'Name, unit, community', 'registration.accept-n': 'Accept {n}', 'registration.accept': 'Accept', 'registration.decline': 'Decline', 'registration.accepted-done': '{n} {n:registration|registrations} accepted', 'registration.declined-done': '{n} {n:registration|registrations} declined; they see the reason',
    'registration.decline-title': 'Decline {n} {n:registration|registrations}: {name} …', 'registration.why': 'Reason (they will see it)', 'registration.why.not-ours': 'Not within our area', 'registration.why.elsewhere': 'Registered with another community', 'registration.why.enough': 'Enough people for now', 'registration.why.mistake': 'Registered by mistake', 'registration.decline-kept': 'They may then register with another community, or ask again.',
    'registration.none-waiting': 'No registration waits for an answer', 'registration.none-waiting.do': 'New ones appear here by themselves.',
    'person.name': 'Name', 'person.phone': 'Phone', 'person.phone-hint': '7 to 15 digits', 'person.home': 'Lives in', 'person.registration': 'Registration', 'person.skills': 'Skills', 'person.availability': 'Available', 'person.search': 'Name, phone, unit, home, skill', 'person.away': 'no longer takes part', 'person.active': 'May be called', 'person.none': 'No people yet', 'person.none.do': 'Import your lists; it takes seconds.', 'person.register': 'Register with a community', 'person.registered': '{name} registered; the community will answer', 'person.changed': 'Changed the particulars of {name}',
    'invitation.make': 'Invite', 'past.title': 'History', 'past.looked': 'Who looked', 'past.nobody-looked': 'Nobody has looked yet.', 'past.nothing': 'Nothing has happened yet.',
    'unit.search': 'Name or place of the unit', 'unit.people': 'People', 'unit.registered': 'Registered', 'unit.communities': 'Registered with', 'unit.liaison': 'Liaison', 'unit.none': 'No units yet', 'unit.none.do': 'Import a list of units, or create them while importing people.', 'unit.register': 'Register the unit', 'unit.registered-done': '{name} registered; the community will answer', 'unit.appoint': 'Appoint liaison', 'unit.appointed': '{name} appointed liaison',
    'unit.print': 'Print invitations', 'unit.members': 'People of this unit',
  },
}

const merge = (...parts: readonly Words[]): Words => ({ zh: Object.assign({}, ...parts.map((part) => part.zh)), en: Object.assign({}, ...parts.map((part) => part.en)) })

export const console: Words = merge(shell, people)
