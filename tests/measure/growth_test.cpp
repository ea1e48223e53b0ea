#include "measure/growth.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace rasd {
namespace {

TEST(Growth, ExactTestOfEqualRates) {
  // scipy.stats.binomtest(a, a + b, .5)
  EXPECT_NEAR(equal_rates_p(12, 4), 0.076812744140625, 1e-12);
  EXPECT_NEAR(equal_rates_p(5, 20), 0.004077315330505371, 1e-12);
  EXPECT_NEAR(equal_rates_p(3, 0), 0.25, 1e-12);
  EXPECT_EQ(equal_rates_p(8, 8), 1);
  EXPECT_EQ(equal_rates_p(0, 0), 1);
}

TEST(Growth, Verdicts) {
  const std::vector<int64_t> steady(28, 20);
  const std::vector<int64_t> nothing(28, 0);
  std::vector<int64_t> busy;
  for (int i = 0; i < 28; ++i) busy.push_back(i % 2 ? 5 : 35);  // mean 20, far over Poisson
  const struct {
    std::string name;
    int64_t today;
    std::vector<int64_t> history;
    GrowthVerdict verdict;
    GrowthRule rule;
  } cases[] = {
      {"no history", 9, {}, GrowthVerdict::kTooFew, GrowthRule::kNone},
      {"never seen, few", 3, nothing, GrowthVerdict::kTooFew, GrowthRule::kNone},
      {"never seen, many", 7, nothing, GrowthVerdict::kNew, GrowthRule::kNone},
      {"steady", 22, steady, GrowthVerdict::kUsual, GrowthRule::kUsualRange},
      {"above", 40, steady, GrowthVerdict::kUp, GrowthRule::kUsualRange},
      {"below", 6, steady, GrowthVerdict::kDown, GrowthRule::kUsualRange},
      {"wild days make a wide range", 40, busy, GrowthVerdict::kUsual, GrowthRule::kUsualRange},
      {"short history, few", 4, {1}, GrowthVerdict::kTooFew, GrowthRule::kNone},
      {"short history, up", 20, {3, 5}, GrowthVerdict::kUp, GrowthRule::kDayBefore},
      {"short history, usual", 12, {3, 4}, GrowthVerdict::kUsual, GrowthRule::kDayBefore},
      {"short history, down", 1, {14}, GrowthVerdict::kDown, GrowthRule::kDayBefore},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const Growth growth = compare_counts(c.today, c.history);
    EXPECT_EQ(growth.verdict, c.verdict);
    EXPECT_EQ(growth.rule, c.rule);
    EXPECT_EQ(growth.before, c.history.empty() ? 0 : c.history.back());
  }
}

TEST(Growth, UsualRangeByHand) {
  // μ 20, φ 1, n 28: spread sqrt(20 + 20/28) = 4.5513; 20(1 ± (2/3)2.58·4.5513/20)^1.5.
  const std::vector<int64_t> steady(28, 20);
  const Growth growth = compare_counts(20, steady);
  EXPECT_EQ(growth.usual_low, 10);
  EXPECT_EQ(growth.usual_high, 32);
}

// Poisson days of mean 20: a false badge about one day in a hundred.
TEST(Growth, FalseAlarmsAreRare) {
  std::mt19937_64 random(7);
  std::poisson_distribution<int64_t> day(20);
  int alarms = 0;
  constexpr int kDays = 4000;
  for (int i = 0; i < kDays; ++i) {
    std::vector<int64_t> history(28);
    for (int64_t& count : history) count = day(random);
    const Growth growth = compare_counts(day(random), history);
    alarms += growth.verdict != GrowthVerdict::kUsual;
  }
  EXPECT_LT(alarms, kDays * 15 / 1000);
  EXPECT_GT(alarms, 0);
}

}  // namespace
}  // namespace rasd
