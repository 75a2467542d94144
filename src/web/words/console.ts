// Words of the console: shell, tables, log-in, import, people, registrations, whistles, boards, accounts, access log.
import type { Words } from './words.ts'

const shell: Words = {
  zh: {
    title: '工作台', screens: '各个页面', news: '消息', undo: '撤销', go: '打开', map: '地图',
    'group.now': '当前', 'group.people': '人员', 'group.system': '系统',
    'screen.home': '今日', 'screen.whistle': '吹哨', 'screen.musters': '集结', 'screen.registrations': '报到待办', 'screen.people': '人员', 'screen.units': '单位', 'screen.import': '导入名册', 'screen.accounts': '账号与授权', 'screen.log': '访问记录', 'screen.me': '我的账号',
    'role.volunteer': '志愿者', 'role.gridWorker': '网格员', 'role.steward': '楼栋管家', 'role.liaison': '单位联络员', 'role.officer': '社区干部', 'role.dispatcher': '调度员', 'role.supervisor': '督导员', 'role.administrator': '系统管理员', 'role.security': '安全管理员', 'role.auditor': '审计管理员', 'role.system': '系统',
    palette: '命令面板', 'palette.short': '快速查找', 'palette.hint': '输入页面或操作的名称', 'palette.none': '没有这样的页面或操作。换个词试试。',
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
    'person.name': '姓名', 'person.phone': '电话', 'person.phone-hint': '7 至 15 位数字', 'person.home': '居住地', 'person.registration': '报到', 'person.skills': '特长', 'person.availability': '可服务时间', 'person.search': '姓名、电话、单位、住处、特长', 'person.away': '不再参加', 'person.active': '可以召集', 'person.many': '人数较多,这里先列出 {n} 人。请选区域,缩小范围。', 'person.none': '还没有人员', 'person.none.do': '把单位的花名册导入进来,几秒钟就好。', 'person.register': '向社区报到', 'person.registered': '已为{name}报到,等社区答复', 'person.changed': '已修改{name}的资料',
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
    'person.name': 'Name', 'person.phone': 'Phone', 'person.phone-hint': '7 to 15 digits', 'person.home': 'Lives in', 'person.registration': 'Registration', 'person.skills': 'Skills', 'person.availability': 'Available', 'person.search': 'Name, phone, unit, home, skill', 'person.away': 'no longer takes part', 'person.active': 'May be called', 'person.many': 'Showing the first {n} people. Choose an area to narrow the list.', 'person.none': 'No people yet', 'person.none.do': 'Import your lists; it takes seconds.', 'person.register': 'Register with a community', 'person.registered': '{name} registered; the community will answer', 'person.changed': 'Changed the particulars of {name}',
    'invitation.make': 'Invite', 'past.title': 'History', 'past.looked': 'Who looked', 'past.nobody-looked': 'Nobody has looked yet.', 'past.nothing': 'Nothing has happened yet.',
    'unit.search': 'Name or place of the unit', 'unit.people': 'People', 'unit.registered': 'Registered', 'unit.communities': 'Registered with', 'unit.liaison': 'Liaison', 'unit.none': 'No units yet', 'unit.none.do': 'Import a list of units, or create them while importing people.', 'unit.register': 'Register the unit', 'unit.registered-done': '{name} registered; the community will answer', 'unit.appoint': 'Appoint liaison', 'unit.appointed': '{name} appointed liaison',
    'unit.print': 'Print invitations', 'unit.members': 'People of this unit',
  },
}

