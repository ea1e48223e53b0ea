#include <gtest/gtest.h>

#include <set>

#include "store/arrivals.h"
#include "store/coverage.h"
#include "store/items.h"
#include "store/ledger_sums.h"
#include "store/recent_items.h"
#include "store/series.h"
#include "store/stories.h"
#include "tests/store/sample.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Window day_window(int offset = 0) {
  return {test_day() + hours{24 * offset}, test_day() + hours{24 * (offset + 1)}};
}

class ReadersTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(writer_) << writer_.error().message;
    auto reader = StoreReader::open(options_);
    ASSERT_TRUE(reader) << reader.error().message;
    reader_.emplace(std::move(*reader));
  }
  ItemFilter today() const {
    ItemFilter filter;
    filter.window = day_window();
    return filter;
  }
  TempFolder folder_;
  FixedClock clock_{test_day() + hours{12}};
  StoreOptions options_ = test_options(folder_.path());
  Result<Writer> writer_ = Writer::open(options_, clock_);
  std::optional<StoreReader> reader_;
};

TEST_F(ReadersTest, AnItemComesBackWhole) {
  auto article = sample_article(1);
  article.article.kind = ItemKind::kStatement;
  article.article.updated = test_day() + hours{10};
  article.article.byline = "بترا";
  must_commit(*writer_, {article});
  auto item = read_item(*reader_, article.article.item_id);
  ASSERT_TRUE(item) << item.error().message;
  const Article& a = item->article;
  EXPECT_EQ(a.title, article.article.title);
  EXPECT_EQ(a.text, article.article.text);
  EXPECT_EQ(a.kind, ItemKind::kStatement);
  EXPECT_EQ(a.published, article.article.published);
  EXPECT_EQ(a.updated, article.article.updated);
  EXPECT_EQ(a.fetched, article.article.fetched);
  EXPECT_EQ(a.byline, "بترا");
  EXPECT_EQ(a.hash, article.article.hash);
  EXPECT_EQ(a.archive.file, "rasd-1.warc.gz");
  EXPECT_EQ(a.archive.length, 20u);
  ASSERT_EQ(item->annotations.size(), 1u);
  const Annotation& n = item->annotations[0];
  EXPECT_EQ(n.incident, article.annotation.incident);
  EXPECT_EQ(n.incident_p, article.annotation.incident_p);
  EXPECT_EQ(n.topic_p, article.annotation.topic_p);
  EXPECT_EQ(n.tone_p, article.annotation.tone_p);
  EXPECT_EQ(n.stance_p, article.annotation.stance_p);
  EXPECT_EQ(n.minhash, article.annotation.minhash);
  EXPECT_EQ(item->ledger.state, ItemState::kStored);
  EXPECT_EQ(item->line.tone, "negative");
  EXPECT_FLOAT_EQ(item->line.tone_top, 0.5F);
  EXPECT_FLOAT_EQ(item->line.stance_top, 0.5F);
  EXPECT_EQ(read_item(*reader_, "nobody").error().kind, ErrorKind::kNotFound);

  Article from_each;
  ASSERT_TRUE(each_article(*reader_, day_window(), [&](const AnnotatedArticle& both) {
    from_each = both.article;
    EXPECT_EQ(both.annotation.minhash, article.annotation.minhash);
  }));
  EXPECT_EQ(from_each.text, article.article.text);
}

