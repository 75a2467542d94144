// The help of teams, check and repair, in both languages.
export const teamsSummary = { zh: '组建 1+k 小队：费用最低并附证明', en: 'form 1+k teams at least cost, with proof' }
export const checkSummary = {
  zh: '用输入和证明复核一份编组结果',
  en: 're-prove an answer from its inputs and its certificate',
}
export const repairSummary = { zh: '缺员补位：调动人数最少', en: 'mend a plan after no-shows, moving the fewest' }

const tablesZh = `  --seats seats.csv            列 seat,grid 或 席位,网格
  --volunteers volunteers.csv  列 volunteer,unit 或 志愿者（姓名）,单位
  --arcs arcs.csv              列 seat,volunteer,cost 或 席位,志愿者,费用（整数；
                               没有这一行即不能担任；一对只能有一行）
  --shortage COST              每个空席的费用（整数）
  --unit-caps caps.csv         可选，列 unit,cap 或 单位,上限：每个单位最多出几人
  --locked locked.csv          可选，列 seat,volunteer 或 席位,志愿者：必须保留的一对
  --forbidden forbidden.csv    可选，列 seat,volunteer 或 席位,志愿者：不得成对`
const tablesEn = `  --seats seats.csv            columns seat,grid or 席位,网格
  --volunteers volunteers.csv  columns volunteer,unit or 志愿者 (姓名),单位
  --arcs arcs.csv              columns seat,volunteer,cost or 席位,志愿者,费用 (whole; no row:
                               cannot serve there; a pair once)
  --shortage COST              what an open seat costs (whole)
  --unit-caps caps.csv         optional, columns unit,cap or 单位,上限: at most so many of a unit
  --locked locked.csv          optional, columns seat,volunteer or 席位,志愿者: pairs that must stay
  --forbidden forbidden.csv    optional, columns seat,volunteer or 席位,志愿者:
                               pairs that must not be`

export const teamsHelp = {
  zh: `muster plan teams --seats S --volunteers V --arcs A --shortage COST [--out json]
muster plan teams --in xlsx 名单.xlsx [--shortage COST]
muster plan teams --example lingshi [--report 编组.html]

${tablesZh}
  --in xlsx FILE               工作簿：工作表“网格”(grid,lng,lat,seats[,skills,community]) 与
                               “志愿者”(volunteer,unit,lng,lat[,skills,community,rounds,last])，
                               或 网格,经度,纬度,人数[,技能,社区] 与 志愿者（姓名）,单位,经度,纬度[,
                               技能（特长）,社区,轮次,上次网格]；费用按路程估算（米）
  --example lingshi            自带示例：115 支 1+3 小队，1,590 人（合成数据，真实区划）
  --one-per-unit               每队每个单位至多一人
  --apart apart.csv            列 volunteer,other 或 志愿者,另一人：不得同队的两人
  --together pairs.csv         列 volunteer,other 或 志愿者,另一人：必须同队、或都不出的两人；
                               有这三项时给出下界与差距，不给证明
  --out json|csv|文件          标准输出，或按后缀写 .json .csv .xlsx .html
  --report 文件.html           另写一份可直接打开的报告
  --seed N                     示例所用的种子（默认 1）
退出码：0 有结果；2 用法或输入有误；130 被中断，标准输出为当时最好的结果`,
  en: `muster plan teams --seats S --volunteers V --arcs A --shortage COST [--out json]
muster plan teams --in xlsx people.xlsx [--shortage COST]
muster plan teams --example lingshi [--report teams.html]

${tablesEn}
  --in xlsx FILE               workbook with sheets "grids" (grid,lng,lat,seats[,skills,community])
                               and "volunteers"
                               (volunteer,unit,lng,lat[,skills,community,rounds,last]),
                               or 网格,经度,纬度,人数[,技能,社区] and 志愿者 (姓名),单位,经度,纬度[,
                               技能 (特长),社区,轮次,上次网格]; costs are estimated metres on foot
  --example lingshi            what ships with it: 115 teams of 1+3, 1,590 people
                               (synthetic, on real areas)
  --one-per-unit               at most one of a unit in a team
  --apart apart.csv            columns volunteer,other or 志愿者,另一人: who must not
                               serve in one team
  --together pairs.csv         columns volunteer,other or 志愿者,另一人: who serve in one team or
                               not at all; with these three the answer has a bound and a
                               gap, not a proof
  --out json|csv|FILE          standard output, or a file by its ending .json .csv .xlsx .html
  --report FILE.html           also writes a self-contained report
  --seed N                     seed of the example (default 1)
Exit codes: 0 answered; 2 bad usage or input; 130 interrupted, the best so far on standard output`,
}

export const repairHelp = {
  zh: `muster plan repair --plan plan.json --absent absent.csv --move-cost COST 加上与 teams 相同的输入
例：muster plan repair --example lingshi --plan plan.json --absent absent.csv --move-cost 2000
  --report 补位.html

${tablesZh}
  --plan plan.json             teams 的 JSON 结果
  --absent absent.csv          列 volunteer 或 志愿者（姓名）：不能到岗的人
  --move-cost COST             调动一人的费用：原在岗且到岗的人换席位或被送回，
                               算一次调动；新召的人不算
  --front                      另附“调动人数—费用”前沿
结果：objective = cost + moveCost × moved 的人数；moved 为 [人, 原席位, 新席位或 null]，
  called 为新召的人`,
  en: `muster plan repair --plan plan.json --absent absent.csv --move-cost COST with the inputs of teams
Example: muster plan repair --example lingshi --plan plan.json --absent absent.csv --move-cost 2000
  --report repair.html

${tablesEn}
  --plan plan.json             the JSON answer of teams
  --absent absent.csv          column volunteer or 志愿者 (姓名): who does not come
  --move-cost COST             what moving one person costs: a present person of the plan who
                               changes seats or is sent home is one move; people called
                               from home are none
  --front                      adds the front of moves against cost
Answer: objective = cost + moveCost × number moved; moved is [person, seat before, seat now or
  null], called lists who comes from home`,
}

export const checkHelp = {
  zh: `muster plan check --plan answer.json 加上当时的输入（--seats --volunteers --arcs
    --shortage [--unit-caps …]，或 --example lingshi）
复核补位结果时：[--before plan.json --absent absent.csv --move-cost COST]；不给则用结果里记录的。
输出 {proven, objective, bound, flaw?}；退出码 0 为已证明最优，2 为不成立`,
  en: `muster plan check --plan answer.json with the inputs it was made from (--seats --volunteers --arcs
    --shortage [--unit-caps …], or --example lingshi)
For a repair: [--before plan.json --absent absent.csv --move-cost COST]; without them what the
  answer records is used.
Writes {proven, objective, bound, flaw?}; exit code 0 when proven optimal, 2 when not`,
}
