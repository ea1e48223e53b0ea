#include "demo/newsroom.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/file.h"
#include "crawler/recall.h"
#include "crawler/spool.h"
#include "pipeline/run.h"
#include "reports/digest.h"
#include "reports/open_store.h"
#include "reports/pickup.h"
#include "reports/source_health.h"
#include "store/arrivals.h"
#include "store/items.h"
#include "store/ledger_sums.h"
#include "store/recent_items.h"
#include "store/search.h"
#include "tests/support/temp_folder.h"

// The demonstration newsroom crawled over real HTTP by the whole pipeline, in one process, and what
// is in the store afterwards held against the truth that was planted.
namespace rasd {
namespace {

constexpr Day kLastDay{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{20}};

/// The world is crawled once for all tests of this program.
class Newsday : public testing::Test {
 protected:
  struct Crawled {
    TempFolder folder;
    Config config;
    std::unique_ptr<Newsroom> newsroom;
    SpoolCounts taken;
    std::map<std::string, const WorldItem*> truth;     // by URL
    std::map<std::string, AnnotatedArticle> articles;  // by URL
  };

  static void SetUpTestSuite() {
    crawled_ = std::make_unique<Crawled>();
    Crawled& c = *crawled_;
    World world = make_world(11, kLastDay);
    const auto observations = write_observations(world, c.folder.path());
    ASSERT_TRUE(observations);
    auto newsroom = Newsroom::open(std::move(world), {});
    ASSERT_TRUE(newsroom) << newsroom.error().message;
    c.newsroom = std::move(*newsroom);
    c.config.folders.data = c.folder / "data";
    c.config.folders.models = std::string(RASD_SOURCE_DIR) + "/models";
    c.config.sources = newsroom_sources(*c.newsroom, *observations);
    // The crawl happens at the end of the world's last day.
    const TimeZone zone = *TimeZone::open(c.config.directorate.time_zone);
    const FixedClock clock(zone.start_of(add_days(kLastDay, 1)) - std::chrono::minutes{1});
    RunOptions options;
    options.mode = RunMode::kOnce;
    const auto ran = run_stages(c.config, options, clock, {});
    ASSERT_TRUE(ran) << ran.error().message;
    const auto taken = read_spool_counts(c.config.crawl_folder());
    ASSERT_TRUE(taken);
    c.taken = *taken;
    for (const WorldItem& item : c.newsroom->world().items) c.truth[c.newsroom->url(item)] = &item;
    auto reader = StoreReader::open(store_options(c.config.store_path()));
    ASSERT_TRUE(reader);
    const Window always{Instant{}, Instant{std::chrono::seconds{int64_t{1} << 40}}};
    ASSERT_TRUE(each_article(*reader, always, [&](const AnnotatedArticle& both) {
      // A feed may list a short address that leads to the article's own.
      const bool listed = c.truth.contains(both.article.url);
      c.articles[listed ? both.article.url : both.article.canonical_url] = both;
    }));
    reader_ = std::make_unique<StoreReader>(std::move(*reader));
  }
  static void TearDownTestSuite() {
    reader_.reset();
    crawled_.reset();
  }

  static const Crawled& crawled() { return *crawled_; }
  static StoreReader& reader() { return *reader_; }
  static const Outlet& outlet(const WorldItem& item) {
    return crawled().newsroom->world().outlets[item.outlet];
  }
  static Window day_window(Day day) {
    const TimeZone zone = *TimeZone::open(crawled().config.directorate.time_zone);
    return {zone.start_of(day), zone.start_of(add_days(day, 1))};
  }

