#include <gtest/gtest.h>

#include <array>
#include <random>

#include "records/json.h"
#include "reports/trend_report.h"
#include "store/recent_items.h"
#include "store/tags.h"
#include "tests/reports/invented_store.h"

namespace rasd {
namespace {

constexpr Day kFirst{std::chrono::year{2026}, std::chrono::October, std::chrono::day{1}};
constexpr int kDays = 28;
constexpr int kPerDay = 40;

// Four weeks of posts. An analyst would call 20 % negative in the first half and 50 % in the
// second; the classifier sees 30 % all the time.
class TrendTest : public ::testing::Test {
 protected:
  InventedStore store_{at_amman(add_days(kFirst, kDays), 8)};
  std::map<std::string, std::string> truth_;  // text → the analyst's tone
  std::array<double, kDays> negative_{};      // items a day
  std::array<double, kDays> items_{};

  // The true share of days from…to, inclusive.
  double share(int from, int to) const {
    double negative = 0;
    double items = 0;
    for (int d = from; d <= to; ++d) {
      negative += negative_[static_cast<size_t>(d)];
      items += items_[static_cast<size_t>(d)];
    }
    return negative / items;
  }

  void SetUp() override {
    store_.sources({invented_source("social", "ساحة", ItemKind::kPost),
                    invented_source("petra", "وكالة <الأنباء>"),
                    invented_source("notes", "ملاحظات", ItemKind::kObservation)});
    std::mt19937_64 random(3);
    const auto draw = [&](double p) { return std::uniform_real_distribution<>(0, 1)(random) < p; };
    for (int d = 0; d < kDays; ++d) {
      const Day day = add_days(kFirst, d);
      for (int i = 0; i < kPerDay; ++i) {
        InventedItem post{"social", at_amman(day, 7, i), "",
                          "منشور " + std::to_string(d * 100 + i)};
        post.kind = ItemKind::kPost;
        const bool negative = draw(d < kDays / 2 ? 0.2 : 0.5);
        negative_[static_cast<size_t>(d)] += negative ? 1 : 0;
        items_[static_cast<size_t>(d)] += 1;
        truth_[post.text] = negative ? "negative" : "neutral";
        post.tone = draw(0.3) ? "negative" : "neutral";
        post.stance = "not_mentioned";
        store_.add(post);
      }
      if (d != 10) {  // the agency was down that day
        items_[static_cast<size_t>(d)] += 3;
        for (int i = 0; i < 3; ++i) {
          store_.add({"petra",
                      at_amman(day, 9 + i),
                      "خبر " + std::to_string(d * 10 + i),
                      "نص",
                      {},
                      "economy",
                      "neutral",
                      "not_mentioned"});
          truth_["نص"] = "neutral";
        }
      } else {
        store_.poll("petra", at_amman(day, 9), "timeout");
      }
    }
    InventedItem note{"notes", at_amman(kFirst, 9), "ملاحظة", "نص ملاحظة"};
    note.kind = ItemKind::kObservation;
    store_.add(note);
    store_.commit();
  }

  // Draws an audit sample and tags all of it as the analyst would.
  void audit(const std::string& id, int from, int to, uint32_t size) {
    auto book = TagBook::open(store_.options(), store_.clock());
    ASSERT_TRUE(book) << book.error().message;
    AuditDesign design;
    design.id = id;
    design.period = {at_amman(add_days(kFirst, from), 0), at_amman(add_days(kFirst, to), 0)};
    design.size = size;
    design.coded_twice = 0;
    const auto drawn = book->draw_audit_sample(design, 11, "lead");
    ASSERT_TRUE(drawn) << drawn.error().message;
    StoreReader reader = store_.reader();
    std::map<std::string, std::string> text_of;
    ASSERT_TRUE(each_article(reader, design.period, [&](const AnnotatedArticle& one) {
      text_of[one.article.item_id] = one.article.text;
    }));
    const auto units = read_audit(reader, id);
    ASSERT_TRUE(units) << units.error().message;
    for (const AuditUnit& unit : *units) {
      NewTag tag;
      tag.item_id = unit.item_id;
      tag.user = "analyst";
      tag.purpose = TagPurpose::kAudit;
      tag.labels.tone = truth_[text_of[unit.item_id]];
      tag.labels.stance = "not_mentioned";
      const auto done = book->record(tag);
      ASSERT_TRUE(done) << done.error().message;
    }
  }

