#include "store/tags.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include "store/accounts.h"
#include "store/audit_draw.h"
#include "store/series.h"
#include "tests/store/sample.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr int kItems = 200;

class TagsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto writer = Writer::open(options_, clock_);
    ASSERT_TRUE(writer) << writer.error().message;
    std::vector<StoreInput> batch;
    for (int n = 0; n < kItems; ++n) {
      auto a = sample_article(n, n % 3 ? "roya" : "petra", test_day() + minutes{n});
      const float p = 0.34F + static_cast<float>(n) * 0.003F;
      a.annotation.tone = n % 4 ? "neutral" : "negative";
      a.annotation.tone_p = {0, 0, 0};
      a.annotation.tone_p[n % 4 ? 1 : 0] = p;
      a.annotation.tone_p[2] = 1 - p;
      a.annotation.language = n % 5 ? "ar" : "en";
      batch.push_back(a);
    }
    must_commit(*writer, batch);
    auto book = TagBook::open(options_, clock_);
    ASSERT_TRUE(book) << book.error().message;
    book_.emplace(std::move(*book));
  }
  AuditDesign design() const {
    AuditDesign d;
    d.id = "2026-11-24";
    d.period = {test_day(), test_day() + hours{24}};
    d.size = 35;
    return d;
  }
  NewTag tag(const std::string& item, const std::string& user, TagPurpose purpose,
             const std::string& tone = "neutral") const {
    NewTag t;
    t.item_id = item;
    t.user = user;
    t.purpose = purpose;
    t.labels.tone = tone;
    t.labels.incident = std::vector<std::string>{"FIR"};
    t.suggested.tone = "negative";
    t.suggested_by = "m1";
    return t;
  }
  TempFolder folder_;
  FixedClock clock_{test_day() + hours{30}};
  StoreOptions options_ = test_options(folder_.path());
  std::optional<TagBook> book_;
};

TEST_F(TagsTest, LearningLendsTheLeastSureToOnePersonAtATime) {
  const auto a = book_->lease("amal", TagQueue::kLearning);
  ASSERT_TRUE(a && *a) << a.error().message;
  const auto b = book_->lease("basem", TagQueue::kLearning);
  ASSERT_TRUE(b && *b);
  EXPECT_NE((*a)->item_id, (*b)->item_id);
  EXPECT_EQ((*book_->lease("amal", TagQueue::kLearning))->item_id, (*a)->item_id)
      << "the same item again while it is lent";
  clock_.advance(minutes{16});
  EXPECT_EQ((*book_->lease("basem", TagQueue::kLearning))->item_id, (*a)->item_id)
      << "an expired lease frees the item, the least sure one first";
  ASSERT_TRUE(book_->skip("basem", (*a)->item_id));
  EXPECT_NE((*book_->lease("basem", TagQueue::kLearning))->item_id, (*a)->item_id);
  ASSERT_TRUE(book_->record(tag((*a)->item_id, "amal", TagPurpose::kLearning)));
  EXPECT_EQ(book_->queue_length("amal", test_day())->learning_open, uint64_t{kItems - 1});
  EXPECT_EQ(book_->queue_length("amal", test_day())->tagged_today, 1u);
}

TEST_F(TagsTest, LearningTakesTheNewestWeekFirst) {
  auto writer = Writer::open(options_, clock_);
  ASSERT_TRUE(writer) << writer.error().message;
  // As unsure as can be, but ten days old.
  auto old = sample_article(500, "petra", test_day() - hours{240});
  old.annotation.tone_p = {0.33F, 0.33F, 0.34F};
  old.annotation.stance_p = {0.25F, 0.25F, 0.25F, 0.25F};
  must_commit(*writer, {old});
  std::set<std::string> lent;
  for (int n = 0; n < kItems; ++n) {
    const auto lease = book_->lease("amal", TagQueue::kLearning);
    ASSERT_TRUE(lease && *lease);
    EXPECT_NE((*lease)->item_id, old.article.item_id) << n;
    lent.insert((*lease)->item_id);
    ASSERT_TRUE(book_->skip("amal", (*lease)->item_id));
  }
  EXPECT_EQ(lent.size(), size_t{kItems});
  const auto last = book_->lease("amal", TagQueue::kLearning);
  ASSERT_TRUE(last && *last);
  EXPECT_EQ((*last)->item_id, old.article.item_id) << "then what is older";
}

