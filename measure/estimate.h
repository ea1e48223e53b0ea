#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "measure/interval.h"

namespace rasd {

/// A stratum of the frame as it was when the audit sample was drawn.
struct StratumTotal {
  std::string name;   ///< any text; with several designs, the design's id belongs in it
  int64_t size = 0;   ///< N_h
  double weight = 0;  ///< Σ a over it; equals size where every unit weighs 1
  double f = 0;       ///< Σ a f: the classifier's probabilities of the class, summed
};

/// One audited unit.
struct AuditedUnit {
  std::string stratum;
  double f = 0;       ///< the classifier's probability of the class, as it stood at the draw
  double weight = 1;  ///< a: 1 for article volume, 1/group size for unique stories
  double y = 0;       ///< 1 when the analyst gave the class, else 0; the mean where two tagged it
  double pi = 0;      ///< logged inclusion probability; used by estimate_streaming alone
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
/// Strata under min_per_stratum are joined for the variance, those without labels also for the
/// share. Fails with kRefused, and the reason in words, below min_audited. The classifier must not
/// have been trained on these audit labels. Source: docs/measuring; Cochran 1977 ch. 5A, 7.
Result<Estimate> estimate_stratified(std::span<const StratumTotal> strata,
                                     std::span<const AuditedUnit> audited,
                                     EstimateOptions options = {});

/// The same where every unit was selected alone with its logged π_i (streaming audit), and for a
/// part of a stratified design (one day of a weekly sample): weights 1/π_i, residuals about their
/// weighted mean (Hájek), V = (1/Â²) Σ_S (1 − π_i) e_i²/π_i². Units without π never enter.
Result<Estimate> estimate_streaming(const StratumTotal& frame, std::span<const AuditedUnit> audited,
                                    EstimateOptions options = {});

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