 private:
  static std::unique_ptr<Crawled> crawled_;
  static std::unique_ptr<StoreReader> reader_;
};
std::unique_ptr<Newsday::Crawled> Newsday::crawled_;
std::unique_ptr<StoreReader> Newsday::reader_;

std::string joined(const std::vector<std::string>& paragraphs) {
  std::string out;
  for (const auto& paragraph : paragraphs) out += (out.empty() ? "" : "\n") + paragraph;
  return out;
}

TEST_F(Newsday, TheLedgerReconciles) {
  const auto sums = sum_ledger(reader());
  ASSERT_TRUE(sums);
  EXPECT_TRUE(sums->reconciles());
  EXPECT_EQ(sums->total, crawled().taken.taken_in);
  EXPECT_EQ(crawled().taken.pending, 0u);
  EXPECT_GT(sums->total, 2000u);
}

TEST_F(Newsday, EveryPublishedItemIsTakenInOrItsSourceIsNamed) {
  std::map<std::string, int> missing;
  std::map<std::string, std::string> ends;
  LedgerFilter filter;
  for (size_t offset = 0;; offset += 1000) {
    const auto rows = list_ledger(reader(), filter, {1000, offset});
    ASSERT_TRUE(rows);
    for (const Outcome& row : *rows) ends[row.url] = std::string(name(row.state));
    if (rows->size() < 1000) break;
  }
  for (const auto& [url, item] : crawled().truth)
    if (!ends.contains(url) && !crawled().articles.contains(url)) ++missing[outlet(*item).id];
  for (const auto& [id, count] : missing) {
    const World& world = crawled().newsroom->world();
    const Outlet& lost = world.outlets[world.outlet_index(id)];
    EXPECT_EQ(lost.fault, OutletFault::kFailing) << id << " lost " << count << " items";
  }
}

TEST_F(Newsday, TextsAreReadAsTheyWereWritten) {
  std::map<std::string, std::pair<int, int>> by_outlet;  // right, all
  std::map<std::string, std::string> example;
  for (const auto& [url, both] : crawled().articles) {
    const auto truth = crawled().truth.find(url);
    if (truth == crawled().truth.end()) continue;
    auto& [right, all] = by_outlet[outlet(*truth->second).id];
    ++all;
    const std::string wanted = joined(truth->second->paragraphs);
    if (both.article.text == wanted)
      ++right;
    else
      example[outlet(*truth->second).id] = url + "\nread:   " + both.article.text.substr(0, 600) +
                                           "\nwanted: " + wanted.substr(0, 600);
  }
  EXPECT_GE(by_outlet.size(), 10u);
  for (const auto& [id, counts] : by_outlet)
    EXPECT_GE(counts.first, counts.second * 98 / 100)
        << id << ": " << counts.first << " of " << counts.second << "\n"
        << example[id];
}

TEST_F(Newsday, TitlesTimesAndParentsHold) {
  int titles = 0;
  int times = 0;
  int all = 0;
  for (const auto& [url, both] : crawled().articles) {
    const auto found = crawled().truth.find(url);
    if (found == crawled().truth.end()) continue;
    const WorldItem& truth = *found->second;
    ++all;
    titles += both.article.title == truth.title ? 1 : 0;
    // Some layouts print the minute only.
    times += both.article.published && std::chrono::abs(*both.article.published - truth.published) <
                                           std::chrono::minutes{1}
                 ? 1
                 : 0;
    EXPECT_EQ(both.article.kind, truth.kind) << url;
    EXPECT_EQ(both.article.parent_id.empty(), truth.parent < 0) << url;
    if (truth.kind == ItemKind::kPost || truth.kind == ItemKind::kComment) {
      EXPECT_EQ(both.article.author.size(), 32u) << url;
      EXPECT_EQ(both.article.author.find(truth.author), std::string::npos);
    }
  }
  EXPECT_GE(titles, all * 98 / 100);
  EXPECT_GE(times, all * 98 / 100);
}

TEST_F(Newsday, ForbiddenArticlesKeepTheFeedsText) {
  int seen = 0;
  for (const auto& [url, both] : crawled().articles) {
    const auto found = crawled().truth.find(url);
    if (found == crawled().truth.end()) continue;
    if (outlet(*found->second).fault != OutletFault::kArticlesForbidden) continue;
    ++seen;
    EXPECT_EQ(both.article.text_from, "feed") << url;
    EXPECT_NE(both.article.note.find("403"), std::string::npos) << both.article.note;
  }
  EXPECT_GT(seen, 50);
}

TEST_F(Newsday, CopiesShareAGroup) {
  const World& world = crawled().newsroom->world();
  std::map<std::string, std::string> group;
  ASSERT_TRUE(each_recent_item(reader(), Instant{}, 100000, [&](const RecentItem& item) {
    group[item.item_id] = item.group_id;
  }));
  const auto group_of = [&](int index) -> std::string {
    const auto url = crawled().newsroom->url(world.items[static_cast<size_t>(index)]);
    const auto found = crawled().articles.find(url);
    return found == crawled().articles.end() ? "" : group[found->second.article.item_id];
  };
  int verbatim = 0;
  int together = 0;
  for (const CopyGroup& copies : world.copies) {
    const std::string original = group_of(copies.original);
    for (const int member : copies.members) {
      if (world.items[static_cast<size_t>(member)].copy != CopyKind::kVerbatim) continue;
      const std::string copy = group_of(member);
      if (original.empty() || copy.empty()) continue;
      ++verbatim;
      together += copy == original ? 1 : 0;
    }
  }
  EXPECT_GT(verbatim, 50);
  EXPECT_GE(together, verbatim * 95 / 100) << together << " of " << verbatim;
}

TEST_F(Newsday, CoverageNamesTheFailingAndTheSilent) {
  const TimeZone zone = *TimeZone::open(crawled().config.directorate.time_zone);
  const auto judged = judge_sources(reader(), zone, day_window(kLastDay));
  ASSERT_TRUE(judged);
  EXPECT_LT(judged->coverage.reached, judged->coverage.total);
  const World& world = crawled().newsroom->world();
  for (const SourceHealth& health : judged->sources) {
    const SourceCoverage& source = health.coverage;
    const size_t index = world.outlet_index(source.source.id);
    if (index == world.outlets.size()) continue;
    const OutletFault fault = world.outlets[index].fault;
    EXPECT_EQ(source.reach == Reach::kFailed, fault == OutletFault::kFailing) << source.source.id;
    EXPECT_EQ(health.condition == SourceCondition::kSilent, fault == OutletFault::kSilent)
        << source.source.id << " is " << name(health.condition);
    if (fault == OutletFault::kFailing) {
      EXPECT_FALSE(source.last_error.empty());
    }
  }
}

// The alarms as they would have come, judged every half hour of the last thirty days. The paper
// that stops publishes two or three items a day, so that days must pass before it is sure.
TEST_F(Newsday, ASilentSourceIsNoticedAndAFewOthersAtMost) {
  const World& world = crawled().newsroom->world();
  const TimeZone zone = *TimeZone::open(crawled().config.directorate.time_zone);
  int judged = 0;
  int false_alarms = 0;
  for (const Outlet& one : world.outlets) {
    if (one.fault == OutletFault::kFailing) continue;
    const auto arrivals = read_arrivals(reader(), one.id, {Instant{}, day_window(kLastDay).to});
    ASSERT_TRUE(arrivals);
    if (arrivals->empty()) continue;
    std::optional<Instant> alarm;
    const Instant from = zone.start_of(add_days(world.first, 30));
    for (Instant now = from; now < day_window(kLastDay).to; now += std::chrono::minutes{30}) {
      const auto next = std::upper_bound(arrivals->begin(), arrivals->end(), now);
      if (next == arrivals->begin()) continue;
      const Instant last = *std::prev(next);
      const auto begin =
          std::lower_bound(arrivals->begin(), arrivals->end(), last - std::chrono::days{28});
      const std::array<TimeSpan, 1> watched = {TimeSpan{*begin, last + std::chrono::seconds{1}}};
      const auto profile = ArrivalProfile::learn({begin, next}, watched, zone.offset_at(last));
      if (!profile.judge({last, now}).alarm) continue;
      alarm = now;
      break;
    }
    if (one.fault != OutletFault::kSilent) {
      ++judged;
      false_alarms += alarm ? 1 : 0;
      continue;
    }
    ASSERT_TRUE(alarm) << one.id;
    const auto delay = std::chrono::duration_cast<std::chrono::minutes>(*alarm - arrivals->back());
    EXPECT_LT(delay, std::chrono::hours{72}) << one.id;
    std::printf("%s: %.1f h from its last item to the alarm\n", one.id.c_str(),
                static_cast<double>(delay.count()) / 60);
  }
  EXPECT_GE(judged, 8);
  EXPECT_LE(false_alarms, judged * SilenceOptions{}.false_alarms_a_month);
  std::printf("%d false alarms of %d sources in 30 days\n", false_alarms, judged);
}

// What the lists named is accounted for, source by source, and agrees with spool and store.
TEST_F(Newsday, EverythingListedIsAccountedFor) {
  const auto recall = read_recall(crawled().config.crawl_folder());
  ASSERT_TRUE(recall) << recall.error().message;
  std::map<std::string, uint64_t> stored;
  const Window always{Instant{}, Instant{std::chrono::seconds{int64_t{1} << 40}}};
  ASSERT_TRUE(each_article(
      reader(), always, [&](const AnnotatedArticle& both) { ++stored[both.article.source_id]; }));
  uint64_t listed = 0, missed = 0, pending = 0;
  for (const auto& [id, one] : *recall) {
    SCOPED_TRACE(id);
    listed += one.listed();
    missed += one.missed();
    pending += one.pending;
    EXPECT_EQ(one.of(ItemState::kStored), stored[id]);
  }
  const SpoolCounts& taken = crawled().taken;
  EXPECT_EQ(listed, taken.taken_in);
  EXPECT_EQ(missed, taken.final[static_cast<size_t>(ItemState::kFailed)] +
                        taken.final[static_cast<size_t>(ItemState::kQuarantined)]);
  EXPECT_EQ(pending, 0u);
}

// Every pickup that was planted is found, none that was not, and each by its kind.
TEST_F(Newsday, PickupOfStatementsIsTheTruth) {
  const World& world = crawled().newsroom->world();
  PickupOptions options;
  options.now = day_window(kLastDay).to;
  const auto report = make_pickup_report(reader(), {Instant{}, day_window(kLastDay).to}, options);
  ASSERT_TRUE(report) << report.error().message;
  std::map<std::string, std::string> id_of;  // the store's item ids by the world's
  for (const auto& [url, both] : crawled().articles)
    if (const auto found = crawled().truth.find(url); found != crawled().truth.end())
      id_of[found->second->id] = both.article.item_id;
  std::map<std::string, const PickupStatement*> by_id;
  for (const PickupStatement& one : report->statements) by_id[one.item_id] = &one;
  int planted = 0, found = 0, right_kind = 0, right_delay = 0, said = 0;
  int missed_planted = 0, missed_found = 0, missed_said = 0;
  for (const WorldStatement& statement : world.statements) {
    const WorldItem& item = world.items[static_cast<size_t>(statement.item)];
    const auto at = by_id.find(id_of[item.id]);
    ASSERT_NE(at, by_id.end()) << item.id;
    const PickupStatement& got = *at->second;
    said += static_cast<int>(got.carried.size());
    std::set<std::string> carriers;
    for (const Pickup& pickup : statement.carried) {
      const WorldItem& copy = world.items[static_cast<size_t>(pickup.item)];
      carriers.insert(world.outlets[copy.outlet].id);
      ++planted;
      for (const PickupCarrier& carrier : got.carried) {
        if (carrier.item_id != id_of[copy.id]) continue;
        ++found;
        const bool reworded =
            carrier.how == ReuseKind::kEdited || carrier.how == ReuseKind::kAltered;
        const bool right = pickup.how == CopyKind::kVerbatim ? carrier.how == ReuseKind::kVerbatim
                           : pickup.how == CopyKind::kShortened
                               ? carrier.how == ReuseKind::kShortened
                               : reworded;
        right_kind += right ? 1 : 0;
        if (!right)
          std::printf("%s: planted %s, said %s (%.3f of the statement, %.3f of the item)\n",
                      copy.id.c_str(), std::string(name(pickup.how)).c_str(),
                      std::string(name(carrier.how)).c_str(), carrier.of_statement,
                      carrier.of_item);
        right_delay += std::abs(carrier.delay.count() - pickup.minutes_late) <= 1 ? 1 : 0;
      }
    }
    const std::set<std::string> missed(got.missed.begin(), got.missed.end());
    missed_said += static_cast<int>(missed.size());
    for (const Outlet& one : world.outlets) {
      if (one.kind != ItemKind::kNews || one.language != "ar" || carriers.contains(one.id))
        continue;
      if (one.fault == OutletFault::kFailing) continue;
      const int day = days_between(world.first, world_day(item.published));
      if (one.silent_from >= 0 && day >= one.silent_from) continue;
      ++missed_planted;
      missed_found += missed.contains(one.id) ? 1 : 0;
    }
  }
  std::printf(
      "pickup: %d planted, %d found, %d said; kind %d, delay %d; missed by: %d planted, %d "
      "found, %d said\n",
      planted, found, said, right_kind, right_delay, missed_planted, missed_found, missed_said);
  EXPECT_GT(planted, 80);
  EXPECT_GE(found, planted * 98 / 100);
  EXPECT_GE(found, said * 98 / 100) << "what was not planted is not found";
  // A text of which one word in a hundred was replaced still counts as verbatim.
  EXPECT_GE(right_kind, found * 98 / 100);
  EXPECT_GE(right_delay, found * 98 / 100);
  EXPECT_GE(missed_found, missed_planted * 97 / 100);
  EXPECT_GE(missed_found, missed_said * 97 / 100);
}

TEST_F(Newsday, TheDigestOfTheLastDayHoldsWhatHappened) {
  const TimeZone zone = *TimeZone::open(crawled().config.directorate.time_zone);
  DigestOptions options;
  options.now = zone.start_of(add_days(kLastDay, 1));
  const auto digest = make_digest(reader(), zone, kLastDay, options);
  ASSERT_TRUE(digest) << digest.error().message;
  size_t published = 0;
  for (const auto& [url, item] : crawled().truth)
    if (zone.day_of(item->published) == kLastDay && crawled().articles.contains(url)) ++published;
  EXPECT_GT(published, 20u);
  EXPECT_LE(digest->top.size(), 3u);
  for (const auto& section : digest->sections) EXPECT_LE(section.entries.size(), 15u);
}

TEST_F(Newsday, SearchFoldsArabicSpelling) {
  SearchQuery query;
  query.text = "الامن";  // written without its hamza; the texts have «الأمن»
  const auto folded = search_items(reader(), query);
  ASSERT_TRUE(folded) << folded.error().message;
  EXPECT_GT(folded->total, 10u);
  query.mode = SearchMode::kExact;
  const auto exact = search_items(reader(), query);
  ASSERT_TRUE(exact);
  EXPECT_LT(exact->total, folded->total);
}

}  // namespace
}  // namespace rasd