const muster: Words = {
  zh: {
    and: ';',
    'whistle.under': '写清做什么、在哪儿、要几个人,其余都有默认。', 'whistle.what': '做什么', 'whistle.what-hint': '被召集的人会看到这句话', 'whistle.people': '要几个人', 'whistle.skills': '其中要有', 'whistle.hours': '大约多久', 'whistle.more': '更多:特长、时长({hours} 小时)', 'whistle.drill': '这是演练(对方会看到"演练"二字)',
    'whistle.what-missing': '请写做什么', 'whistle.where-missing': '请选地点:输入名称,或者点地图', 'whistle.people-wrong': '请填 1 到 {most} 之间的人数', 'whistle.blow': '吹哨', 'whistle.blow-drill': '吹哨(演练)', 'whistle.will-call': '将召集 {n} 人', 'whistle.will-call-none': '还没有召集的人;也可以先吹哨,再召集', 'whistle.blown': '哨已吹响,召集了 {n} 人',
    'whistle.kind.drain': '排水抢险', 'whistle.kind.sampling': '采样点支援', 'whistle.kind.visit': '上门走访', 'whistle.kind.snow': '清扫积雪', 'whistle.kind.order': '维持秩序',
    place: '在哪儿', 'place.hint': '输入社区、网格或楼栋的名称,或者直接点地图', 'place.search': '名称', 'place.map': '选地点的地图', 'place.near': '{name}附近',
    'proposal.title': '建议召集', 'proposal.waiting': '填好地点和人数后,这里会列出建议召集的人和理由。', 'proposal.asking': '正在选人…', 'proposal.rate': '还缺 {open} 人,建议召集 {call} 人:以往召集 {seen} 人次,来了 {came} 人次({rate}%)', 'proposal.rate-unknown': '还缺 {open} 人,建议召集 {call} 人(还没有以往记录,先按 {rate}% 的人会来估计)', 'proposal.too-few': '合适的人不够', 'proposal.unheard': '再往上没有人接听', 'proposal.nobody': '附近没有可以召集的人。可以先吹哨,再请上一级支援。', 'proposal.all': '再列出 {n} 人',
    'call.state': '状态', 'call.when': '时间', 'call.why': '为什么召集', 'call.wave': '批次', 'call.arrived': '到位时间', 'call.signature': '签名', 'call.in': '{time} 后到', 'call.late': '已过 {time}', 'call.answer-in': '等答复 {time}',
    'call.called': '未应答', 'call.silent': '超时未答', 'call.talk': '想通话', 'call.cannot': '来不了', 'call.coming': '在路上', 'call.arrived-state': '已到位', 'call.left': '已离开', 'call.thanked': '已致谢', 'call.absent': '没找到', 'call.released': '已解散',
    'call.called-at': '召集', 'call.answered-at': '应答', 'call.due-at': '预计到达', 'call.arrived-at': '到位', 'call.left-at': '离开', 'call.evidence': '到位依据', 'call.evidence.scanned': '现场扫码', 'call.evidence.scanned-late': '扫码后补传', 'call.evidence.leader': '带队人确认', 'call.reached': '送达', 'call.by-phone': '电话里说的',
    'channel.in-app': '应用内', 'channel.push': '推送', 'channel.email': '邮件', 'outcome.sent': '已送', 'outcome.failed': '没送到', 'outcome.no-way': '无此方式',
    'board.drill': '演练', 'board.running': '召集中', 'board.filled': '已满员', 'board.over': '已解散', 'board.needed': '需要', 'board.called': '已召集', 'board.answered': '已应答', 'board.coming': '在路上', 'board.arrived': '到位', 'board.wanting': '还差', 'board.came': '来了', 'board.silent': '没有应答',
    'board.meter': '到位 {arrived} 人,在路上 {coming} 人,需要 {people} 人', 'board.by-skill': '按特长', 'board.seat': '名额', 'board.seated': '已定', 'board.anybody': '不限', 'board.ladder': '升级', 'board.ladder-hint': '到时还缺人,就请上一级支援。', 'board.leader': '带队 {name}',
    'board.code': '到位码', 'board.wave': '再召集一批', 'board.stand-down': '解散', 'board.calls': '召集的人', 'board.map': '召集地图', 'board.nobody-called': '还没有召集人', 'board.nobody-called.do': '按 W 再召集一批。', 'board.mark-hint': '在表格里按 M,确认这个人到位;按 Enter 看详情。',
    'board.unheard': '再往上没有人能接听了。请打电话,或者自己想办法。', 'board.wanting-wave': '这一批答复时间到了,还有空额。', 'board.mark-arrived': '确认到位', 'board.mark-absent': '没找到人', 'board.mark-left': '确认离开', 'board.noted.mark-arrived': '{name}已到位', 'board.noted.mark-absent': '已记:没找到{name}', 'board.noted.mark-left': '{name}已离开', 'board.noted.note-answer': '已记下{name}的答复',
    'board.called-more': '又召集了 {n} 人', 'board.call-n': '召集 {n} 人', 'board.stood-down': '已解散,大家会收到通知', 'board.stand-down-what': '到位 {arrived} 人,在路上 {coming} 人,共召集 {called} 人。解散后大家都会收到通知,不能再恢复。', 'board.stand-down-wanting': '还差 {n} 人。',
    'code.hint': '用手机扫码,或者输入下面的数字,就算到位。', 'code.qr': '到位二维码', 'code.left': '这个码还能用多久',
    'after.title': '集结总结', 'after.answer': '应答用时', 'after.arrival': '到位用时', 'after.times': '中位 {median} 分钟,九成在 {p90} 分钟内', 'after.of': '({n} 人)', 'after.filled': '满员用时', 'after.never-filled': '没有满员', 'after.served': '服务时长', 'after.idle': '到场待命', 'after.at': '时间',
    'musters.state': '状态', 'musters.what': '做什么', 'musters.where': '在哪儿', 'musters.progress': '进度', 'musters.reach': '已请到', 'musters.blown': '吹哨', 'musters.unheard': '无人接听', 'musters.wanting': '等下一批', 'musters.search': '事项、地点', 'musters.none': '没有集结', 'musters.none.do': '需要人手时,按 N 吹哨。', 'musters.show.open': '进行中', 'musters.show.wanting': '缺人', 'musters.show.over': '已解散', 'musters.show.all': '全部',
  },
  en: {
    and: '; ',
    'whistle.under': 'What, where, how many: the rest has defaults.', 'whistle.what': 'What is to be done', 'whistle.what-hint': 'Those called will read this sentence', 'whistle.people': 'How many people', 'whistle.skills': 'Among them', 'whistle.hours': 'For about', 'whistle.more': 'More: skills, duration ({hours} h)', 'whistle.drill': 'This is a drill (they will see the word)',
    'whistle.what-missing': 'Please say what is to be done', 'whistle.where-missing': 'Please choose the place: type a name, or click the map', 'whistle.people-wrong': 'Please give a number from 1 to {most}', 'whistle.blow': 'Blow the whistle', 'whistle.blow-drill': 'Blow the whistle (drill)', 'whistle.will-call': '{n} {n:person|people} will be called', 'whistle.will-call-none': 'Nobody to call yet; you may blow now and call later', 'whistle.blown': 'The whistle is blown, {n} {n:person|people} called',
    'whistle.kind.drain': 'Pumping and draining', 'whistle.kind.sampling': 'Help at a sampling point', 'whistle.kind.visit': 'Visits at the door', 'whistle.kind.snow': 'Clearing snow', 'whistle.kind.order': 'Keeping order',
    place: 'Where', 'place.hint': 'Name of a community, grid or building; or click the map', 'place.search': 'Name', 'place.map': 'Map to choose the place on', 'place.near': 'near {name}',
    'proposal.title': 'Proposed', 'proposal.waiting': 'Once place and number are filled in, the people proposed stand here, each with reasons.', 'proposal.asking': 'Choosing people…', 'proposal.rate': '{open} open, call {call}: of {seen} called before, {came} came ({rate} %)', 'proposal.rate-unknown': '{open} open, call {call} (no record yet: {rate} % assumed to come)', 'proposal.too-few': 'too few fit', 'proposal.unheard': 'Nobody would hear above', 'proposal.nobody': 'Nobody near can be called. Blow the whistle and ask one area wider.', 'proposal.all': 'Show {n} more',
    'call.state': 'State', 'call.when': 'When', 'call.why': 'Why called', 'call.wave': 'Wave', 'call.arrived': 'Arrived at', 'call.signature': 'Signature', 'call.in': 'in {time}', 'call.late': '{time} late', 'call.answer-in': 'answer due {time}',
    'call.called': 'no answer', 'call.silent': 'silent', 'call.talk': 'wants a word', 'call.cannot': 'cannot', 'call.coming': 'on the way', 'call.arrived-state': 'arrived', 'call.left': 'left', 'call.thanked': 'thanked', 'call.absent': 'not found', 'call.released': 'released',
    'call.called-at': 'Called', 'call.answered-at': 'Answered', 'call.due-at': 'Expected', 'call.arrived-at': 'Arrived', 'call.left-at': 'Left', 'call.evidence': 'Known by', 'call.evidence.scanned': 'scanned on site', 'call.evidence.scanned-late': 'scanned, uploaded later', 'call.evidence.leader': 'the leader', 'call.reached': 'Reached by', 'call.by-phone': 'Said by telephone',
    'channel.in-app': 'in the app', 'channel.push': 'push', 'channel.email': 'e-mail', 'outcome.sent': 'sent', 'outcome.failed': 'failed', 'outcome.no-way': 'not set up',
    'board.drill': 'drill', 'board.running': 'calling', 'board.filled': 'filled', 'board.over': 'stood down', 'board.needed': 'Needed', 'board.called': 'Called', 'board.answered': 'Answered', 'board.coming': 'On the way', 'board.arrived': 'Arrived', 'board.wanting': 'Wanting', 'board.came': 'Came', 'board.silent': 'Silent',
    'board.meter': '{arrived} arrived, {coming} on the way, {people} needed', 'board.by-skill': 'By skill', 'board.seat': 'Seats', 'board.seated': 'Promised', 'board.anybody': 'anybody', 'board.ladder': 'Escalation', 'board.ladder-hint': 'If seats are open by then, the next wider area is asked for help.', 'board.leader': 'led by {name}',
    'board.code': 'Arrival code', 'board.wave': 'Call another wave', 'board.stand-down': 'Stand down', 'board.calls': 'People called', 'board.map': 'Map of the people called', 'board.nobody-called': 'Nobody is called yet', 'board.nobody-called.do': 'Press W to call a wave.', 'board.mark-hint': 'In the table, M marks the person arrived, Enter shows the details.',
    'board.unheard': 'Nobody further up would hear. Telephone, or find help yourself.', 'board.wanting-wave': 'The time to answer is over and seats are open.', 'board.mark-arrived': 'Mark arrived', 'board.mark-absent': 'Not found', 'board.mark-left': 'Mark left', 'board.noted.mark-arrived': '{name} has arrived', 'board.noted.mark-absent': 'Noted: {name} was not found', 'board.noted.mark-left': '{name} has left', 'board.noted.note-answer': 'Noted the answer of {name}',
    'board.called-more': '{n} more called', 'board.call-n': 'Call {n}', 'board.stood-down': 'Stood down; everybody is told', 'board.stand-down-what': '{arrived} arrived, {coming} on the way, {called} called in all. Everybody is told, and it cannot be taken back.', 'board.stand-down-wanting': '{n} still wanting.',
    'code.hint': 'Scan with the phone, or type the digits: that is an arrival.', 'code.qr': 'QR code for arriving', 'code.left': 'How long this code is good',
    'after.title': 'After-action summary', 'after.answer': 'Time to answer', 'after.arrival': 'Time to arrive', 'after.times': 'median {median} min, nine in ten within {p90} min', 'after.of': '({n} {n:person|people})', 'after.filled': 'Filled after', 'after.never-filled': 'never filled', 'after.served': 'Served', 'after.idle': 'Waited on site', 'after.at': 'At',
    'musters.state': 'State', 'musters.what': 'What', 'musters.where': 'Where', 'musters.progress': 'Progress', 'musters.reach': 'Asked up to', 'musters.blown': 'Blown', 'musters.unheard': 'unheard', 'musters.wanting': 'next wave?', 'musters.search': 'What or where', 'musters.none': 'No musters', 'musters.none.do': 'When hands are needed, press N.', 'musters.show.open': 'Running', 'musters.show.wanting': 'Wanting', 'musters.show.over': 'Over', 'musters.show.all': 'All',
  },
}

