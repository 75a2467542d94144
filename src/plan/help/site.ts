// The help of site, in both languages.
export const siteSummary = {
  zh: '选址：开哪几个点，每栋楼去哪个点',
  en: 'which points to open, and which of them serves each building',
}

export const siteHelp = {
  zh: `muster plan site --buildings b.csv --sites s.csv --open P [--out json]
muster plan site --example lingshi [--open 60] [--report 选址.html]
muster plan site --in pmedcap FILE --cpu-seconds 1 --seed 1 --out json

  各表可为 .csv 或 .xlsx（第一个工作表）
  --buildings b.csv        列 building,people,lng,lat（楼栋，人数，经度，纬度）
  --sites s.csv            列 site,capacity,lng,lat（可选点位，能服务的人数，经纬度）；可选 name，
                           opening（开办费，单位“人·米”）
  --open P                 最多开几个点；表中有开办费时可不给，由费用决定开几个
  --in pmedcap FILE        OR-Library 的 pmedcap 文本：编号 最优值；点数 开点数 容量；
                           各点 编号 x y 需求
  --example lingshi        自带示例：全县各栋楼的居民，每个村、社区可设一个点（合成数据，真实区划）
  --work N                 做 N 轮改进；同样输入、种子与 N，在任何机器上结果相同
                           （答案里的 work 就是它）
  --cpu-seconds S          改为按处理器秒数结束（两者只能给一个）；都不给则按固定轮数
  --seed N                 种子（默认 1）
  --out json|csv|文件      标准输出，或按后缀写 .json .csv .xlsx .html
  --report 文件.html       另写一份带地图的报告
例：muster plan site --buildings 楼栋.csv --sites 点位.xlsx --open 12 --report 选址.html
结果：objective 为人数×步行米数（直线×1.3）与开办费之和；bound 为任何方案的下界（无法全部安排时为
  null）；medians 为开的点；assignment 与 customers 逐项对应
  reasons.why：nearest 就近；full 更近的点已满；no-room 各点都没有余量；chance 更近的点还有余量
    （只会在提前停止时出现）
  列名可写英文或中文：      building 楼栋、people 人数、lng 经度、lat 纬度、site 点位、
                            capacity 容量、name 名称、opening 开办费
退出码：0 有结果；2 用法或输入有误；130 被中断，标准输出为当时最好的结果`,
  en: `muster plan site --buildings b.csv --sites s.csv --open P [--out json]
muster plan site --example lingshi [--open 60] [--report siting.html]
muster plan site --in pmedcap FILE --cpu-seconds 1 --seed 1 --out json

  tables may be .csv or .xlsx (first sheet)
  --buildings b.csv        columns building,people,lng,lat
  --sites s.csv            columns site,capacity,lng,lat (where a point could be, people it can
                           serve); optional name, opening (what opening costs, in people × metres)
  --open P                 points to open at most; may be left out where opening has a price,
                           which then decides how many
  --in pmedcap FILE        the OR-Library's pmedcap text: number optimum; nodes medians capacity;
                           then id x y demand
  --example lingshi        what ships with it: the residents of every building, a point possible in
                           every community (synthetic, on real areas)
  --work N                 N rounds of improvement; the same inputs, seed and N give the same bits
                           on any machine ("work" in the answer)
  --cpu-seconds S          ends by processor time instead (one of the two); with neither a fixed
                           number of rounds
  --seed N                 seed (default 1)
  --out json|csv|FILE      standard output, or a file by its ending .json .csv .xlsx .html
  --report FILE.html       also writes a report with a map
Example: muster plan site --buildings buildings.csv --sites sites.xlsx --open 12
  --report siting.html
Answer: objective adds people × metres on foot (straight line × 1.3) and what opening costs; bound:
  no plan can cost less (null where not everybody can be served); medians are the open sites;
  assignment goes with customers, one by one
  reasons.why: nearest; full (a nearer one has no room left); no-room (none has); chance (a nearer
    one has room: only where the search was cut short)
  columns, in either tongue: building 楼栋, people 人数, lng 经度, lat 纬度, site 点位,
      capacity 容量, name 名称, opening 开办费
Exit codes: 0 answered; 2 bad usage or input; 130 interrupted, the best so far on standard output`,
}
