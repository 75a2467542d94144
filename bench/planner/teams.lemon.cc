// The yardstick: LEMON's network simplex on the same team problem, read as 32-bit numbers from standard input:
// places, volunteers, arcs, units, then need, shortage, start, volunteer, cost, unit, unitCap. Prints objective, CPU ms to build, CPU ms to solve, peak kB.
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <vector>

static double cpu() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

/** The process's own peak; getrusage would count what it was forked from. */
static long peakKb() {
  FILE *status = fopen("/proc/self/status", "r");
  char line[256];
  long kb = 0;
  while (status && fgets(line, sizeof line, status))
    if (!strncmp(line, "VmHWM:", 6)) kb = atol(line + 6);
  return kb;
}

static std::vector<int> take(int count) {
  std::vector<int> values(count);
  if (count > 0 && fread(values.data(), 4, count, stdin) != (size_t)count) exit(2);
  return values;
}

int main() {
  const std::vector<int> head = take(4);
  const int P = head[0], V = head[1], A = head[2], U = head[3];
  const std::vector<int> need = take(P), shortage = take(P), start = take(P + 1), volunteer = take(A), cost = take(A), unit = take(U ? V : 0), cap = take(U);
  const double before = cpu();
  using Graph = lemon::SmartDigraph;
  Graph g;
  g.reserveNode(P + V + U + 1);
  g.reserveArc(A + P + V + U);
  for (int i = 0; i < P + V + U + 1; i++) g.addNode();
  Graph::ArcMap<int> upper(g), price(g);
  Graph::NodeMap<int> supply(g, 0);
  const auto node = [&](int i) { return g.nodeFromId(i); };
  const auto arc = [&](int from, int to, int most, int each) {
    const auto a = g.addArc(node(from), node(to));
    upper[a] = most;
    price[a] = each;
  };
  const int sink = P + V + U;
  int total = 0;
  for (int p = 0; p < P; p++) {
    supply[node(p)] = need[p];
    total += need[p];
    for (int k = start[p]; k < start[p + 1]; k++) arc(p, P + volunteer[k], 1, cost[k]);
    arc(p, sink, need[p], shortage[p]);
  }
  for (int v = 0; v < V; v++) arc(P + v, U && unit[v] >= 0 ? P + V + unit[v] : sink, 1, 0);
  for (int u = 0; u < U; u++) arc(P + V + u, sink, cap[u], 0);
  supply[node(sink)] = -total;
  const double built = cpu();
  lemon::NetworkSimplex<Graph, int, long long> simplex(g);
  const auto outcome = simplex.upperMap(upper).costMap(price).supplyMap(supply).run();
  const double solved = cpu();
  printf("{\"optimal\":%s,\"objective\":%lld,\"buildMs\":%.3f,\"solveMs\":%.3f,\"peakKb\":%ld}\n", outcome == simplex.OPTIMAL ? "true" : "false",
         (long long)simplex.totalCost<long long>(), built - before, solved - built, peakKb());
}