TEST_F(ReadersTest, TheDeepReaderWins) {
  const auto article = sample_article(1);
  must_commit(*writer_, {article});
  LateAnnotation deep{article.article.item_id, article.annotation};
  deep.annotation.reader = "deep";
  deep.annotation.tone = "neutral";
  deep.annotation.incident = {"TRF"};
  LateAnnotation fast{article.article.item_id, article.annotation};
  fast.annotation.tone = "positive";
  EXPECT_EQ(must_commit(*writer_, {deep, fast})[0].state, ItemState::kStored);
  auto item = read_item(*reader_, article.article.item_id);
  ASSERT_TRUE(item);
  ASSERT_EQ(item->annotations.size(), 2u);
  EXPECT_EQ(item->annotations[0].reader, "deep");
  EXPECT_EQ(item->annotations[1].tone, "positive");
  EXPECT_EQ(item->line.tone, "neutral");
  ItemFilter filter = today();
  filter.incident = "TRF";
  EXPECT_EQ(count_items(*reader_, filter)->items, 1u);
  filter.incident = "FIR";
  EXPECT_EQ(count_items(*reader_, filter)->items, 0u);
  EXPECT_EQ(must_commit(*writer_, {LateAnnotation{"nobody", {}}})[0].state, ItemState::kFailed);
}

TEST_F(ReadersTest, TimeIsThePublishedOneWhenItCanBeTrue) {
  auto future = sample_article(1);
  future.article.published = future.article.fetched + hours{48};
  auto undated = sample_article(2);
  undated.article.published.reset();
  auto old = sample_article(3, "roya", test_day() - hours{24 * 900});
  old.article.fetched = test_day() + hours{9};
  must_commit(*writer_, {future, undated, old});
  EXPECT_EQ(count_items(*reader_, today())->items, 2u);
}

TEST_F(ReadersTest, FiltersNarrow) {
  auto calm = sample_article(2, "petra");
  calm.annotation.tone = "neutral";
  calm.annotation.incident.clear();
  calm.annotation.topic = "sports";
  calm.annotation.language = "en";
  calm.article.kind = ItemKind::kPost;
  must_commit(*writer_, {sample_article(1), calm});
  struct Case {
    const char* name;
    std::function<void(ItemFilter&)> narrow;
    uint64_t expected;
  };
  const std::vector<Case> cases = {
      {"any", [](auto&) {}, 2},
      {"kind",
       [](auto& f) {
         f.kinds = {ItemKind::kPost, ItemKind::kComment};
       },
       1},
      {"topic", [](auto& f) { f.topic = "sports"; }, 1},
      {"incident", [](auto& f) { f.incident = "POL"; }, 1},
      {"no incident", [](auto& f) { f.incident = "NON"; }, 1},
      {"language", [](auto& f) { f.language = "en"; }, 1},
      {"source", [](auto& f) { f.source = "roya"; }, 1},
      {"tone", [](auto& f) { f.tone = "negative"; }, 1},
      {"unknown tone", [](auto& f) { f.tone = "purple"; }, 0},
      {"official", [](auto& f) { f.official = true; }, 0},
      {"all at once",
       [](auto& f) {
         f.kinds = {ItemKind::kNews};
         f.topic = "security";
         f.incident = "FIR";
         f.language = "ar";
         f.source = "roya";
         f.tone = "negative";
         f.stance = "mentioned";
         f.official = false;
       },
       1},
      {"quotes do no harm", [](auto& f) { f.topic = "' OR 1=1 --"; }, 0},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    ItemFilter filter = today();
    c.narrow(filter);
    EXPECT_EQ(count_items(*reader_, filter)->items, c.expected);
    EXPECT_EQ(list_items(*reader_, filter)->size(), c.expected);
  }
}

