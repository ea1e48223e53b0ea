#include "measure/estimate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string>

#include "measure/sampling.h"

namespace rasd {
namespace {

EstimateOptions small_samples_allowed() {
  EstimateOptions options;
  options.min_audited = 2;
  return options;
}

TEST(Estimate, RefusesBelowTheMinimum) {
  const std::array<StratumTotal, 1> strata = {{{"all", 500, 500, 150}}};
  const std::vector<AuditedUnit> audited(19, {"all", 0.3, 1, 0, 0.1});
  const Result<Estimate> estimate = estimate_stratified(strata, audited);
  ASSERT_FALSE(estimate.has_value());
  EXPECT_EQ(estimate.error().kind, ErrorKind::kRefused);
  EXPECT_EQ(estimate.error().message, "only 19 audited items; no figure below 20");
  EXPECT_FALSE(estimate_streaming(strata[0], audited).has_value());
  EXPECT_FALSE(estimate_simple(3, 19, 500).has_value());
}

TEST(Estimate, SimpleSample) {
  const Estimate estimate = estimate_simple(8, 40, 1000000000).value();
  EXPECT_DOUBLE_EQ(estimate.share, 0.2);
  EXPECT_NEAR(estimate.interval.low, 0.104999897254377, 1e-6);  // Wilson, scipy
  EXPECT_NEAR(estimate.interval.high, 0.34757306346399497, 1e-6);
  EXPECT_NEAR(estimate_simple(0, 20, 1000).value().interval.high, 0.1684334709830853, 1e-12);
  const Estimate census = estimate_simple(10, 40, 40).value();
  EXPECT_EQ(census.interval.low, 0.25);
  EXPECT_EQ(census.interval.high, 0.25);
}

// Two strata by hand, f constant in each so that λ is 0:
// A: N 100, n 4, y 1 1 0 0; B: N 300, n 4, y 1 0 0 0.
// θ = (100·.5 + 300·.25)/400 = .3125
// V = [100²(.96)(1/3)/4 + 300²(1 − 4/300)(.25)/4]/400² = (800 + 5550)/160000
// df = 6350²/(800²/3 + 5550²/3)
TEST(Estimate, StratifiedByHand) {
  const std::array<StratumTotal, 2> strata = {{{"a", 100, 100, 50}, {"b", 300, 300, 60}}};
  std::vector<AuditedUnit> audited;
  for (const double y : {1, 1, 0, 0}) audited.push_back({"a", 0.5, 1, y, 0.04});
  for (const double y : {1, 0, 0, 0}) audited.push_back({"b", 0.2, 1, y, 4.0 / 300});
  const Estimate estimate = estimate_stratified(strata, audited, small_samples_allowed()).value();
  EXPECT_EQ(estimate.lambda, 0);
  EXPECT_DOUBLE_EQ(estimate.share, 0.3125);
  EXPECT_NEAR(estimate.variance, 6350.0 / 160000, 1e-12);
  EXPECT_NEAR(estimate.df, 6350.0 * 6350 / (800.0 * 800 / 3 + 5550.0 * 5550 / 3), 1e-9);
  EXPECT_NEAR(estimate.n_eff, 0.3125 * 0.6875 / (6350.0 / 160000), 1e-9);
  EXPECT_DOUBLE_EQ(estimate.raw, 110.0 / 400);
  EXPECT_EQ(estimate.total, 400);
  EXPECT_EQ(estimate.audited, 8);
}

TEST(Estimate, PerfectClassifierIsTrusted) {
  // y = f: residuals vanish, the whole frame's mean stands.
  const std::array<StratumTotal, 1> strata = {{{"all", 1000, 1000, 370}}};
  std::vector<AuditedUnit> audited;
  for (int i = 0; i < 40; ++i)
    audited.push_back({"all", i % 2 ? 1.0 : 0.0, 1, i % 2 ? 1.0 : 0.0, 0});
  const Estimate estimate = estimate_stratified(strata, audited).value();
  EXPECT_DOUBLE_EQ(estimate.lambda, 1);
  EXPECT_NEAR(estimate.share, 0.37, 1e-12);
}

TEST(Estimate, UnlabelledStrataAndStrangers) {
  const std::array<StratumTotal, 3> strata = {
      {{"a", 100, 100, 10}, {"b", 50, 50, 5}, {"c", 50, 50, 5}}};
  std::vector<AuditedUnit> audited;
  for (int i = 0; i < 20; ++i) audited.push_back({"b", 0.1, 1, i < 5 ? 1.0 : 0.0, 0});
  const Estimate estimate = estimate_stratified(strata, audited).value();
  EXPECT_NEAR(estimate.share, 0.25, 1e-12);  // b stands for all three
  audited.push_back({"nowhere", 0.1, 1, 0, 0});
  EXPECT_EQ(estimate_stratified(strata, audited).error().kind, ErrorKind::kInternal);
}

// A frame with a classifier that is off: true share and f differ by stratum, as after a drift.
struct World {
  std::vector<SamplingUnit> units;
  std::vector<double> f;
  std::vector<double> y;
  double truth = 0;
};

World make_world(uint64_t seed, size_t n, double base) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> uniform(0, 1);
  World world;
  for (size_t i = 0; i < n; ++i) {
    const double p = std::min(0.97, base * (0.2 + 1.6 * uniform(random)));
    const double y = uniform(random) < p ? 1 : 0;
    const double f = std::clamp(0.6 * p + 0.25 * y + 0.2 * (uniform(random) - 0.3), 0.01, 0.99);
    const std::string stratum = std::string(f > 0.35 ? "high" : f > 0.15 ? "middle" : "low");
    world.units.push_back({"u" + std::to_string(i), stratum, std::sqrt(f * (1 - f))});
    world.f.push_back(f);
    world.y.push_back(y);
    world.truth += y / static_cast<double>(n);
  }
  return world;
}

enum class Design { kStratified, kStreaming };

double coverage(const World& world, Design design, int64_t n, uint64_t draws) {
  std::map<std::string, size_t> index;
  std::map<std::string, StratumTotal> totals;
  StratumTotal frame{"all", 0, 0, 0};
  double spread = 0;
  for (size_t i = 0; i < world.units.size(); ++i) {
    index[world.units[i].id] = i;
    for (StratumTotal* total : {&totals[world.units[i].stratum], &frame}) {
      total->size += 1;
      total->weight += 1;
      total->f += world.f[i];
    }
    totals[world.units[i].stratum].name = world.units[i].stratum;
    spread += world.units[i].uncertainty;
  }
  std::vector<StratumTotal> strata;
  for (const auto& [name, total] : totals) strata.push_back(total);
  const double size = static_cast<double>(world.units.size());
  const double rate = static_cast<double>(n) / size;
  int covered = 0;
  for (uint64_t seed = 1; seed <= draws; ++seed) {
    std::vector<AuditedUnit> audited;
    const auto add = [&](size_t i, double pi) {
      audited.push_back({world.units[i].stratum, world.f[i], 1, world.y[i], pi});
    };
    if (design == Design::kStratified) {
      for (const DrawnUnit& unit : draw_sample(world.units, n, Allocation::kNeyman, seed).units) {
        add(index[unit.id], unit.pi);
      }
    } else {
      for (size_t i = 0; i < world.units.size(); ++i) {
        // Half of the rate for everybody, half by uncertainty.
        const double pi =
            std::min(1.0, rate * (0.5 + 0.5 * world.units[i].uncertainty * size / spread));
        if (is_selected(world.units[i].id, pi, seed)) add(i, pi);
      }
    }
    const Result<Estimate> estimate = design == Design::kStratified
                                          ? estimate_stratified(strata, audited)
                                          : estimate_streaming(frame, audited);
    if (!estimate) continue;  // counts against coverage
    covered += estimate->interval.low <= world.truth && world.truth <= estimate->interval.high;
  }
  return covered / static_cast<double>(draws);
}

// 95 % promised; with 1,000 draws the standard error is .7 points.
TEST(Estimate, CoverageIsNear95) {
  const struct {
    const char* name;
    double base;
    int64_t n;
    Design design;
  } cases[] = {
      {"stratified, common class, 60 labels", 0.35, 60, Design::kStratified},
      {"stratified, common class, 240 labels", 0.35, 240, Design::kStratified},
      {"stratified, rare class, 150 labels", 0.05, 150, Design::kStratified},
      {"streaming, common class, 60 labels", 0.35, 60, Design::kStreaming},
      {"streaming, common class, 240 labels", 0.35, 240, Design::kStreaming},
      {"streaming, rare class, 150 labels", 0.05, 150, Design::kStreaming},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const World world = make_world(11, 1500, c.base);
    const double held = coverage(world, c.design, c.n, 1000);
    std::cout << "  " << c.name << ": " << held << " (truth " << world.truth << ")\n";
    EXPECT_GT(held, 0.925);
    EXPECT_LE(held, 0.995);
  }
}

TEST(Estimate, DifferenceIsNewcombes) {
  // Newcombe 1998, table II, method 10: 56/70 against 48/80 gives .2 (.0524, .3339).
  const Estimate first = estimate_simple(48, 80, 1000000000).value();
  const Estimate second = estimate_simple(56, 70, 1000000000).value();
  const Difference change = difference(first, second);
  EXPECT_NEAR(change.delta, 0.2, 1e-12);
  EXPECT_NEAR(change.interval.low, 0.0524, 5e-5);
  EXPECT_NEAR(change.interval.high, 0.3339, 5e-5);
  EXPECT_LT(change.p, 0.01);
  const Estimate none = estimate_simple(0, 40, 100000).value();
  EXPECT_EQ(difference(none, none).p, 1);
}

TEST(Estimate, BenjaminiHochberg) {
  const std::vector<double> p = {0.01, 0.2, 0.04, 0.9};
  EXPECT_EQ(benjamini_hochberg(p, 0.10), (std::vector<bool>{true, false, true, false}));
  EXPECT_TRUE(benjamini_hochberg({}, 0.10).empty());
}

}  // namespace
}  // namespace rasd
