// The help of simulate, in both languages.
export const simulateSummary = {
  zh: '模拟一个早晨的排队：按叫号、不叫号，或两者对比',
  en: 'simulate the queue of a morning, called up, uncontrolled, or both',
}

export const simulateHelp = {
  zh: `muster plan simulate --plan callup.json [--uncontrolled] [--seed N] [--out json]
muster plan simulate --uncontrolled --buildings b.csv --points p.csv --slots 06:00-12:00/30
muster plan simulate --example lingshi --report 排队.html
例：muster plan simulate --plan callup.json --uncontrolled --behind P1:08:00-09:30:2 --out 排队.html

  --plan callup.json       muster plan callup 的 JSON 结果：各人按叫到的时段来
  --uncontrolled           不叫号：各人去最近的采样点，多数人一早就来；与 --plan 同用则两者对比
  --buildings --points --slots …   没有方案时的输入，与 callup 相同
  --example lingshi        示例县 246,491 人：先叫号，再两者对比
  --show 0.97              来的人所占比例
  --punctual 5             早到或迟到的标准差（分钟）
  --code-seconds 8         扫码登记每人秒数；登记台按不超过八成忙碌配备
  --code lognormal:0.5     登记时间的分布；--sample erlang:4 采样时间的分布
                           （平均由采样点的 rate 定）
                           可用 fixed、exponential、erlang:阶数、lognormal:变异系数
  --peak 45 --peak-spread 40 --crowd 0.85   不叫号：高峰在开门后几分钟、其标准差、随高峰来的比例
  --behind 点:起-止:倍数   该点这段时间采样慢几倍；可多次给出
  --step 5                 排队曲线每几分钟一格
  --seed N                 种子（默认 1）；同样输入同样结果
  --out json|csv|文件      标准输出，或按后缀写 .json .csv .xlsx .html
  --report 文件.html       另写一份可直接打开的报告
结果：called、uncontrolled 各有 waits（人数与等候分钟：平均、中位、p90、p95、最长）、longestLine、
  end（预计结束）、course（每格排队、完成、到达人数）、points；两者都有时另有 comparison（缩短倍数）
退出码：0 有结果；2 用法或输入有误；130 被中断，标准输出为已模拟的采样点`,
  en: `muster plan simulate --plan callup.json [--uncontrolled] [--seed N] [--out json]
muster plan simulate --uncontrolled --buildings b.csv --points p.csv --slots 06:00-12:00/30
muster plan simulate --example lingshi --report queue.html
Example: muster plan simulate --plan callup.json --uncontrolled --behind P1:08:00-09:30:2
  --out queue.html

  --plan callup.json       the JSON answer of muster plan callup: people come to their slots
  --uncontrolled           no call-up: everybody goes to the nearest point, most of them early;
                           with --plan, both side by side
  --buildings --points --slots …   inputs where there is no plan, as for callup
  --example lingshi        the 246,491 residents of the example county: called up first,
                           then both side by side
  --show 0.97              share of the people who come
  --punctual 5             standard deviation of coming early or late (minutes)
  --code-seconds 8         seconds at the code desk; there are enough desks to be busy at most four
                           fifths of the time
  --code lognormal:0.5     distribution of time at the desk; --sample erlang:4 of sampling (the mean
                           is the point's rate)
                           fixed, exponential, erlang:SHAPE, lognormal:SPREAD
  --peak 45 --peak-spread 40 --crowd 0.85   uncontrolled: minutes after opening when most come,
                                            their deviation, the share that comes with the peak
  --behind POINT:FROM-UNTIL:FACTOR   sampling there takes so many times as long in these hours;
                                     may be given several times
  --step 5                 minutes a step of the curves
  --seed N                 seed (default 1); the same inputs give the same bits
  --out json|csv|FILE      standard output, or a file by its ending .json .csv .xlsx .html
  --report FILE.html       also writes a self-contained report
Answer: called and uncontrolled, each with waits (people; minutes: mean, median, p90, p95, max),
  longestLine, end (forecast), course (people in line, served, arrived by step), points; with both,
  comparison (times shorter)
Exit codes: 0 answered; 2 bad usage or input; 130 interrupted, the points simulated so far
    on standard output`,
}