TEST_F(ReadersTest, CopiesAreCountedAndListedOnce) {
  const PlaceArticle place = [](const AnnotatedArticle& a) {
    return Placement{a.article.source_id == "petra" ? "" : "g1", "s1"};
  };
  const std::vector<StoreInput> batch = {
      sample_article(1, "roya", test_day() + hours{9}),
      sample_article(2, "ghad", test_day() + hours{8}),
      sample_article(3, "ghad", test_day() + hours{10}),
      sample_article(4, "petra", test_day() + hours{11}),
      sample_article(5, "roya", test_day() - hours{2}),
  };
  ASSERT_TRUE(writer_->commit(batch, place));
  auto lines = list_items(*reader_, today(), ItemOrder::kMostOutlets, ItemUnit::kOnePerGroup);
  ASSERT_TRUE(lines) << lines.error().message;
  ASSERT_EQ(lines->size(), 2u);
  EXPECT_EQ((*lines)[0].source_id, "ghad") << "the earliest of the day stands for the group";
  EXPECT_EQ((*lines)[0].copies, 4u);
  EXPECT_EQ((*lines)[0].outlets, 2u);
  EXPECT_EQ((*lines)[1].copies, 1u);
  const auto count = count_items(*reader_, today());
  EXPECT_EQ(count->items, 4u);
  EXPECT_EQ(count->groups, 2u);
  EXPECT_EQ(count->sources, 3u);
  EXPECT_EQ(list_items(*reader_, today(), ItemOrder::kNewest, ItemUnit::kEveryCopy, {2, 1})->size(),
            2u);

  auto stories = list_stories(*reader_, today(), day_window(-1));
  ASSERT_TRUE(stories) << stories.error().message;
  ASSERT_EQ(stories->size(), 1u);
  const StoryLine& story = (*stories)[0];
  EXPECT_EQ(story.items, 4u);
  EXPECT_EQ(story.groups, 2u);
  EXPECT_EQ(story.outlets, 3u);
  EXPECT_EQ(story.before, 1u);
  EXPECT_EQ(story.ever, 5u);
  EXPECT_FALSE(story.new_today);
  EXPECT_EQ(story.first_seen, test_day() - hours{2});
  EXPECT_EQ(story.by_kind[0], 4u);
  EXPECT_EQ(story.by_tone[0], 4u);
  EXPECT_EQ(story.incident, "FIR");
  EXPECT_EQ(story.lead.source_id, "ghad");
  EXPECT_EQ(*count_stories(*reader_, today()), 1u);

  const auto item = read_item(*reader_, sample_article(1).article.item_id);
  EXPECT_EQ(item->group.size(), 3u);

  ASSERT_TRUE(writer_->move_items(std::vector<std::pair<std::string, Placement>>{
      {sample_article(4, "petra").article.item_id, {"g1", "s2"}}}));
  EXPECT_EQ(*count_stories(*reader_, today()), 2u);
  EXPECT_EQ(count_items(*reader_, today())->groups, 1u);
}

TEST_F(ReadersTest, TotalsCompareWithTheDayBefore) {
  auto other = sample_article(3, "petra", test_day() - hours{3});
  other.annotation.incident = {"TRF"};
  other.annotation.tone = "neutral";
  must_commit(*writer_, {sample_article(1), sample_article(2), other});
  const auto tones = count_by(*reader_, Facet::kTone, today(), day_window(-1));
  ASSERT_TRUE(tones) << tones.error().message;
  ASSERT_EQ(tones->size(), 2u);
  EXPECT_EQ((*tones)[0].value, "negative");
  EXPECT_EQ((*tones)[0].items, 2u);
  EXPECT_EQ((*tones)[0].before, 0u);
  EXPECT_EQ((*tones)[1].value, "neutral");
  EXPECT_EQ((*tones)[1].before, 1u);
  const auto incidents = count_by(*reader_, Facet::kIncident, today());
  ASSERT_EQ(incidents->size(), 2u);
  EXPECT_EQ((*incidents)[0].items, 2u);
  for (const Facet facet : {Facet::kSource, Facet::kKind, Facet::kLanguage, Facet::kTopic,
                            Facet::kStance, Facet::kOfficial}) {
    const auto counts = count_by(*reader_, facet, today());
    ASSERT_TRUE(counts) << counts.error().message;
    ASSERT_EQ(counts->size(), 1u);
    EXPECT_EQ((*counts)[0].items, 2u);
    EXPECT_FALSE((*counts)[0].value.empty());
  }
}

