#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace rasd {

/// One stratum before the draw: how many units it has, and how unsure the classifier is in it.
struct Stratum {
  std::string name;
  int64_t size = 0;
  double spread = 1;  ///< sqrt of the mean of Σ_k f_k(1 − f_k); for Neyman allocation
};

enum class Allocation : uint8_t { kProportional, kNeyman };

/// How many to draw in each stratum (in the given order): n in all, never more than a stratum
/// has, at least `least` where it has so many. Largest remainders, ties by order, so that the
/// same input gives the same answer. Less than n in all only when the strata have fewer; more
/// only when the least alone needs more.
std::vector<int64_t> allocate(std::span<const Stratum> strata, int64_t n, Allocation how,
                              int64_t least = 4);

/// One unit that may be drawn.
struct SamplingUnit {
  std::string id;
  std::string stratum;
  double uncertainty = 1;  ///< sqrt(Σ_k f_k(1 − f_k))
};

/// One drawn unit and the probability it was drawn with: both are logged.
struct DrawnUnit {
  std::string id;
  std::string stratum;
  double pi = 0;
};

/// What is written down of a draw, so that anybody can repeat and check it.
struct Draw {
  uint64_t seed = 0;
  Allocation allocation = Allocation::kNeyman;
  std::vector<Stratum> strata;
  std::vector<int64_t> drawn;  ///< n_h, in the order of strata
  std::vector<DrawnUnit> units;
};

/// A stratified random sample of n. The draw depends only on the ids and the seed, not on the
/// order of the units (each unit's random number is a hash of seed and id; the smallest win).
Draw draw_sample(std::span<const SamplingUnit> units, int64_t n, Allocation how, uint64_t seed,
                 int64_t least = 4);

/// The streaming design: π = min(1, ε + (1 − ε) c u), each unit alone; `floor` ε ≥ .2.
double inclusion_probability(double uncertainty, double scale, double floor = 0.2);
/// Whether this unit is selected under that π: the same answer for the same seed and id.
bool is_selected(const std::string& id, double pi, uint64_t seed);

/// Labels needed for a half-width w of a 95 % interval: 1.96² p(1 − p)(1 − ρ²)/w².
int64_t labels_needed(double share, double correlation_squared, double half_width);

}  // namespace rasd