  TrendReport make(int from, int to) {
    StoreReader reader = store_.reader();
    TrendOptions options;
    options.now = store_.clock().now();
    auto report =
        make_trend_report(reader, amman(), add_days(kFirst, from), add_days(kFirst, to), options);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : TrendReport{};
  }
};

TEST_F(TrendTest, WithoutAuditsNothingIsMeasured) {
  const TrendReport report = make(0, kDays - 1);
  ASSERT_EQ(report.days.size(), size_t{kDays});
  EXPECT_EQ(report.items, (kPerDay + 3) * kDays - 3);
  EXPECT_EQ(report.observations, 1);  // and in no sum
  EXPECT_EQ(report.days[0].items, kPerDay + 3);
  EXPECT_FALSE(report.tone.measured);
  EXPECT_NEAR(report.tone.classes[0].raw, 0.28, 0.05);
  EXPECT_EQ(report.series_tested, 0);
  const Wording english(Language::kEnglish, amman());
  EXPECT_EQ(trend_title(report, english), "No clear change");
  EXPECT_EQ(trend_title(report, Wording(Language::kArabic, amman())), "لا تغيّر واضح");
  const std::string page = trend_html(report, english);
  EXPECT_NE(page.find("raw classifier share, not a measurement"), std::string::npos);
  EXPECT_NE(page.find("Opinion expressed in monitored sources; not a survey."), std::string::npos);
  EXPECT_EQ(page.find("class=\"whisker c2\""), std::string::npos);
  EXPECT_NE(page.find("class=\"line raw"), std::string::npos);
  EXPECT_EQ(page.find("<الأنباء>"), std::string::npos);
  EXPECT_NE(trend_text(report, english).find("~"), std::string::npos);
}

TEST_F(TrendTest, OutagesAreMarked) {
  const TrendReport report = make(0, kDays - 1);
  EXPECT_EQ(report.outage_days, 1);
  EXPECT_TRUE(report.days[10].outage);
  EXPECT_EQ(report.days[10].outages, (std::vector<std::string>{"وكالة <الأنباء>"}));
  EXPECT_NE(trend_html(report, Wording(Language::kArabic, amman())).find("fill=\"url(#volume-h)\""),
            std::string::npos);
}

TEST_F(TrendTest, AuditsMeasureWhatTheClassifierMisses) {
  for (int week = 0; week < 4; ++week) {
    audit("week-" + std::to_string(week), 7 * week, 7 * week + 7, 80);
  }
  const TrendReport report = make(0, kDays - 1);
  ASSERT_TRUE(report.tone.measured);
  EXPECT_EQ(report.tone.n_audited, 320);
  EXPECT_EQ(report.tone.n_total, report.items);
  const auto holds = [](const Interval& interval, double truth) {
    return interval.low < truth && truth < interval.high;
  };
  EXPECT_TRUE(holds(report.tone.classes[0].interval, share(0, kDays - 1)));
  // The change between the halves, which the classifier does not see.
  ASSERT_EQ(report.series_tested, 4);
  const TrendChange& change = report.changes[0];
  EXPECT_TRUE(change.supported);
  EXPECT_TRUE(holds(change.difference.interval, share(14, 27) - share(0, 13)));
  EXPECT_EQ(trend_title(report, Wording(Language::kEnglish, amman())).substr(0, 41),
            "The share of items of negative tone rose ");
  ASSERT_EQ(report.weeks.size(), 4u);
  EXPECT_TRUE(report.weeks[0].tone.measured);
  EXPECT_EQ(report.weeks[0].tone.n_audited, 80);
  // A part of a week: by the logged probabilities.
  const TrendReport part = make(2, 11);
  EXPECT_TRUE(part.tone.measured);
  EXPECT_TRUE(holds(part.tone.classes[0].interval, share(2, 11)));
}

TEST_F(TrendTest, RefusesWhereTheSampleLeavesDaysOut) {
  audit("first", 0, 14, 120);
  const TrendReport report = make(0, kDays - 1);
  EXPECT_FALSE(report.tone.measured);
  EXPECT_EQ(report.tone.n_audited, 120);
  EXPECT_LT(report.tone.n_covered, report.tone.n_total);
  EXPECT_TRUE(make(0, 13).tone.measured);
  EXPECT_TRUE(report.changes.empty());
}

TEST_F(TrendTest, JsonIsReadable) {
  const auto json = parse_json(trend_json(make(0, 6), Wording(Language::kArabic, amman())));
  ASSERT_TRUE(json) << json.error().message;
  EXPECT_EQ((*json)["days"].Size(), 7u);
  const auto& tone = (*json)["days"][0]["tone"];
  EXPECT_FALSE(get_bool(tone, "measured", true));
  EXPECT_TRUE(tone["classes"][0]["share"].IsNull());
  EXPECT_EQ(get_int(tone, "n_total"), kPerDay + 3);
}

TEST_F(TrendTest, BadPeriods) {
  StoreReader reader = store_.reader();
  TrendOptions options;
  options.now = store_.clock().now();
  const auto reversed = make_trend_report(reader, amman(), kFirst, add_days(kFirst, -1), options);
  EXPECT_EQ(reversed.error().kind, ErrorKind::kUsage);
  const auto endless = make_trend_report(reader, amman(), add_days(kFirst, -500), kFirst, options);
  EXPECT_EQ(endless.error().kind, ErrorKind::kUsage);
  // Days that have not come are cut off.
  EXPECT_EQ(make(20, 60).days.size(), 9u);
}

}  // namespace
}  // namespace rasd