TEST_F(ReadersTest, CoverageTellsReachedAndFailed) {
  std::vector<Source> sources(4);
  const char* names[] = {"good", "failing", "silent", "slow"};
  for (size_t i = 0; i < sources.size(); ++i) sources[i].id = sources[i].name = names[i];
  ASSERT_TRUE(writer_->set_sources(sources));
  std::vector<StoreInput> batch;
  int n = 0;
  for (int day = -20; day < 0; ++day)
    for (int hour : {8, 16}) {
      const Instant at = test_day() + hours{24 * day + hour};
      batch.push_back(sample_article(++n, "good", at));
      if (day < -4) batch.push_back(sample_article(++n, "silent", at));
      if (day % 7 == 0 && hour == 8) batch.push_back(sample_article(++n, "slow", at));
    }
  batch.push_back(sample_article(++n, "good", test_day() + hours{9}));
  batch.push_back(sample_article(++n, "replayed", test_day() + hours{9}));
  const auto poll = [&](const char* source, bool ok) {
    SourcePoll p;
    p.source_id = source;
    p.at = test_day() + hours{10};
    p.ok = ok;
    p.status = ok ? 200 : 503;
    p.error = ok ? "" : "the server answered 503";
    batch.push_back(p);
  };
  poll("good", true);
  poll("silent", true);
  poll("slow", true);
  poll("failing", false);
  Outcome lost;
  lost.item_id = "lost";
  lost.source_id = "good";
  lost.state = ItemState::kFailed;
  lost.reason = "404";
  lost.at = test_day() + hours{10};
  batch.push_back(lost);
  must_commit(*writer_, batch);
  const auto coverage = read_coverage(*reader_, day_window());
  ASSERT_TRUE(coverage) << coverage.error().message;
  EXPECT_EQ(coverage->total, 4u);
  EXPECT_EQ(coverage->reached, 3u);
  EXPECT_EQ(coverage->failed, 1u);
  EXPECT_EQ(coverage->replayed, 1u);
  EXPECT_EQ(coverage->items, 2u);
  ASSERT_EQ(coverage->sources.size(), 5u);
  EXPECT_EQ(coverage->sources[0].source.id, "failing");
  EXPECT_EQ(coverage->sources[0].last_error, "the server answered 503");
  EXPECT_EQ(coverage->sources[0].last_status, 503);
  EXPECT_EQ(coverage->sources[1].source.id, "good");
  EXPECT_EQ(coverage->sources[1].lost, 1u);
  EXPECT_NEAR(coverage->sources[1].usual, 2.0, 0.2);
  EXPECT_EQ(coverage->sources[3].source.id, "silent");
  EXPECT_EQ(coverage->sources[3].last_item, test_day() + hours{-5 * 24 + 16});

  const auto arrivals = read_arrivals(*reader_, "silent", day_window(-6));
  ASSERT_TRUE(arrivals) << arrivals.error().message;
  EXPECT_EQ(*arrivals, (std::vector<Instant>{test_day() + hours{-6 * 24 + 8},
                                             test_day() + hours{-6 * 24 + 16}}));
  const auto polls = read_polls(*reader_, "failing", day_window().to, 10);
  ASSERT_TRUE(polls) << polls.error().message;
  ASSERT_EQ(polls->size(), 1u);
  EXPECT_FALSE((*polls)[0].ok);
  EXPECT_EQ((*polls)[0].status, 503);

  const auto before = read_coverage(*reader_, day_window(-1));
  EXPECT_EQ(before->reached, 1u) << "read later: items of a day before the first poll";
  EXPECT_EQ(name(before->sources.back().reach), name(Reach::kNotPolled));

  const std::vector<Window> windows = {day_window(-6), day_window(-5), day_window(-2)};
  const auto series = read_source_series(*reader_, windows);
  ASSERT_TRUE(series) << series.error().message;
  for (const auto& one : *series)
    if (one.source_id == "silent") {
      EXPECT_EQ(one.items, (std::vector<uint32_t>{2, 2, 0}));
    }

  ASSERT_TRUE(writer_->set_sources(std::span(sources).first(1)));
  EXPECT_EQ(read_coverage(*reader_, day_window())->total, 1u);
}

