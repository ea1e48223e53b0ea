#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "measure/interval.h"

namespace rasd {

/// One item as several people coded it: a category's index for each of them, in any order.
using CodedUnit = std::vector<uint32_t>;

/// How far two different categories lie apart, squared; symmetric, never negative. Nominal: 1.
using CodeDistance = std::function<double(uint32_t, uint32_t)>;
double nominal_distance(uint32_t a, uint32_t b);

struct AlphaOptions {
  int resamples = 2000;  ///< of units, for the interval; 0: none
  uint64_t seed = 1;     ///< the same seed and units give the same interval
};

/// How well people agree beyond chance.
struct Agreement {
  std::optional<double> alpha;  ///< none when there is nothing to disagree about: a single category
  Interval interval{-1, 1};     ///< 95 %, percentile bootstrap over units; [-1, 1] when unknown
  double same = 0;              ///< share of pairs of codes that are equal
  int64_t units = 0;            ///< coded by two people or more; the others do not count
  int64_t codes = 0;            ///< of those units
};

/// Krippendorff's alpha, 1 - D_o/D_e, by the coincidence matrix: any number of coders, missing
/// codes allowed (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011). `categories` is
/// one more than the highest index. Thread-safe.
Agreement krippendorff_alpha(std::span<const CodedUnit> units, uint32_t categories,
                             const CodeDistance& distance = nominal_distance,
                             const AlphaOptions& options = {});

/// Two categories that people took for each other.
struct ConfusedPair {
  uint32_t a = 0;
  uint32_t b = 0;  ///< a < b
  int64_t units = 0;
};
/// The pairs met in most units, most first, at most `most`.
std::vector<ConfusedPair> confused_pairs(std::span<const CodedUnit> units, size_t most);

}  // namespace rasd
