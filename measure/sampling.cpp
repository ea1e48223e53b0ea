#include "measure/sampling.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "base/id.h"

namespace rasd {
namespace {

double unit_random(const std::string& id, uint64_t seed) {
  return static_cast<double>(hash64(id, seed) >> 11) * 0x1p-53;
}

}  // namespace

std::vector<int64_t> allocate(std::span<const Stratum> strata, int64_t n, Allocation how,
                              int64_t least) {
  std::vector<int64_t> drawn(strata.size());
  std::vector<double> want(strata.size());
  std::vector<bool> open(strata.size(), true);
  for (size_t h = 0; h < strata.size(); ++h) {
    drawn[h] = std::min(strata[h].size, least);
    const double spread = how == Allocation::kNeyman ? std::max(strata[h].spread, 1e-9) : 1.0;
    want[h] = static_cast<double>(strata[h].size) * spread;
  }
  // A stratum's share of what the settled strata leave.
  std::vector<double> exact(strata.size());
  const auto share_out = [&] {
    double room = static_cast<double>(n);
    double total = 0;
    for (size_t h = 0; h < strata.size(); ++h) {
      if (open[h]) total += want[h];
      if (!open[h]) room -= static_cast<double>(drawn[h]);
    }
    for (size_t h = 0; h < strata.size(); ++h) exact[h] = room * want[h] / total;
  };
  // Full strata settle first, as they give their rest to the others; then those whose least is
  // more than their share.
  const auto settle = [&](bool full) {
    bool settled = false;
    for (size_t h = 0; h < strata.size(); ++h) {
      if (!open[h]) continue;
      const bool over = exact[h] >= static_cast<double>(strata[h].size);
      if (full ? !over : exact[h] > static_cast<double>(drawn[h])) continue;
      if (full) drawn[h] = strata[h].size;
      open[h] = false;
      settled = true;
    }
    return settled;
  };
  do {
    share_out();
  } while (settle(true) || settle(false));

  std::vector<size_t> by_remainder;
  int64_t left = n;
  for (size_t h = 0; h < strata.size(); ++h) {
    if (open[h]) {
      drawn[h] = static_cast<int64_t>(std::floor(exact[h]));
      by_remainder.push_back(h);
    }
    left -= drawn[h];
  }
  std::stable_sort(by_remainder.begin(), by_remainder.end(), [&](size_t a, size_t b) {
    return exact[a] - std::floor(exact[a]) > exact[b] - std::floor(exact[b]);
  });
  for (const size_t h : by_remainder) {
    if (left-- <= 0) break;
    ++drawn[h];
  }
  return drawn;
}

Draw draw_sample(std::span<const SamplingUnit> units, int64_t n, Allocation how, uint64_t seed,
                 int64_t least) {
  struct Member {
    uint64_t key;
    const SamplingUnit* unit;
  };
  std::map<std::string, std::vector<Member>> members;
  for (const SamplingUnit& unit : units) {
    members[unit.stratum].push_back({hash64(unit.id, seed), &unit});
  }
  Draw draw;
  draw.seed = seed;
  draw.allocation = how;
  for (const auto& [name, in] : members) {
    double squares = 0;
    for (const Member& member : in) squares += member.unit->uncertainty * member.unit->uncertainty;
    draw.strata.push_back({name, static_cast<int64_t>(in.size()),
                           std::sqrt(squares / static_cast<double>(in.size()))});
  }
  draw.drawn = allocate(draw.strata, n, how, least);
  size_t h = 0;
  for (auto& [name, in] : members) {
    const int64_t count = draw.drawn[h];
    std::sort(in.begin(), in.end(), [](const Member& a, const Member& b) {
      return a.key != b.key ? a.key < b.key : a.unit->id < b.unit->id;
    });
    const double pi = static_cast<double>(count) / static_cast<double>(in.size());
    for (int64_t i = 0; i < count; ++i) {
      draw.units.push_back({in[static_cast<size_t>(i)].unit->id, name, pi});
    }
    ++h;
  }
  return draw;
}

double inclusion_probability(double uncertainty, double scale, double floor) {
  return std::min(1.0, floor + (1 - floor) * scale * uncertainty);
}

bool is_selected(const std::string& id, double pi, uint64_t seed) {
  return unit_random(id, seed) < pi;
}

int64_t labels_needed(double share, double correlation_squared, double half_width) {
  const double z = 1.96;
  const double n =
      z * z * share * (1 - share) * (1 - correlation_squared) / (half_width * half_width);
  return static_cast<int64_t>(std::ceil(n));
}

}  // namespace rasd
