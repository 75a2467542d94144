// What `muster plan visits --help` prints.
import type { Said } from '#words/languages.ts'

export const visitsSummary: Said = {
  zh: '上门：小队按时间窗、技能、优先级走访的路线',
  en: 'doors: routes for teams through visits with windows, skills, priorities',
}

export const visitsHelp: Said = {
  zh: `muster plan visits —— 给小队排上门路线：先保优先级，再少迟到，再少走路

  --in solomon 文件         Solomon 文本；距离截到一位小数，目标为总距离
  --in vrplib 文件          VRPLIB（Gehring-Homberger）；距离截到一位小数，目标为总距离；
                            编号为文件中的节点号
  --in hhcrsp 文件          居家护理 JSON：双人同时或先后上门，迟到计费；
                            费用 =（距离 + 总迟到 + 最大迟到）/ 3
  --in vroom 文件           VROOM 的 JSON：vehicles、jobs、matrices（breaks、skills、time_windows、
                            priority、capacity、costs …）；不支持 shipments、max_travel_time、
                            max_distance，遇到即报错
  --example lingshi         示例县 1,000 户：卧床的需两队同时上门、有医护；
                            --households、--teams 可改
  --objective 目标          default（按格式）、distance、hhcrsp
  --speed 公里每小时        VROOM 文件没有矩阵时按直线 × 1.3 估算，默认 4.8（步行）
  --work 数                 做这么多的工作量（百万次试位）；同样输入、种子与工作量，
                            在任何机器上结果相同（答案里的 work 就是它）；不能与 --cpu-seconds 同用
  --cpu-seconds 秒          处理器时间上限；先按此定下工作量，通常在上限前做完，同一种子结果逐位相同
                            （答案里 repeatable 为 true；为 false 时说明时间跑到了工作量前头，
                            由时间定进度）。不给则做约 10 秒的工作量，总可重现
  --seed 数                 种子，默认 1
  --searches 数             分成几个独立的搜索（各分得工作量的一份），取最好的；默认 1。
                            --workers 数：用几个线程去做，不影响结果
  --out json|csv|文件       .json、.csv、.xlsx、.html（地图与路线）；--report 文件.html 另存报告

退出码：0 有答案；2 输入有误（文件、行、字段见标准错误）；130 被 Ctrl-C 打断，输出当前最好的方案

  muster plan visits --in solomon R101.txt --objective distance --cpu-seconds 4 --seed 1 --out json
  muster plan visits --example lingshi --out doors.html`,
  en: `muster plan visits: routes for teams through visits; priority lost counts first,
    then lateness, then the way

  --in solomon FILE         Solomon's text; distances are cut to one decimal, the objective
                            is total distance
  --in vrplib FILE          VRPLIB (Gehring-Homberger); distances are cut to one decimal,
                            the objective is total distance; ids are the file's node numbers
  --in hhcrsp FILE          home care JSON: two caregivers at once or one after the other, tardiness
                            priced; cost = (distance + total + greatest tardiness) / 3
  --in vroom FILE           VROOM's JSON: vehicles, jobs, matrices (breaks, skills, time_windows,
                            priority, capacity, costs …); shipments, max_travel_time and
                            max_distance are not supported and are refused
  --example lingshi         1,000 households of the example county; the bed-ridden take two teams at
                            once, one with a medical skill; --households, --teams change it
  --objective WHAT          default (by the format), distance, hhcrsp
  --speed KMH               for a VROOM file without matrices: straight lines × 1.3 at this speed,
                            4.8 (on foot) unless said otherwise
  --work N                  so much work, in millions of spots looked at: the same inputs, seed and
                            N give the same bits on any machine ("work" in the answer);
                            not beside --cpu-seconds
  --cpu-seconds S           the most processor time. It first sets an amount of work that is mostly
                            done before the time is over, so that the same seed gives the same bits
                            ("repeatable": true in the answer; false: time ran ahead of the work and
                            set the pace). Without it: the work of about 10 seconds,
                            always repeatable
  --seed N                  1 unless said otherwise
  --searches N              independent searches that share the work, of which the best counts;
                            1 unless said otherwise. --workers N: threads that do them;
                            it changes no bit
  --out json|csv|FILE       .json, .csv, .xlsx, .html (map and routes); --report FILE.html writes
                            the report beside

Exit: 0 with an answer; 2 for bad input (file, line, field on standard error); 130 when interrupted,
    with the best plan so far

  muster plan visits --in solomon R101.txt --objective distance --cpu-seconds 4 --seed 1 --out json
  muster plan visits --example lingshi --out doors.html`,
}