TEST_F(TagsTest, UndoKeepsTheTagAndLendsTheItemAgain) {
  const std::string item = sample_article(1).article.item_id;
  EXPECT_EQ(book_->undo("amal").error().kind, ErrorKind::kNotFound);
  ASSERT_TRUE(book_->record(tag(item, "amal", TagPurpose::kCorrection, "positive")));
  auto reader = StoreReader::open(options_);
  EXPECT_EQ(read_item(*reader, item)->line.tagged->tone, "positive");
  EXPECT_EQ(book_->undo("basem").error().kind, ErrorKind::kNotFound) << "not another's";
  const auto lease = book_->undo("amal");
  ASSERT_TRUE(lease) << lease.error().message;
  EXPECT_EQ(lease->item_id, item);
  EXPECT_FALSE(read_item(*reader, item)->line.tagged);
  ASSERT_EQ(read_item(*reader, item)->tags.size(), 1u);
  EXPECT_EQ(read_item(*reader, item)->tags[0].undone_by, "amal");
  // In the same second as another lease: what was taken back comes first.
  const auto first = book_->lease("amal", TagQueue::kLearning);
  ASSERT_TRUE(first && *first);
  EXPECT_EQ((*first)->item_id, item);
  ASSERT_TRUE(book_->record(tag(item, "amal", TagPurpose::kLearning)));
  ASSERT_TRUE(*book_->lease("amal", TagQueue::kLearning));
  ASSERT_TRUE(book_->undo("amal"));
  EXPECT_EQ((*book_->lease("amal", TagQueue::kLearning))->item_id, item);
  const auto last = book_->last("amal");
  ASSERT_EQ(last->size(), 2u);
  EXPECT_EQ((*last)[0].item.item_id, item);
  EXPECT_EQ(book_->record(tag("nobody", "amal", TagPurpose::kCorrection)).error().kind,
            ErrorKind::kNotFound);
}

TEST_F(TagsTest, AnAuditSampleIsDrawnLoggedAndKeptApart) {
  const std::string outside = sample_article(1).article.item_id;
  EXPECT_EQ(book_->record(tag(outside, "amal", TagPurpose::kAudit)).error().kind,
            ErrorKind::kUsage);
  const auto drawn = book_->draw_audit_sample(design(), 7, "amal");
  ASSERT_TRUE(drawn) << drawn.error().message;
  EXPECT_EQ(drawn->sampled, 35u);
  EXPECT_EQ(book_->draw_audit_sample(design(), 8, "amal").error().kind, ErrorKind::kUsage);

  auto reader = StoreReader::open(options_);
  const auto units = read_audit(*reader, "2026-11-24");
  ASSERT_TRUE(units) << units.error().message;
  ASSERT_EQ(units->size(), 35u);
  double expansion = 0;
  std::set<std::string> sampled;
  for (const auto& unit : *units) {
    expansion += 1 / unit.probability;
    sampled.insert(unit.item_id);
  }
  EXPECT_NEAR(expansion, kItems, 1e-6) << "the weights sum to the frame";
  EXPECT_EQ(sampled.size(), 35u);
  EXPECT_NEAR((*units)[0].tone_p[0] + (*units)[0].tone_p[1] + (*units)[0].tone_p[2], 1, 1e-3);

  // Two people empty the audit queue; doubly coded items go to both, each once.
  std::map<std::string, std::set<std::string>> coders;
  for (int round = 0; round < 100; ++round)
    for (const char* user : {"amal", "basem"}) {
      const auto lease = book_->lease(user, TagQueue::kAudit);
      ASSERT_TRUE(lease) << lease.error().message;
      if (!*lease) continue;
      EXPECT_TRUE(sampled.contains((*lease)->item_id));
      EXPECT_EQ((*lease)->design_id, "2026-11-24");
      const auto id = book_->record(tag((*lease)->item_id, user, TagPurpose::kAudit, "negative"));
      ASSERT_TRUE(id) << id.error().message;
      EXPECT_TRUE(coders[(*lease)->item_id].insert(user).second);
    }
  EXPECT_EQ(coders.size(), 35u);
  size_t twice = 0;
  for (const auto& [item, users] : coders) twice += users.size() == 2 ? 1 : 0;
  EXPECT_EQ(twice, 4u) << "a tenth of 35, rounded";
  EXPECT_EQ(book_->queue_length("amal", test_day())->audit_open, 0u);
  const auto designs = list_designs(*reader, design().period);
  ASSERT_EQ(designs->size(), 1u);
  EXPECT_EQ((*designs)[0].tagged, 35u);
  EXPECT_EQ((*designs)[0].strata.size(), drawn->strata.size());
  EXPECT_EQ((*designs)[0].seed, 7u);
  const auto series = read_series(*reader, {design().period}, {});
  EXPECT_EQ((*series)[0].audited, 35u);
  EXPECT_EQ((*series)[0].audited_tone[0], 35u);

  // Learning never offers a sampled item.
  for (int n = 0; n < 100; ++n) {
    const auto lease = book_->lease("amal", TagQueue::kLearning);
    ASSERT_TRUE(lease && *lease);
    EXPECT_FALSE(sampled.contains((*lease)->item_id));
    ASSERT_TRUE(book_->record(tag((*lease)->item_id, "amal", TagPurpose::kLearning)));
  }
  EXPECT_EQ((*read_series(*reader, {design().period}, {}))[0].audited, 35u);
  auto accounts = AccountBook::open(options_, clock_);
  EXPECT_EQ((*accounts->list_log())[0].what, "audit sample drawn");
}

