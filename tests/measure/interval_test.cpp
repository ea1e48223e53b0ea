#include "measure/interval.h"

#include <gtest/gtest.h>

namespace rasd {
namespace {

// Reference values: scipy 1.17 (norm.ppf, t.ppf, beta.ppf, betainc, binomtest).
TEST(Interval, NormalQuantile) {
  EXPECT_NEAR(normal_quantile(0.5), 0, 1e-15);
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-13);
  EXPECT_NEAR(normal_quantile(0.995), 2.5758293035489004, 1e-13);
  EXPECT_NEAR(normal_quantile(1e-6), -4.753424308822899, 1e-12);
}

TEST(Interval, StudentQuantile) {
  const struct {
    double df;
    double t;
  } cases[] = {{1, 12.706204736174694},
               {2.5, 3.5746548420036817},
               {10, 2.228138851986274},
               {30, 2.0422724563012378},
               {1000, 1.9623390808264083}};
  for (const auto& c : cases) {
    SCOPED_TRACE(c.df);
    EXPECT_NEAR(student_quantile(0.975, c.df), c.t, 1e-9);
    EXPECT_NEAR(student_quantile(0.025, c.df), -c.t, 1e-9);
  }
  EXPECT_NEAR(student_quantile(0.975, 1e9), 1.959963984540054, 1e-9);
}

TEST(Interval, Beta) {
  EXPECT_NEAR(incomplete_beta(2, 3, 0.4), 0.5248, 1e-12);
  EXPECT_NEAR(incomplete_beta(30.5, 0.5, 0.99), 0.4355153068060028, 1e-12);
  EXPECT_NEAR(beta_quantile(0.975, 1, 20), 0.1684334709830853, 1e-12);
  EXPECT_NEAR(beta_quantile(0.025, 3, 18), 0.0320709371854637, 1e-12);
}

TEST(Interval, Wilson) {
  const Interval interval = wilson(8.0 / 40, 40);
  EXPECT_NEAR(interval.low, 0.104999897254377, 1e-12);
  EXPECT_NEAR(interval.high, 0.34757306346399497, 1e-12);
  EXPECT_EQ(wilson(0, 30).low, 0);
  EXPECT_NEAR(wilson(0, 30).high, 3.841458820694124 / (30 + 3.841458820694124), 1e-12);
  EXPECT_EQ(wilson(0.5, 0).high, 1);
}

TEST(Interval, ClopperPearson) {
  EXPECT_NEAR(clopper_pearson(3, 20).low, 0.0320709371854637, 1e-12);
  EXPECT_NEAR(clopper_pearson(3, 20).high, 0.37892682654531396, 1e-12);
  EXPECT_EQ(clopper_pearson(0, 20).low, 0);
  EXPECT_NEAR(clopper_pearson(0, 20).high, 0.1684334709830853, 1e-12);
  EXPECT_NEAR(clopper_pearson(20, 20).low, 1 - 0.1684334709830853, 1e-12);
  EXPECT_EQ(clopper_pearson(0, 0).high, 1);
}

}  // namespace
}  // namespace rasd
