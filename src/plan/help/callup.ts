// The help of callup, in both languages.
export const callupSummary = {
  zh: '叫号：每栋楼去哪个采样点、哪个时段，不排长队',
  en: 'call buildings to points and slots so that no queue grows',
}

export const callupHelp = {
  zh: `muster plan callup --buildings b.csv --points p.csv --slots 06:00-12:00/30 [--out json]
muster plan callup --example lingshi [--report 叫号.html]
muster plan callup … --before plan.json --now 08:30 [--progress 进度.csv]

  各表可为 .csv 或 .xlsx（第一个工作表）
  --buildings b.csv        列 building,people,lng,lat（楼栋，人数，经度，纬度）；
                           可选 priority（0–9，默认 1）、earliest、latest（时段开始不早于、早于，
                           如 08:00）、point（只能去这个采样点）、slot（只能在这个时段，
                           写开始时刻）；point 与 slot 都有即已定，不再变动
  --points p.csv           列 point,lng,lat,lanes,rate（采样点，经纬度，通道数，每通道每小时人数）；
                           可选 name、closed（如 09:00-10:00/1）
  --slots 06:00-12:00/30   起止时刻与每段分钟数（示例默认此值）
  --ways ways.csv          可选，列 building,point,metres：已知的步行米数；不给则按直线 ×1.3 估算
  --fill 0.9               通道时间用到几成（0.01–1）；留出的部分使队伍不会越排越长
  --near 8                 每栋楼只看最近的几个采样点
  --hurry 20               晚一个时段相当于多走几米（优先级 1；优先级 3 为三倍）
  --split                  人数多于任何时段容量的楼，分到同一采样点相邻的时段
  --before plan.json --now 08:30   边采边调：已叫的楼不动，其余尽量少动
  --progress 进度.csv      列 point,waiting（采样点，已叫未采的人数）；可选 lanes、
                           rate（现在的通道数与速度）
  --notice 30              提前几分钟叫号：时段在“现在加此数”之前开始的楼算已叫（默认一个时段）
  --move-metres 1000       改动一人相当于多走几米
  --work N                 试 N 步移动；同样输入、种子与 N，在任何机器上结果相同
                           （答案里的 work 就是它）
  --cpu-seconds S          改为按处理器秒数结束（两者只能给一个）；都不给则按固定步数
  --seed N                 种子（默认 1）
  --out json|csv|文件      标准输出，或按后缀写 .json .csv .xlsx .html
  --report 文件.html       另写一份可直接打开的报告
结果：objective 为各人步行米数、晚到折算与未叫人数（每人十万米）之和；bound 为任何方案的下界；
  calls、open（未叫与原因）、load；边采边调时另有 replanned，objective 与 bound 只算还能动的楼
  open 的原因：full 都满了；larger-than-any-slot 人数多于任何一段（可用 --split）；
    no-slot-open 允许的时段都不开
  列名可写英文或中文：      building 楼栋、people 人数、lng 经度、lat 纬度、priority 优先、
                            earliest 最早、latest 最晚、point 采样点、slot 时段、lanes 通道、
                            rate 每小时、name 名称、closed 关闭、metres 米、waiting 等候
退出码：0 有结果；2 用法或输入有误；130 被中断，标准输出为当时最好的结果`,
  en: `muster plan callup --buildings b.csv --points p.csv --slots 06:00-12:00/30 [--out json]
muster plan callup --example lingshi [--report callup.html]
muster plan callup … --before plan.json --now 08:30 [--progress progress.csv]

  tables may be .csv or .xlsx (first sheet)
  --buildings b.csv        columns building,people,lng,lat; optional priority (0-9, default 1),
                           earliest, latest (its slot begins at or after, before: 08:00), point (may
                           only go there), slot (only in the slot beginning then); both of them:
                           called there already, stays
  --points p.csv           columns point,lng,lat,lanes,rate (people an hour and lane); optional
                           name, closed (such as 09:00-10:00/1)
  --slots 06:00-12:00/30   from, until, minutes a slot (what the example uses)
  --ways ways.csv          optional, columns building,point,metres on foot; without it the
                           straight line × 1.3
  --fill 0.9               share of the lanes' time that is used (0.01-1); what is left keeps a
                           queue from growing
  --near 8                 nearest points a building may go to
  --hurry 20               metres that a slot later is worth (priority 1; three times as
                           many at priority 3)
  --split                  spreads a building larger than any slot over adjacent slots of one point
  --before plan.json --now 08:30   plans again while the morning runs: the called stay, the others
                                   move as little as need be
  --progress progress.csv  columns point,waiting (called and not yet served); optional lanes,
                           rate (as they are now)
  --notice 30              minutes ahead that buildings are called: slots beginning before
                           now + notice count as called (default: one slot)
  --move-metres 1000       metres that moving one person is worth
  --work N                 N moves tried; the same inputs, seed and N give the same bits on any
                           machine ("work" in the answer)
  --cpu-seconds S          ends by processor time instead (one of the two); with neither a
                           fixed number of moves
  --seed N                 seed (default 1)
  --out json|csv|FILE      standard output, or a file by its ending .json .csv .xlsx .html
  --report FILE.html       also writes a self-contained report
Answer: objective adds everybody's metres, what later slots are worth, and 100,000 metres for each
  person not called; bound: no plan can cost less; calls, open (not called, with the reason), load;
  planning again adds replanned, and objective and bound then count the buildings that
    could still move
  reasons in open: full; larger-than-any-slot (try --split); no-slot-open (none of its slots is
    open at its points)
  columns, in either tongue: building 楼栋, people 人数, lng 经度, lat 纬度, priority 优先,
      earliest 最早, latest 最晚, point 采样点, slot 时段, lanes 通道, rate 每小时, name 名称,
      closed 关闭, metres 米, waiting 等候
Exit codes: 0 answered; 2 bad usage or input; 130 interrupted, the best so far on standard output`,
}
