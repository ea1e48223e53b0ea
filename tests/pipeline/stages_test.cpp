#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "base/file.h"
#include "base/id.h"
#include "crawler/spool.h"
#include "nlp/reader.h"
#include "pipeline/annotate_stage.h"
#include "pipeline/hand_over.h"
#include "pipeline/replay.h"
#include "pipeline/store_stage.h"
#include "reports/open_store.h"
#include "store/items.h"
#include "store/ledger_sums.h"
#include "tests/support/temp_folder.h"

// The three stage loops over inproc links, fed by a replay, with a reader that labels by one word.
namespace rasd {
namespace {

using std::chrono::milliseconds;

class WordReader : public Reader {
 public:
  Annotation annotate(const Article& article) const override {
    if (article.text.find("غير مقروء") != std::string::npos)
      throw std::runtime_error("a library gave up");
    Annotation out;
    out.reader = "fast";
    out.model_version = version_;
    out.language = "ar";
    out.topic = "other";
    out.tone = "neutral";
    out.stance = "not_mentioned";
    return out;
  }
  const std::string& version() const override { return version_; }

 private:
  std::string version_ = "word-1";
};

struct Played {
  ReplaySums replayed;
  SpoolCounts taken;
  LedgerSums sums;
};

/// Replays a folder through all stages until everything is settled.
Played play(const std::string& input, const std::string& data, Suspects* suspects = nullptr) {
  Played played;
  const SystemClock clock;
  const WordReader reader;
  const LinkContext context;
  auto spool = Spool::open(data + "/crawl");
  EXPECT_TRUE(spool) << spool.error().message;
  std::stop_source stop;
  LinkOptions articles;
  articles.endpoint = "inproc://articles";
  articles.heartbeat = milliseconds{20};
  LinkOptions annotated = articles;
  annotated.endpoint = "inproc://annotated";
  const StoreOptions store = store_options(data + "/rasd.db");
  std::jthread annotator([&] {
    AnnotateOptions options{articles, annotated, suspects};
    EXPECT_TRUE(annotate(context, reader, clock, options, stop.get_token()));
  });
  std::jthread writer_thread([&] {
    auto writer = Writer::open(store, clock);
    ASSERT_TRUE(writer) << writer.error().message;
    StoreStageOptions options;
    options.annotated = annotated;
    options.annotated.side = LinkOptions::Side::kBind;
    EXPECT_TRUE(store_records(context, *writer, {}, clock, options, stop.get_token()));
  });
  const auto zone = TimeZone::open("Asia/Riyadh");
  const auto replayed = replay(input, **spool, *zone, clock, {});
  EXPECT_TRUE(replayed) << replayed.error().message;
  HandOverOptions options;
  options.link = articles;
  options.link.side = LinkOptions::Side::kBind;
  EXPECT_TRUE(hand_over(context, **spool, clock, options, stop.get_token(), [&] {
    const auto counts = (*spool)->counts();
    return counts.pending == 0 && counts.other_pending == 0;
  }));
  stop.request_stop();
  annotator.join();
  writer_thread.join();
  if (replayed) played.replayed = *replayed;
  played.taken = (*spool)->counts();
  auto opened = StoreReader::open(store);
  EXPECT_TRUE(opened);
  if (auto sums = sum_ledger(*opened)) played.sums = *sums;
  return played;
}

TEST(Stages, ATextThatBroughtTheAnnotatorDownThriceIsQuarantinedAndTheRestGoesOn) {
  const TempFolder folder;
  ASSERT_TRUE(make_folder(folder / "in"));
  ASSERT_TRUE(make_folder(folder / "data"));
  std::string lines;
  for (int i = 0; i < 20; ++i) {
    const std::string n = std::to_string(i);
    lines += R"({"source":"sahifa","url":"http://a.example/)" + n + R"(","title":"خبر )" + n +
             R"(","content":"وقع حادث سير صباح اليوم في الشارع رقم )" + n + "\"}\n";
  }
  ASSERT_TRUE(write_file(folder / "in/a.jsonl", lines));
  const std::string poison = content_id({"sahifa", "http://a.example/7"});
  for (int death = 0; death < 3; ++death) {
    const pid_t child = fork();
    if (child == 0) {
      auto suspects = Suspects::open(folder / "data/reading", "annotate");
      const auto reading = suspects->begin(poison);
      _exit(reading ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
  auto suspects = Suspects::open(folder / "data/reading", "annotate");
  ASSERT_TRUE(suspects);
  const Played played = play(folder / "in", folder / "data", &*suspects);
  EXPECT_EQ(played.sums.by_state[static_cast<size_t>(ItemState::kStored)], 19u);
  EXPECT_EQ(played.sums.by_state[static_cast<size_t>(ItemState::kQuarantined)], 1u);
  EXPECT_TRUE(played.sums.reconciles());
  ASSERT_EQ(played.sums.by_reason.size(), 1u);
  EXPECT_EQ(played.sums.by_reason.front().reason,
            "brought the annotator down each time it was read");
}

TEST(Stages, EveryReplayedLineHasOneEnd) {
  const TempFolder folder;
  ASSERT_TRUE(make_folder(folder / "in"));
  ASSERT_TRUE(make_folder(folder / "data"));
  const std::string lines =
      R"({"source":"sahifa","url":"http://a.example/1","date_extracted":"2026-11-24 00:30:00","title":"حادث سير على الطريق","content":"وقع حادث سير صباح اليوم.\n\nولم تقع إصابات & الحمد لله <فعلا>."})"
      "\n"
      R"({"source":"sahifa","url":"http://a.example/2","title":"خبر","content":"نص غير مقروء"})"
      "\n"
      R"({"source":"sahifa","url":"http://a.example/3","title":"","content":""})"
      "\n"
      "{broken\n"
      "\n"
      R"({"source":"sahifa","url":"http://a.example/1","title":"حادث سير على الطريق","content":"مكرر"})"
      "\n";
  ASSERT_TRUE(write_file(folder / "in/a.jsonl", lines));
  const Played first = play(folder / "in", folder / "data");
  EXPECT_EQ(first.replayed.records, 5u);
  EXPECT_EQ(first.replayed.quarantined, 1u);
  EXPECT_EQ(first.replayed.taken_in, 4u);  // the fifth is the first again
  EXPECT_EQ(first.taken.pending, 0u);
  EXPECT_EQ(first.sums.total, 4u);
  EXPECT_EQ(first.sums.by_state[static_cast<size_t>(ItemState::kStored)], 1u);
  EXPECT_EQ(first.sums.by_state[static_cast<size_t>(ItemState::kQuarantined)], 2u);
  EXPECT_TRUE(first.sums.reconciles());

  auto reader = StoreReader::open(store_options(folder / "data/rasd.db"));
  ASSERT_TRUE(reader);
  ItemFilter filter;
  filter.window = {Instant{}, Instant{std::chrono::seconds{int64_t{1} << 40}}};
  const auto items = list_items(*reader, filter);
  ASSERT_TRUE(items);
  ASSERT_EQ(items->size(), 1u);
  // Local time of the newsroom: half past midnight in Riyadh is the day before in UTC.
  EXPECT_EQ(to_rfc3339(items->front().at), "2026-11-23T21:30:00Z");
  const auto item = read_item(*reader, items->front().item_id);
  ASSERT_TRUE(item);
  EXPECT_EQ(item->article.text, "وقع حادث سير صباح اليوم.\nولم تقع إصابات & الحمد لله <فعلا>.");

  const Played again = play(folder / "in", folder / "data");
  EXPECT_EQ(again.replayed.taken_in, 0u);
  EXPECT_EQ(again.replayed.known, 5u);
  EXPECT_EQ(again.sums.total, 4u);
}

TEST(Replay, SaysWhatIsMissing) {
  const TempFolder folder;
  auto spool = Spool::open(folder / "crawl");
  ASSERT_TRUE(spool);
  const auto zone = TimeZone::open("UTC");
  const SystemClock clock;
  EXPECT_EQ(replay(folder / "nowhere", **spool, *zone, clock, {}).error().kind,
            ErrorKind::kNotFound);
}

}  // namespace
}  // namespace rasd