const importing: Words = {
  zh: {
    'import.drop': '把名册拖到这里', 'import.drop-hint': '或者选文件。人员、单位、楼栋、区划都可以。', 'import.choose': '选文件', 'import.reading': '正在读《{name}》…', 'import.committing': '正在导入,请不要关闭这一页…',
    'import.note.formats': '支持 .xlsx 和 .csv;带标题行、合并的表头、列的次序不同,都没关系。', 'import.note.safe': '先给您看会怎么改,确认之前什么都不会变。', 'import.note.twice': '同一份名册导入两次,不会重复。',
    'import.step.file': '选文件', 'import.step.check': '核对', 'import.step.done': '完成', 'import.drop-it': '不导入了', 'import.another': '再导入一份',
    'import.mapping': '列对应({n} 列)', 'import.from-saved': '按上次保存的', 'import.sheet': '工作表', 'import.kind': '名册种类', 'import.no-column': '没有这一列', 'import.no-head': '(无表头)', 'import.keep': '修改后记住,下次同样的表头照此对应',
    'import.preview': '导入预览', 'import.row': '行', 'import.act': '怎么办', 'import.show.all': '全部', 'import.show.problems': '有提示的', 'import.earlier': '前一页', 'import.later': '后一页', 'import.row-n': '第 {n} 行', 'import.correct': '改 {cell}', 'import.correct-do': '改好', 'import.all-alike': '其余待选择的也一样({n} 行)', 'import.this-row': '第 {n} 行', 'import.known': '已在册',
    'import.nothing-changes': '{n} 行都和现有的一样,导入不会改动任何内容。', 'import.waiting': '还有 {stopped} 行有错、{asked} 行待选择。点开一行,就在旁边改。', 'import.ready': '新增 {fresh} 行,更新 {change} 行,{same} 行不变。', 'import.failing': '下载这 {n} 行', 'import.leave-out': '先导入其余 {n} 行', 'import.commit': '导入 {n} 行', 'import.done': '已导入 {n} 行。', 'import.left-out': '有 {n} 行没有导入。',
  },
  en: {
    'import.drop': 'Drop the list here', 'import.drop-hint': 'Or choose a file: people, units, buildings or areas.', 'import.choose': 'Choose a file', 'import.reading': 'Reading {name}…', 'import.committing': 'Importing; please keep this page open…',
    'import.note.formats': '.xlsx and .csv; title rows, merged heads and columns in any order are fine.', 'import.note.safe': 'You see first what would change; nothing changes before you confirm.', 'import.note.twice': 'Importing the same list twice changes nothing.',
    'import.step.file': 'File', 'import.step.check': 'Check', 'import.step.done': 'Done', 'import.drop-it': 'Do not import', 'import.another': 'Import another',
    'import.mapping': 'Columns ({n} mapped)', 'import.from-saved': 'as saved', 'import.sheet': 'Sheet', 'import.kind': 'Kind of list', 'import.no-column': 'no such column', 'import.no-head': '(no heading)', 'import.keep': 'Remember my changes for lists with these headings',
    'import.preview': 'Preview of the import', 'import.row': 'Row', 'import.act': 'What happens', 'import.show.all': 'All', 'import.show.problems': 'With remarks', 'import.earlier': 'Previous page', 'import.later': 'Next page', 'import.row-n': 'Row {n}', 'import.correct': 'Correct {cell}', 'import.correct-do': 'Correct', 'import.all-alike': 'The same for all {n} that wait for a choice', 'import.this-row': 'Row {n}', 'import.known': 'Already known',
    'import.nothing-changes': 'All {n} {n:row|rows} stand as they are: importing would change nothing.', 'import.waiting': '{stopped} {stopped:row is|rows are} in error, {asked} to be chosen. Open a row and mend it beside the table.', 'import.ready': '{fresh} new, {change} updated, {same} unchanged.', 'import.failing': 'Download these {n}', 'import.leave-out': 'Import the other {n}', 'import.commit': 'Import {n} {n:row|rows}', 'import.done': '{n} {n:row|rows} imported.', 'import.left-out': '{n} {n:row was|rows were} left out.',
  },
}

