#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "measure/interval.h"

namespace rasd {

/// One unit of the period that is measured (an item, or a group of near-duplicates).
struct AuditUnit {
  std::string stratum;  ///< as drawn; any text, equal texts are one stratum
  double f = 0;         ///< the classifier's probability of the class, [0,1]
  double weight = 1;    ///< a_i: 1 for article volume, 1/group size for unique stories
  bool audited = false;
  double y = 0;   ///< audited units only: 1 when the analyst gave the class, else 0
  double pi = 0;  ///< audited units of a streaming audit: logged inclusion probability; else 0
};

/// A share with its error. `measured` says whether it may be called a measurement.
struct Estimate {
  double share = 0;
  Interval interval;
  double variance = 0;
  double df = 0;      ///< Welch–Satterthwaite; 0 where none applies
  double n_eff = 0;   ///< independent draws it is worth
  double lambda = 0;  ///< weight given to the classifier, tuned
  double raw = 0;     ///< the classifier's own share (mean of f): not a measurement
  int64_t audited = 0;
  int64_t total = 0;
};

struct EstimateOptions {
  int min_audited = 20;     ///< below this no figure at all: an interval of ±20 points misleads
  int min_per_stratum = 4;  ///< smaller strata are joined with their neighbours by name
  double level = 0.95;
};

/// The stratified difference estimator of a class's share, with tuned λ, from a random audit
/// sample (simple random within strata): θ̂ = (1/A)[Σ_U aλf + Σ_h (N_h/n_h) Σ a(y − λf)].
/// Interval: Wilson on n_eff with the Welch df; Clopper–Pearson when every label is equal.
/// Fails with kRefused, and the reason in words, below min_audited. The classifier must not have
/// been trained on these audit labels. Source: docs/measuring; Cochran 1977 ch. 5A, 7.
Result<Estimate> estimate_stratified(std::span<const AuditUnit> units,
                                     EstimateOptions options = {});

/// The same under a streaming audit: every unit was selected alone with its logged π_i
/// (Poisson sampling): weights 1/π_i, V = (1/A²) Σ_S (1 − π_i) e_i²/π_i². Units with y but
/// without π never enter.
Result<Estimate> estimate_streaming(std::span<const AuditUnit> units, EstimateOptions options = {});

/// The plain case: `hits` of `n` drawn at random from `total`, no classifier used.
Result<Estimate> estimate_simple(int64_t hits, int64_t n, int64_t total,
                                 EstimateOptions options = {});

/// A difference of two independent estimates (after − before) with its interval.
struct Difference {
  double delta = 0;
  Interval interval{-1, 1};
  double p = 1;  ///< two-sided
};
/// Newcombe's hybrid of the two Wilson intervals (1998, method 10): never leaves [−1, 1] and
/// holds on rare classes. The p comes from the summed variances.
Difference difference(const Estimate& before, const Estimate& after);

/// Benjamini–Hochberg: which of the p-values stand at false-discovery rate q, in their order.
std::vector<bool> benjamini_hochberg(std::span<const double> p, double q = 0.10);

}  // namespace rasd