TEST_F(TagsTest, WhatIsDrawnAfterItWasLentForLearningStaysBlind) {
  // Lent, and tagged with the suggestion in sight, before all of the day is drawn.
  const auto tagged = book_->lease("amal", TagQueue::kLearning);
  ASSERT_TRUE(tagged && *tagged);
  const auto first = book_->record(tag((*tagged)->item_id, "amal", TagPurpose::kLearning));
  ASSERT_TRUE(first);
  const auto lent = book_->lease("amal", TagQueue::kLearning);
  ASSERT_TRUE(lent && *lent);
  AuditDesign all = design();
  all.size = kItems;
  ASSERT_TRUE(book_->draw_audit_sample(all, 7, "basem"));
  auto reader = StoreReader::open(options_);
  EXPECT_TRUE(*awaits_audit(*reader, (*lent)->item_id));

  const auto again = book_->lease("amal", TagQueue::kLearning);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_FALSE(*again) << "its lease for learning gives nothing any more";
  const auto undone = book_->undo("amal", *first);
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_EQ(undone->queue, TagQueue::kAudit) << "nor does an undo bring it back unblinded";
  EXPECT_EQ(undone->design_id, all.id);

  // What was seen comes last, and its label never claims to be blind.
  clock_.advance(minutes{16});
  std::vector<std::string> order;
  for (;;) {
    const auto next = book_->lease("amal", TagQueue::kAudit);
    ASSERT_TRUE(next) << next.error().message;
    if (!*next) break;
    order.push_back((*next)->item_id);
    NewTag blind = tag(order.back(), "amal", TagPurpose::kAudit);
    blind.suggestion_seen = false;
    ASSERT_TRUE(book_->record(blind));
  }
  ASSERT_EQ(order.size(), size_t{kItems});
  EXPECT_EQ(order.back(), (*tagged)->item_id);
  std::stringstream out;
  ASSERT_TRUE(book_->export_tags(out));
  size_t seen = 0;
  for (std::string line; std::getline(out, line);)
    seen += line.find("\"purpose\":\"audit\"") != std::string::npos &&
                    line.find("\"seen\":true") != std::string::npos
                ? 1
                : 0;
  EXPECT_EQ(seen, 1u);
  EXPECT_TRUE(*awaits_audit(*reader, order.front())) << "a tenth still wants a second coder";
}

