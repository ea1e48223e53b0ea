#include "pipeline/store_stage.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "base/id.h"
#include "pipeline/config.h"
#include "pipeline/run.h"
#include "pipeline/store_lock.h"
#include "records/wire.h"
#include "reports/open_store.h"
#include "store/ledger_sums.h"
#include "tests/support/temp_folder.h"

// The store's stage alone: a sender plays the annotators.
namespace rasd {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

AnnotatedArticle article(int n) {
  AnnotatedArticle both;
  both.article.source_id = "a";
  both.article.url = "http://a.example/" + std::to_string(n);
  both.article.item_id = content_id({"a", both.article.url});
  both.article.title = "خبر " + std::to_string(n);
  both.article.text = "نص الخبر رقم " + std::to_string(n);
  both.article.hash = content_hash(both.article.text);
  both.article.fetched = Instant{std::chrono::seconds{1'700'000'000}};
  both.annotation.reader = "fast";
  both.annotation.model_version = "word-1";
  both.annotation.language = "ar";
  return both;
}

/// Runs SQL on the store from outside, as no part of Rasd would.
void meddle(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  sqlite3_busy_timeout(handle, 5000);
  char* trouble = nullptr;
  sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &trouble);
  EXPECT_EQ(trouble, nullptr) << trouble;
  sqlite3_free(trouble);
  sqlite3_close(handle);
}

/// A store and its stage on a link; `send` plays the annotators until all is answered.
class StoreStage {
 public:
  explicit StoreStage(PlaceArticle place = {}) : place_(std::move(place)) {
    link_.endpoint = "inproc://annotated";
    link_.heartbeat = milliseconds{10};
    link_.dead_after = milliseconds{300};
    auto writer = Writer::open(store(), clock_);
    EXPECT_TRUE(writer) << writer.error().message;
    writer_.emplace(std::move(*writer));
  }
  ~StoreStage() { stop(); }
  StoreOptions store() const {
    StoreOptions options = store_options(folder_ / "rasd.db");
    options.busy_timeout = milliseconds{20};
    return options;
  }
  Writer& writer() { return *writer_; }
  void start() {
    stage_ = std::jthread([this](std::stop_token stop) {
      StoreStageOptions options;
      options.annotated = link_;
      options.annotated.side = LinkOptions::Side::kBind;
      options.retry = milliseconds{900};
      result_ = store_records(context_, *writer_, place_, clock_, options, std::move(stop));
      ended_ = true;
    });
  }
  void stop() {
    stage_.request_stop();
    if (stage_.joinable()) stage_.join();
  }
  /// What was answered to each item. Ends early when the stage does.
  std::map<std::string, Outcome> send(const std::vector<AnnotatedArticle>& articles,
                                      milliseconds limit = milliseconds{20'000}) {
    std::map<std::string, Outcome> answers;
    auto sender = LinkSender::open(context_, link_);
    EXPECT_TRUE(sender);
    for (const auto& both : articles) sender->send(both.article.item_id, encode(both));
    const auto end = SteadyClock::now() + limit;
    while (sender->outstanding() > 0 && SteadyClock::now() < end && !ended_) {
      for (const auto& ack : sender->poll()) {
        auto record = decode(ack.payload);
        EXPECT_TRUE(record && std::holds_alternative<Outcome>(*record));
        answers[ack.id] = std::get<Outcome>(*record);
      }
      for (const auto& both : articles)
        losses_ = std::max(losses_.load(), sender->losses(both.article.item_id));
      wait_for({sender->socket()}, nullptr, milliseconds{5});
    }
    return answers;
  }
  LedgerSums sums() const {
    auto reader = StoreReader::open(store());
    EXPECT_TRUE(reader);
    auto sums = sum_ledger(*reader);
    EXPECT_TRUE(sums);
    return sums ? *sums : LedgerSums{};
  }
  unsigned most_losses() const { return losses_; }
  const Result<void>& result() const { return result_; }

 private:
  const TempFolder folder_;
  const SystemClock clock_;
  const LinkContext context_;
  LinkOptions link_;
  PlaceArticle place_;
  std::optional<Writer> writer_;
  Result<void> result_;
  std::atomic<bool> ended_{false};
  std::atomic<unsigned> losses_{0};
  std::jthread stage_;
};

std::vector<AnnotatedArticle> articles(int n) {
  std::vector<AnnotatedArticle> all;
  for (int i = 0; i < n; ++i) all.push_back(article(i));
  return all;
}

uint64_t count(const LedgerSums& sums, ItemState state) {
  return sums.by_state[static_cast<size_t>(state)];
}

TEST(StoreStage, QuarantinesTheRecordThatTheStoreCannotWrite) {
  StoreStage stage;
  const auto all = articles(40);
  meddle(stage.store().path, "CREATE TRIGGER poison BEFORE INSERT ON items WHEN new.item_id IN ('" +
                                 all[7].article.item_id + "','" + all[31].article.item_id +
                                 "') BEGIN SELECT RAISE(ABORT, 'no room for this one'); END");
  stage.start();
  const auto answers = stage.send(all);
  stage.stop();
  EXPECT_TRUE(stage.result()) << stage.result().error().message;
  ASSERT_EQ(answers.size(), 40u);
  for (const int n : {7, 31}) {
    SCOPED_TRACE(n);
    const Outcome& answer = answers.at(all[static_cast<size_t>(n)].article.item_id);
    EXPECT_EQ(answer.state, ItemState::kQuarantined);
    EXPECT_NE(answer.reason.find("no room for this one"), std::string::npos) << answer.reason;
    EXPECT_EQ(answer.source_id, "a");
    EXPECT_EQ(answer.bytes, "") << "an answer stays small";
  }
  EXPECT_EQ(count(stage.sums(), ItemState::kStored), 38u);
  EXPECT_EQ(count(stage.sums(), ItemState::kQuarantined), 2u);
}

TEST(StoreStage, EndsWhenTheStoreRefusesEverything) {
  StoreStage stage;
  meddle(stage.store().path,
         "CREATE TRIGGER poison BEFORE INSERT ON items "
         "BEGIN SELECT RAISE(ABORT, 'nothing goes in'); END");
  stage.start();
  EXPECT_TRUE(stage.send(articles(60)).empty());
  stage.stop();
  ASSERT_FALSE(stage.result());
  EXPECT_EQ(stage.result().error().kind, ErrorKind::kInternal);
  EXPECT_EQ(stage.sums().total, 0u) << "nothing good is quarantined for the store's illness";
}

// Another process keeps the file locked for longer than the sender's patience.
TEST(StoreStage, IsNotTakenForDeadWhileItWaits) {
  StoreStage stage;
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(stage.store().path.c_str(), &handle), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(handle, "PRAGMA locking_mode = NORMAL; BEGIN IMMEDIATE", nullptr, nullptr,
                         nullptr),
            SQLITE_OK);
  stage.start();
  std::jthread later([&] {
    std::this_thread::sleep_for(milliseconds{1500});
    sqlite3_exec(handle, "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_close(handle);
  });
  const auto answers = stage.send(articles(20));
  stage.stop();
  EXPECT_TRUE(stage.result());
  EXPECT_EQ(answers.size(), 20u);
  EXPECT_EQ(stage.most_losses(), 0u) << "it beat all the while";
  EXPECT_EQ(count(stage.sums(), ItemState::kStored), 20u);
  EXPECT_EQ(stage.sums().total, 20u);
}

TEST(StoreStage, ACommitLongerThanItsSenderWaitsIsOnlySentAgain) {
  std::atomic<int> placed{0};
  StoreStage stage([&](const AnnotatedArticle&) {
    if (placed++ == 3) std::this_thread::sleep_for(milliseconds{1200});
    return Placement{};
  });
  stage.start();
  const auto answers = stage.send(articles(30));
  stage.stop();
  EXPECT_TRUE(stage.result());
  EXPECT_EQ(answers.size(), 30u);
  for (const auto& [id, answer] : answers) EXPECT_EQ(answer.state, ItemState::kStored);
  EXPECT_EQ(stage.sums().total, 30u);
  EXPECT_LE(stage.most_losses(), 1u);
}

TEST(StoreLock, LetsOneWriterIn) {
  const TempFolder folder;
  {
    const auto first = StoreLock::take(folder.path());
    ASSERT_TRUE(first) << first.error().message;
    const auto second = StoreLock::take(folder.path());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::kConfiguration);
    EXPECT_NE(second.error().message.find("another Rasd writes this store"), std::string::npos);
  }
  EXPECT_TRUE(StoreLock::take(folder.path())) << "free again";
  EXPECT_EQ(StoreLock::take(folder / "nowhere").error().kind, ErrorKind::kConfiguration);
}

TEST(StoreLock, IsHeldByTheStoresStage) {
  const TempFolder folder;
  const auto held = StoreLock::take(folder.path());
  ASSERT_TRUE(held);
  Config config;
  config.folders.data = folder.path();
  config.links.annotated = "ipc://" + (folder / "annotated");
  RunOptions options;
  options.crawl = options.annotate = false;
  const SystemClock clock;
  const auto result = run_stages(config, options, clock, {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::kConfiguration);
}

}  // namespace
}  // namespace rasd
