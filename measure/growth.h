#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace rasd {

/// What a day's count says against the days before it.
enum class GrowthVerdict : uint8_t {
  kTooFew,  ///< too small, or too little history, to say anything
  kUsual,   ///< inside the usual range
  kNew,     ///< nothing like it in the days before
  kUp,      ///< more than the rule allows by chance
  kDown,    ///< fewer than the rule allows by chance
};

/// Which rule gave the verdict; reports print it beside the badge.
enum class GrowthRule : uint8_t {
  kNone,
  kUsualRange,  ///< quasi-Poisson range of the history
  kDayBefore,   ///< exact conditional test against the day before (history is short)
};

struct Growth {
  GrowthVerdict verdict = GrowthVerdict::kTooFew;
  GrowthRule rule = GrowthRule::kNone;
  int64_t today = 0;
  int64_t before = 0;    ///< the day before; 0 without history
  int days = 0;          ///< days of history used
  double usual_low = 0;  ///< kUsualRange only; whole counts inside [low, high] are usual
  double usual_high = 0;
  double p = 1;  ///< kDayBefore only: two-sided exact p
};

struct GrowthOptions {
  int min_count = 5;     ///< below this today and the day before: kTooFew (one item is no trend)
  int min_history = 14;  ///< days needed for the usual range; fewer: the day before alone
  double z = 2.58;       ///< two-sided 1 %: a directorate with 30 badges a day sees a false one
                         ///< about every third day; lower catches more and cries wolf more
  double alpha = 0.01;   ///< of the exact test
};

/// Compares today's count with `history` (daily counts, oldest first, the last is the day before).
/// Usual range: quasi-Poisson mean and dispersion (never under Poisson) with the 2/3-power bound
/// of Farrington et al. 1996, U = μ[1 ± (2/3) z sqrt(φμ + Var μ̂)/μ]^1.5. With short history:
/// today given the sum of both days is binomial(1/2) (Przyborowski and Wilenski 1940).
Growth compare_counts(int64_t today, std::span<const int64_t> history, GrowthOptions options = {});

/// Two-sided exact p of a against b under equal rates; 1 when both are zero.
double equal_rates_p(int64_t a, int64_t b);

std::string_view name(GrowthVerdict verdict);  // "too_few", "usual", "new", "up", "down"
std::string_view name(GrowthRule rule);        // "none", "usual_range", "day_before"

}  // namespace rasd