TEST_F(TagsTest, TagsGoOutAndComeBackOnce) {
  ASSERT_TRUE(book_->draw_audit_sample(design(), 7, "amal"));
  for (int n = 0; n < 5; ++n) {
    const auto lease = book_->lease("amal", TagQueue::kAudit);
    ASSERT_TRUE(book_->record(tag((*lease)->item_id, "amal", TagPurpose::kAudit)));
  }
  ASSERT_TRUE(
      book_->record(tag(sample_article(1).article.item_id, "amal", TagPurpose::kCorrection)));
  ASSERT_TRUE(book_->undo("amal"));
  std::stringstream file;
  EXPECT_EQ(*book_->export_tags(file), 6u);
  const std::string lines = file.str();
  const auto again = book_->import_tags(file);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->known, 6u);
  EXPECT_EQ(again->added, 0u);

  // Into another store with the same items but no audit sample: audits become corrections.
  TempFolder other;
  const StoreOptions options = test_options(other.path());
  auto writer = Writer::open(options, clock_);
  std::vector<StoreInput> batch;
  for (int n = 0; n < kItems - 10; ++n)
    batch.push_back(sample_article(n, n % 3 ? "roya" : "petra", test_day() + minutes{n}));
  must_commit(*writer, batch);
  auto book = TagBook::open(options, clock_);
  std::stringstream in(lines + "{\"v\":1,\"item\":\"x\"}\nnot json\n");
  const auto import = book->import_tags(in);
  ASSERT_TRUE(import) << import.error().message;
  EXPECT_EQ(import->added + import->unknown_item, 6u);
  ASSERT_EQ(import->errors.size(), 2u);
  EXPECT_EQ(import->errors[1].substr(0, 7), "line 8:");
  auto reader = StoreReader::open(options);
  const auto item = read_item(*reader, sample_article(1).article.item_id);
  ASSERT_EQ(item->tags.size(), 1u);
  EXPECT_EQ(item->tags[0].purpose, "correction");
  EXPECT_EQ(item->tags[0].undone_by, "amal");
  EXPECT_EQ(item->tags[0].labels.incident, std::vector<std::string>{"FIR"});
}

TEST(AuditDrawTest, ProbabilitiesAreTrue) {
  std::vector<FrameItem> frame;
  for (int n = 0; n < 120; ++n) {
    FrameItem item;
    item.item_id = "i" + std::to_string(1000 + n);
    item.language = n % 2 ? "ar" : "en";
    item.tone = n % 10 ? "neutral" : "negative";
    item.tone_p =
        n % 10 ? std::array<float, 3>{0.05F, 0.9F, 0.05F} : std::array<float, 3>{0.5F, 0.3F, 0.2F};
    item.sure = n % 4 < 2;
    frame.push_back(item);
  }
  std::vector<double> drawn(frame.size());
  std::vector<double> probability(frame.size());
  constexpr int kDraws = 4000;
  for (uint64_t seed = 0; seed < kDraws; ++seed)
    for (const auto& item : draw_sample(frame, 40, 0.1, seed).items) {
      drawn[item.frame] += 1;
      probability[item.frame] = item.probability;
    }
  for (size_t i = 0; i < frame.size(); ++i) {
    SCOPED_TRACE(frame[i].item_id);
    const double p = probability[i];
    // Five standard errors: 120 places, so about one false alarm in 14,000 runs, and seeds are
    // fixed.
    EXPECT_NEAR(drawn[i] / kDraws, p, 5 * std::sqrt(p * (1 - p) / kDraws) + 1e-9);
  }
  const auto a = draw_sample(frame, 40, 0.1, 3);
  const auto b = draw_sample(frame, 40, 0.1, 3);
  ASSERT_EQ(a.items.size(), 40u);
  for (size_t i = 0; i < a.items.size(); ++i) EXPECT_EQ(a.items[i].frame, b.items[i].frame);
  uint64_t sizes = 0;
  for (const auto& stratum : a.strata) {
    EXPECT_GE(stratum.drawn, std::min<uint64_t>(4, stratum.size));
    EXPECT_LE(stratum.drawn, stratum.size);
    sizes += stratum.size;
  }
  EXPECT_EQ(sizes, frame.size());
  EXPECT_EQ(draw_sample(frame, 1000, 0, 1).items.size(), frame.size());
  EXPECT_EQ(draw_sample(frame, 5, 0, 1).strata.size(), 1u) << "one stratum when few are drawn";
  EXPECT_TRUE(draw_sample({}, 5, 0, 1).items.empty());
}

}  // namespace
}  // namespace rasd
