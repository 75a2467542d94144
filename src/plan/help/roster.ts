// The help of roster, in both languages.
export const rosterSummary = {
  zh: '排班：岗位、班次、人员，守休息与夜班规则，附下界',
  en: 'fill posts over shifts and days by the rules of rest, with a bound',
}

export const rosterHelp = {
  zh: `muster plan roster --posts posts.csv --shifts shifts.csv --people people.csv [--wishes …]
    [--locks …] [--shortage COST] [--out json]
muster plan roster --example lingshi --report 排班.html
muster plan roster … --plan roster.json --swap V0001:岗位/班次[:岗位/班次] [--with V0002]

  各表可为 .csv 或 .xlsx（第一个工作表）
  --shifts shifts.csv      列 shift,date,begin,end（班次，日期如 2022-10-12，开始与结束如 22:00、
                           06:00）；可选 night、morning（1/0；不写则跨午夜为夜班、
                           12 点前开始为早班）
  --posts posts.csv        列 post,need（岗位，每班人数）；可选 shifts（只在这些班次，
                           顿号或空格隔开；一个岗位可有多行）、skills、lng、lat、priority（1–9，
                           空席费用的倍数）、name
  --people people.csv      列 person；可选 unit、lng、lat、skills、most（最多班数）、
                           served（此前已服务班数）、ran（到首日前夜已连续几天）、last（上次岗位）、
                           available（可服务时间，如 2022-10-12; 2022-10-13 06:00-14:00;
                           18:00-22:00）、last_end（上次结束，如 2022-10-11 22:00）
  --wishes wishes.csv      可选，列 person,shift,wish；可选 post；wish 为 prefer（愿意）、
                           avoid（不愿）、never（不能）或整数费用
  --locks locks.csv        可选，列 person,post,shift：必须保留
  --forbidden f.csv        可选，列 person,post；可选 shift：不得安排
  --unit-caps caps.csv     可选，列 unit,cap：每个单位同一班次最多几人
  --shortage COST          每个空席的费用，乘岗位优先级（默认 30000）；路程按米计，无经纬度时为 0
  --rest HOURS             两班之间至少休息几小时（默认 11）
  --run-days N             最多连续几天（默认 5）；夜班次日不排早班
                           （在班次表中用 night、morning 指定）
  --most N                 每人最多几班（默认 5，人员表优先）
  --fairness COST          每人第 n 班另加 COST ×（此前已服务 + n − 1）（默认 400）
  --prefer 500 --avoid 1500 --stay 300   愿意减、不愿加、留在上次岗位减
  --near 8                 每人只看最近的几个能担任的岗位；每个岗位也看最近的 40 人
  --work N                 做 N 轮改进；同样输入、种子与 N，在任何机器上结果相同
                           （答案里的 work 就是它）
  --cpu-seconds S          改为按处理器秒数结束（两者只能给一个）；都不给则按固定轮数
  --seed N                 种子（默认 1）
  --out json|csv|文件      标准输出，或按后缀写 .json .csv .xlsx .html
  --report 文件.html       另写一份可直接打开的报告（人员×班次表与负荷图）
换班：--plan 为本命令的 JSON 结果，连同当时的输入。人员:现岗位/班次 表示想退出，再加 :岗位/班次
  表示想换到那里；--with 指定与谁对换。
  结果 asked 说明所求本身是否合规（违反哪条、是谁）与费用变化；chain 为最省的换班链
    （其余至多 4 人移动，每人一次），open 为因此空出的席位
例：muster plan roster --example lingshi > roster.json
    muster plan roster --example lingshi --plan roster.json --swap V0003:140729100001/10-12早
结果：objective 为路程、意愿、公平与空席费用之和；bound 为任何合规排班的下界，gap 为相差的份额；
  reasons 说明每席为何是他、谁能补上；open 说明空席原因与各原因人数
  列名可写英文或中文：      shift 班次、date 日期、begin 开始、end 结束、night 夜班、morning 早班、
                            post 岗位、need 人数、shifts 班次、skills 技能（特长）、lng 经度、
                            lat 纬度、priority 优先级、name 名称、person 人员（姓名）、unit 单位、
                            most 最多班数、served 已服务班数、ran 已连续天数、last 上次岗位、
                            available 可服务时间、wish 意愿、cap 上限
退出码：0 有结果；2 用法或输入有误；130 被中断，标准输出为当时最好的结果`,
  en: `muster plan roster --posts posts.csv --shifts shifts.csv --people people.csv [--wishes …]
    [--locks …] [--shortage COST] [--out json]
muster plan roster --example lingshi --report roster.html
muster plan roster … --plan roster.json --swap V0001:POST/SHIFT[:POST/SHIFT] [--with V0002]

  tables may be .csv or .xlsx (first sheet)
  --shifts shifts.csv      columns shift,date,begin,end (2022-10-12, 22:00, 06:00); optional night,
                           morning (1/0; else a shift over midnight is a night, one begun
                           before noon a morning)
  --posts posts.csv        columns post,need (people in each shift); optional shifts (only these,
                           by commas or spaces; a post may have several rows), skills, lng, lat,
                           priority (1-9, times the price of an open seat), name
  --people people.csv      column person; optional unit, lng, lat, skills, most (shifts at most),
                           served (shifts before), ran (days in a row up to the eve), last (post
                           served last), available (2022-10-12; 2022-10-13 06:00-14:00;
                           18:00-22:00), last_end (2022-10-11 22:00)
  --wishes wishes.csv      optional, columns person,shift,wish; optional post; wish is prefer,
                           avoid, never or a whole cost
  --locks locks.csv        optional, columns person,post,shift: must stay
  --forbidden f.csv        optional, columns person,post; optional shift: must not be
  --unit-caps caps.csv     optional, columns unit,cap: at most so many of a unit in one shift
  --shortage COST          what an open seat costs, times the post's priority (default 30000);
                           ways are metres, 0 without places
  --rest HOURS             least rest between two shifts (default 11)
  --run-days N             most days in a row (default 5); no morning after a night (say which they
                           are in the table of shifts)
  --most N                 shifts a person serves at most (default 5; the table of
                           people goes first)
  --fairness COST          a person's n-th shift costs COST × (served before + n - 1)
                           more (default 400)
  --prefer 500 --avoid 1500 --stay 300   taken off for a wished shift, added for an unwanted one,
                                         taken off for the post served last
  --near 8                 nearest posts a person may serve; every post also meets its
                           nearest 40 people
  --work N                 N rounds of improvement; the same inputs, seed and N give the same bits
                           on any machine ("work" in the answer)
  --cpu-seconds S          ends by processor time instead (one of the two); with neither a fixed
                           number of rounds
  --seed N                 seed (default 1)
  --out json|csv|FILE      standard output, or a file by its ending .json .csv .xlsx .html
  --report FILE.html       also writes a self-contained report (people × shifts, and the load)
Swaps: --plan is the JSON answer of this command, with the inputs it was made from.
  PERSON:POST/SHIFT wishes to leave, a second :POST/SHIFT wishes to go there; --with names the
  person to exchange with.
  asked says whether the wish alone is lawful (which rule, whose) and what it changes in cost;
    chain is the cheapest chain (at most 4 others move, each once), open the seat it leaves open
Example: muster plan roster --example lingshi > roster.json
         muster plan roster --example lingshi --plan roster.json --swap V0003:140729100001/10-12早
Answer: objective adds ways, wishes, fairness and open seats; bound: no lawful roster costs less;
  gap: the share between them; reasons say for each seat why and who could step in; open says why
  and how many people each obstacle keeps away
  columns, in either tongue: shift 班次, date 日期, begin 开始, end 结束, night 夜班, morning 早班,
      post 岗位, need 人数, shifts 班次, skills 技能 (特长), lng 经度, lat 纬度, priority 优先级,
      name 名称, person 人员 (姓名), unit 单位, most 最多班数, served 已服务班数, ran 已连续天数,
      last 上次岗位, available 可服务时间, wish 意愿, cap 上限
Exit codes: 0 answered; 2 bad usage or input; 130 interrupted, the best so far on standard output`,
}
