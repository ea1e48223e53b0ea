#include "store/audit_draw.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

namespace rasd {
namespace {

// A variance needs two; four keep one odd label from deciding a stratum (measurement.md).
constexpr uint64_t kLeastDrawn = 4;
constexpr int kFinest = 4;

/// The stratum of an item with `parts` of tone, half, language, kind kept.
std::string stratum_name(const FrameItem& item, int parts) {
  if (parts == 0) return "all";
  std::string out = item.tone.empty() ? "unknown" : item.tone;
  if (parts > 1) out += item.sure ? "/sure" : "/unsure";
  if (parts > 2) out += "/" + (item.language.empty() ? std::string("und") : item.language);
  if (parts > 3) out += "/" + std::string(name(item.kind));
  return out;
}

using Members = std::map<std::string, std::vector<size_t>>;

Members stratify(const std::vector<FrameItem>& frame, uint32_t size) {
  for (int parts = kFinest;; --parts) {
    Members members;
    for (size_t i = 0; i < frame.size(); ++i) members[stratum_name(frame[i], parts)].push_back(i);
    uint64_t least = 0;
    for (const auto& [label, list] : members) least += std::min<uint64_t>(kLeastDrawn, list.size());
    if (parts == 0 || least <= size) return members;
  }
}

double unsure_of(const std::vector<FrameItem>& frame, const std::vector<size_t>& members) {
  double sum = 0;
  for (const size_t i : members)
    for (const float f : frame[i].tone_p)
      sum += static_cast<double>(f) * (1 - static_cast<double>(f));
  // A stratum of which the reader is certain must still be looked at.
  return std::sqrt(std::max(0.01, sum / static_cast<double>(members.size())));
}

/// Neyman's shares, at least kLeastDrawn and at most N_h; what a cap or the rounding leaves over
/// goes where the share is furthest behind.
void allocate(std::vector<AuditStratum>& strata, const std::vector<double>& weights,
              uint64_t size) {
  uint64_t given = 0;
  for (auto& stratum : strata) {
    stratum.drawn = std::min(kLeastDrawn, stratum.size);
    given += stratum.drawn;
  }
  const double whole = std::accumulate(weights.begin(), weights.end(), 0.0);
  while (given < size) {
    size_t best = strata.size();
    double behind = 0;
    for (size_t h = 0; h < strata.size(); ++h) {
      if (strata[h].drawn >= strata[h].size) continue;
      const double lack =
          static_cast<double>(size) * weights[h] / whole - static_cast<double>(strata[h].drawn);
      if (best == strata.size() || lack > behind) {
        best = h;
        behind = lack;
      }
    }
    if (best == strata.size()) return;  // the whole frame is drawn
    ++strata[best].drawn;
    ++given;
  }
}

/// A number below n without bias; std::uniform_int_distribution differs between libraries.
uint64_t below(std::mt19937_64& random, uint64_t n) {
  const uint64_t limit = std::mt19937_64::max() - std::mt19937_64::max() % n;
  uint64_t value = random();
  while (value >= limit) value = random();
  return value % n;
}

/// The first `count` places become a simple random sample (Fisher–Yates, stopped early).
template <typename T>
void shuffle_first(std::vector<T>& list, size_t count, std::mt19937_64& random) {
  for (size_t i = 0; i < count && i + 1 < list.size(); ++i)
    std::swap(list[i], list[i + static_cast<size_t>(below(random, list.size() - i))]);
}

}  // namespace

Draw draw_sample(const std::vector<FrameItem>& frame, uint32_t size, double coded_twice,
                 uint64_t seed) {
  Draw draw;
  if (frame.empty() || size == 0) return draw;
  std::mt19937_64 random(seed);
  Members members = stratify(frame, size);
  std::vector<double> weights;
  for (const auto& [label, list] : members) {
    AuditStratum stratum;
    stratum.name = label;
    stratum.size = list.size();
    for (const size_t i : list) {
      for (size_t k = 0; k < 3; ++k)
        stratum.tone_mass[k] += static_cast<double>(frame[i].tone_p[k]);
      for (size_t k = 0; k < 4; ++k)
        stratum.stance_mass[k] += static_cast<double>(frame[i].stance_p[k]);
    }
    weights.push_back(static_cast<double>(list.size()) * unsure_of(frame, list));
    draw.strata.push_back(std::move(stratum));
  }
  allocate(draw.strata, weights, size);
  size_t h = 0;
  for (auto& [label, list] : members) {
    const AuditStratum& stratum = draw.strata[h];
    shuffle_first(list, stratum.drawn, random);
    for (size_t i = 0; i < stratum.drawn; ++i)
      draw.items.push_back(
          {list[i], h, static_cast<double>(stratum.drawn) / static_cast<double>(stratum.size), 1});
    ++h;
  }
  shuffle_first(draw.items, draw.items.size(), random);
  const double share = std::clamp(coded_twice, 0.0, 1.0);
  const auto twice =
      static_cast<size_t>(std::lround(share * static_cast<double>(draw.items.size())));
  // The order is random already, so every k-th is a random part, spread over the queue.
  for (size_t i = 0; i < twice; ++i) draw.items[i * draw.items.size() / twice].coders = 2;
  return draw;
}

}  // namespace rasd
