#pragma once
#include <cstdint>

namespace rasd {

/// A range that is meant to cover the true value with a stated probability. Shares lie in [0,1].
struct Interval {
  double low = 0;
  double high = 1;
};

/// Quantile of the standard normal (Acklam's rational form and one Halley step; error < 1e-14).
/// p in (0,1).
double normal_quantile(double p);
/// Distribution function of the standard normal.
double normal_cdf(double z);
/// Quantile of Student's t with `df` > 0 degrees of freedom (not only whole ones, as Welch gives).
double student_quantile(double p, double df);
/// Regularised incomplete beta function I_x(a, b) (Lentz's continued fraction).
double incomplete_beta(double a, double b, double x);
/// Quantile of the beta distribution, by bisection of incomplete_beta.
double beta_quantile(double p, double a, double b);

/// Wilson's score interval for a share seen as `share` in a sample worth `n_eff` independent
/// draws (any positive real: a design-based variance V gives n_eff = p(1 − p)/V). `quantile` is z,
/// or t for few degrees of freedom. Wald's fails on rare classes; see docs/measuring.
Interval wilson(double share, double n_eff, double quantile = 1.959963984540054);
/// Clopper–Pearson: exact, never under its level. hits of n; n = 0 gives [0, 1].
Interval clopper_pearson(int64_t hits, int64_t n, double level = 0.95);

}  // namespace rasd