const home: Words = {
  zh: {
    'home.hello': '{name},您好', 'home.whistle': '需要人手?三项就能吹哨', 'home.registrations': '{n} 项报到等答复', 'home.registrations-what': '单位和个人向社区报到', 'home.import': 'Excel 名册几秒钟导入', 'home.running': '正在集结', 'home.none-running': '现在没有集结。', 'home.wanting': '还差 {n} 人', 'home.all': '全部 {n} 场',
    'home.coverage': '报到覆盖', 'home.coverage-of': '{n} / {all} 人已报到', 'home.units': '个单位已报到', 'home.hidden': '不足 10 人', 'home.begin': '从这里开始', 'home.begin.areas': '导入区划、网格和楼栋', 'home.begin.people': '导入单位和人员', 'home.begin.accounts': '为社区干部开账号、授权,为大家发邀请',
  },
  en: {
    'home.hello': 'Hello, {name}', 'home.whistle': 'Hands needed? Three fields', 'home.registrations': '{n} {n:registration waits|registrations wait}', 'home.registrations-what': 'Units and persons register with communities', 'home.import': 'Excel lists, in seconds', 'home.running': 'Mustering now', 'home.none-running': 'No muster is running.', 'home.wanting': '{n} wanting', 'home.all': 'All {n}',
    'home.coverage': 'Coverage of registration', 'home.coverage-of': '{n} of {all} people registered', 'home.units': 'units registered', 'home.hidden': 'under 10', 'home.begin': 'Where to begin', 'home.begin.areas': 'Import areas, grids and buildings', 'home.begin.people': 'Import units and people', 'home.begin.accounts': 'Open accounts for officers, grant roles, invite everybody',
  },
}

const merge = (...parts: readonly Words[]): Words => ({ zh: Object.assign({}, ...parts.map((part) => part.zh)), en: Object.assign({}, ...parts.map((part) => part.en)) })

export const console: Words = merge(shell, people, muster, importing, home)
