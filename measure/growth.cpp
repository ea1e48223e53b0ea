#include "measure/growth.h"

#include <algorithm>
#include <cmath>

#include "measure/interval.h"

namespace rasd {
namespace {

// Farrington's 2/3-power bound; `side` is +1 or −1.
double bound(double mean, double spread, double z, double side) {
  const double base = 1 + side * (2.0 / 3.0) * z * spread / mean;
  return base <= 0 ? 0 : mean * std::pow(base, 1.5);
}

void against_usual(Growth& growth, std::span<const int64_t> history, double z) {
  const auto n = static_cast<double>(history.size());
  double mean = 0;
  for (const int64_t count : history) mean += static_cast<double>(count) / n;
  double variance = 0;
  for (const int64_t count : history) {
    const double off = static_cast<double>(count) - mean;
    variance += off * off / (n - 1);
  }
  // Days are never calmer than Poisson's: a small sample that looks so is luck.
  const double phi = std::max(1.0, variance / mean);
  const double spread = std::sqrt(phi * mean + phi * mean / n);
  growth.rule = GrowthRule::kUsualRange;
  growth.usual_low = std::ceil(bound(mean, spread, z, -1) - 1e-9);
  growth.usual_high = std::floor(bound(mean, spread, z, 1) + 1e-9);
  const auto today = static_cast<double>(growth.today);
  growth.verdict = today > growth.usual_high  ? GrowthVerdict::kUp
                   : today < growth.usual_low ? GrowthVerdict::kDown
                                              : GrowthVerdict::kUsual;
}

}  // namespace

double equal_rates_p(int64_t a, int64_t b) {
  const int64_t n = a + b;
  if (n <= 0 || a == b) return 1;
  // P(X ≥ max) for X ~ Bin(n, 1/2) is I_{1/2}(max, n − max + 1); the test is symmetric.
  const auto more = static_cast<double>(std::max(a, b));
  return std::min(1.0, 2 * incomplete_beta(more, static_cast<double>(n) - more + 1, 0.5));
}

Growth compare_counts(int64_t today, std::span<const int64_t> history, GrowthOptions options) {
  Growth growth;
  growth.today = today;
  growth.days = static_cast<int>(history.size());
  if (history.empty()) return growth;
  growth.before = history.back();
  int64_t sum = 0;
  for (const int64_t count : history) sum += count;
  if (sum == 0) {
    if (today >= options.min_count) growth.verdict = GrowthVerdict::kNew;
    return growth;
  }
  if (growth.days >= options.min_history) {
    const double usual = static_cast<double>(sum) / growth.days;
    if (std::max(static_cast<double>(today), usual) < options.min_count) return growth;
    against_usual(growth, history, options.z);
    return growth;
  }
  if (std::max(today, growth.before) < options.min_count) return growth;
  growth.rule = GrowthRule::kDayBefore;
  growth.p = equal_rates_p(today, growth.before);
  growth.verdict = growth.p >= options.alpha ? GrowthVerdict::kUsual
                   : today > growth.before   ? GrowthVerdict::kUp
                                             : GrowthVerdict::kDown;
  return growth;
}

std::string_view name(GrowthVerdict verdict) {
  switch (verdict) {
    case GrowthVerdict::kTooFew:
      return "too_few";
    case GrowthVerdict::kUsual:
      return "usual";
    case GrowthVerdict::kNew:
      return "new";
    case GrowthVerdict::kUp:
      return "up";
    case GrowthVerdict::kDown:
      return "down";
  }
  return "too_few";
}

std::string_view name(GrowthRule rule) {
  switch (rule) {
    case GrowthRule::kNone:
      return "none";
    case GrowthRule::kUsualRange:
      return "usual_range";
    case GrowthRule::kDayBefore:
      return "day_before";
  }
  return "none";
}

}  // namespace rasd
