#include "measure/agreement.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <utility>

namespace rasd {
namespace {

/// What one unit adds to the coincidence matrix, summed as far as alpha needs it.
struct UnitShare {
  double disagreement = 0;  ///< its pairs' distances over (m - 1)
  double equal = 0;         ///< its pairs of equal codes over (m - 1)
  const CodedUnit* codes = nullptr;
};

UnitShare share_of(const CodedUnit& unit, const CodeDistance& distance) {
  UnitShare share;
  share.codes = &unit;
  const double weight = 1.0 / static_cast<double>(unit.size() - 1);
  for (size_t i = 0; i < unit.size(); ++i) {
    for (size_t j = 0; j < unit.size(); ++j) {
      if (i == j) continue;
      if (unit[i] == unit[j]) share.equal += weight;
      if (unit[i] != unit[j]) share.disagreement += weight * distance(unit[i], unit[j]);
    }
  }
  return share;
}

/// Alpha of some units; `distances` is the matrix of them, row by row.
class Sums {
 public:
  Sums(uint32_t categories, const std::vector<double>& distances)
      : distances_(distances), counts_(categories) {}
  void clear() {
    std::fill(counts_.begin(), counts_.end(), 0);
    disagreement_ = 0;
    codes_ = 0;
  }
  void add(const UnitShare& share) {
    disagreement_ += share.disagreement;
    for (const uint32_t code : *share.codes) counts_[code] += 1;
    codes_ += static_cast<double>(share.codes->size());
  }
  std::optional<double> alpha() const {
    double expected = 0;
    const size_t k = counts_.size();
    for (size_t a = 0; a < k; ++a) {
      if (counts_[a] == 0) continue;
      for (size_t b = a + 1; b < k; ++b)
        expected += 2 * counts_[a] * counts_[b] * distances_[a * k + b];
    }
    if (expected <= 0) return std::nullopt;
    return 1 - (codes_ - 1) * disagreement_ / expected;
  }

 private:
  const std::vector<double>& distances_;
  std::vector<double> counts_;
  double disagreement_ = 0;
  double codes_ = 0;
};

Interval bootstrap(const std::vector<UnitShare>& shares, Sums& sums, const AlphaOptions& options) {
  std::mt19937_64 random(options.seed);
  std::vector<double> alphas;
  for (int round = 0; round < options.resamples; ++round) {
    sums.clear();
    // The remainder, not a library's distribution: those differ between libraries. Its bias is
    // below one in 2^40 for any number of units that people can code.
    for (size_t i = 0; i < shares.size(); ++i) sums.add(shares[random() % shares.size()]);
    if (const auto alpha = sums.alpha()) alphas.push_back(*alpha);
  }
  if (alphas.size() < 40) return {-1, 1};  // no tail to read off
  std::sort(alphas.begin(), alphas.end());
  const auto at = [&](double p) {
    return alphas[static_cast<size_t>(p * static_cast<double>(alphas.size() - 1) + 0.5)];
  };
  return {at(0.025), at(0.975)};
}

}  // namespace

double nominal_distance(uint32_t a, uint32_t b) { return a == b ? 0 : 1; }

Agreement krippendorff_alpha(std::span<const CodedUnit> units, uint32_t categories,
                             const CodeDistance& distance, const AlphaOptions& options) {
  std::vector<double> distances(size_t{categories} * categories);
  for (uint32_t a = 0; a < categories; ++a)
    for (uint32_t b = 0; b < categories; ++b)
      if (a != b) distances[size_t{a} * categories + b] = distance(a, b);

  Agreement found;
  std::vector<UnitShare> shares;
  Sums sums(categories, distances);
  double equal = 0;
  for (const CodedUnit& unit : units) {
    if (unit.size() < 2) continue;  // nothing to compare it with
    shares.push_back(share_of(unit, distance));
    sums.add(shares.back());
    equal += shares.back().equal;
    found.codes += static_cast<int64_t>(unit.size());
  }
  found.units = static_cast<int64_t>(shares.size());
  if (shares.empty()) return found;
  found.same = equal / static_cast<double>(found.codes);
  found.alpha = sums.alpha();
  if (found.alpha) found.interval = bootstrap(shares, sums, options);
  return found;
}

std::vector<ConfusedPair> confused_pairs(std::span<const CodedUnit> units, size_t most) {
  std::map<std::pair<uint32_t, uint32_t>, int64_t> counts;
  for (const CodedUnit& unit : units) {
    const std::set<uint32_t> codes(unit.begin(), unit.end());
    for (auto a = codes.begin(); a != codes.end(); ++a)
      for (auto b = std::next(a); b != codes.end(); ++b) ++counts[{*a, *b}];
  }
  std::vector<ConfusedPair> pairs;
  for (const auto& [pair, n] : counts) pairs.push_back({pair.first, pair.second, n});
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const auto& x, const auto& y) { return x.units > y.units; });
  if (pairs.size() > most) pairs.resize(most);
  return pairs;
}

}  // namespace rasd