TEST_F(ReadersTest, LedgerSumsReconcile) {
  std::vector<StoreInput> batch;
  for (int n = 0; n < 10; ++n) batch.push_back(sample_article(n));
  for (const ItemState state :
       {ItemState::kFailed, ItemState::kFiltered, ItemState::kQuarantined, ItemState::kDuplicate}) {
    Outcome o;
    o.item_id = "o" + std::string(name(state));
    o.source_id = "petra";
    o.url = "https://petra.example/";
    o.state = state;
    o.stage = "extract";
    o.reason = "because";
    o.bytes = state == ItemState::kQuarantined ? std::string("\xff\0x", 3) : "";
    batch.push_back(o);
  }
  auto copy = sample_article(3);
  copy.article.item_id = "copy";
  batch.push_back(copy);
  must_commit(*writer_, batch);
  must_commit(*writer_, batch);
  const auto sums = sum_ledger(*reader_);
  ASSERT_TRUE(sums) << sums.error().message;
  EXPECT_TRUE(sums->reconciles());
  EXPECT_EQ(sums->total, 15u);
  EXPECT_EQ(sums->by_state, (StateCounts{10, 2, 1, 1, 1}));
  EXPECT_EQ(sums->by_source.size(), 2u);
  ASSERT_EQ(sums->by_reason.size(), 5u);
  EXPECT_TRUE(sum_ledger(*reader_, day_window())->reconciles());
  EXPECT_EQ(sum_ledger(*reader_, day_window(1))->total, 0u);
  LedgerFilter filter;
  filter.state = ItemState::kQuarantined;
  const auto rows = list_ledger(*reader_, filter);
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ(read_ledger(*reader_, (*rows)[0].item_id)->bytes, std::string("\xff\0x", 3));
  EXPECT_EQ(list_ledger(*reader_, {})->size(), 15u);
  EXPECT_EQ(read_ledger(*reader_, sample_article(1).article.item_id)->url,
            sample_article(1).article.url);
}

TEST_F(ReadersTest, SeriesAndRestartData) {
  std::vector<StoreInput> batch;
  for (int n = 0; n < 6; ++n)
    batch.push_back(sample_article(n, "roya", test_day() + hours{24 * (n % 3) + 9}));
  must_commit(*writer_, batch);
  const auto series =
      read_series(*reader_, {day_window(0), day_window(1), day_window(5)}, ItemFilter{});
  ASSERT_TRUE(series) << series.error().message;
  EXPECT_EQ((*series)[0].items, 2u);
  EXPECT_EQ((*series)[1].by_tone[0], 2u);
  EXPECT_DOUBLE_EQ((*series)[1].tone_mass[0], 1.0);
  EXPECT_DOUBLE_EQ((*series)[1].stance_mass[2], 1.0);
  EXPECT_EQ((*series)[1].active_sources, 1u);
  EXPECT_EQ((*series)[1].models, std::vector<std::string>{"m1"});
  EXPECT_EQ((*series)[2].items, 0u);
  std::vector<RecentItem> recent;
  ASSERT_TRUE(each_recent_item(*reader_, test_day(), 4,
                               [&](const RecentItem& item) { recent.push_back(item); }));
  ASSERT_EQ(recent.size(), 4u);
  EXPECT_TRUE(std::is_sorted(recent.begin(), recent.end(),
                             [](const auto& a, const auto& b) { return a.at < b.at; }));
  EXPECT_EQ(recent[0].group_id, recent[0].item_id);
  EXPECT_EQ(recent[0].minhash, sample_article(0).annotation.minhash);
}

}  // namespace
}  // namespace rasd
