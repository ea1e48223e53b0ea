#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "store/backup.h"
#include "store/items.h"
#include "store/ledger_sums.h"
#include "store/migrations.h"
#include "store/recent_items.h"
#include "tests/store/sample.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;

ItemFilter everything() {
  ItemFilter filter;
  filter.window = {Instant{}, test_day() + hours{24 * 3650}};
  return filter;
}

/// What a process died of, or its exit status.
int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

TEST(MigrationTest, BringsAnOlderFileUpAndKeepsABackup) {
  TempFolder folder;
  const std::string path = folder / "old.db";
  {
    auto db = sql::Connection::open(path, sql::Access::kCreate, std::chrono::milliseconds{100});
    ASSERT_TRUE(db);
    const Migration first[] = {{1, "CREATE TABLE a(x); INSERT INTO a VALUES(1)"}};
    EXPECT_EQ(*migrate(**db, first), 0);
    EXPECT_EQ(*migrate(**db, first), 1);
  }
  auto db = sql::Connection::open(path, sql::Access::kCreate, std::chrono::milliseconds{100});
  const Migration broken[] = {{1, ""}, {2, "CREATE TABLE b(x); INSERT INTO nowhere VALUES(1)"}};
  EXPECT_FALSE(migrate(**db, broken));
  EXPECT_EQ(*store_version(**db), 1) << "a failed step leaves the old version";
  EXPECT_EQ(*(*db)->number("SELECT COUNT(*) FROM sqlite_master WHERE name = 'b'"), 0);
  const Migration steps[] = {{1, ""}, {2, "CREATE TABLE b(x)"}, {3, "INSERT INTO b VALUES(7)"}};
  EXPECT_EQ(*migrate(**db, steps), 1);
  EXPECT_EQ(*store_version(**db), 3);
  EXPECT_EQ(*(*db)->number("SELECT x FROM b"), 7);
  EXPECT_EQ(*(*db)->number("SELECT x FROM a"), 1);
  ASSERT_TRUE(fs::exists(path + ".v1.backup"));
  auto backup = sql::Connection::open(path + ".v1.backup", sql::Access::kReadOnly,
                                      std::chrono::milliseconds{1});
  EXPECT_EQ(*store_version(**backup), 1);
  EXPECT_EQ(*(*backup)->number("SELECT x FROM a"), 1);
}

TEST(MigrationTest, RefusesNewerAndForeignFiles) {
  TempFolder folder;
  const StoreOptions options = test_options(folder.path());
  FixedClock clock{test_day()};
  EXPECT_EQ(StoreReader::open(options).error().kind, ErrorKind::kConfiguration);
  ASSERT_TRUE(Writer::open(options, clock));
  EXPECT_EQ(*prepare_store(options), migrations().back().version);
  {
    auto db = sql::Connection::open(options.path, sql::Access::kReadWrite,
                                    std::chrono::milliseconds{100});
    ASSERT_TRUE((*db)->run("PRAGMA user_version=99"));
  }
  const auto newer = Writer::open(options, clock);
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().kind, ErrorKind::kConfiguration);
  EXPECT_NE(newer.error().message.find("newer"), std::string::npos) << newer.error().message;
  EXPECT_EQ(StoreReader::open(options).error().kind, ErrorKind::kConfiguration);

  StoreOptions foreign = options;
  foreign.path = folder / "foreign.db";
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(foreign.path.c_str(), &db), SQLITE_OK);
  sqlite3_exec(db, "CREATE TABLE theirs(x)", nullptr, nullptr, nullptr);
  sqlite3_close(db);
  EXPECT_EQ(Writer::open(foreign, clock).error().kind, ErrorKind::kConfiguration);
  StoreOptions text = options;
  text.path = folder / "text.db";
  std::ofstream(text.path) << std::string(5000, 'x');
  EXPECT_EQ(Writer::open(text, clock).error().kind, ErrorKind::kConfiguration);
}

TEST(DurabilityTest, KillLosesAndDoublesNothing) {
  TempFolder folder;
  const StoreOptions options = test_options(folder.path());
  std::mt19937 random(11);
  constexpr int kBatch = 20;
  int stored = 0;
  unsigned patience = 1;  // grows on a busy machine, where a child may not come to its first commit
  for (int round = 0; round < 25; ++round) {
    SCOPED_TRACE(round);
    int acknowledged[2];
    ASSERT_EQ(::pipe(acknowledged), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      FixedClock clock{test_day()};
      auto writer = Writer::open(options, clock);
      if (!writer) ::_exit(1);
      // Every batch overlaps the last one by half, as a spool does after a restart.
      for (int first = std::max(0, stored - kBatch / 2);; first += kBatch / 2) {
        std::vector<StoreInput> batch;
        for (int n = first; n < first + kBatch; ++n) batch.emplace_back(sample_article(n));
        const auto outcomes = writer->commit(batch);
        if (!outcomes) ::_exit(2);
        const int done = first + kBatch;
        if (::write(acknowledged[1], &done, sizeof done) != sizeof done) ::_exit(3);
      }
    }
    ::close(acknowledged[1]);
    std::this_thread::sleep_for(std::chrono::milliseconds{(20 + random() % 60) * patience});
    ::kill(child, SIGKILL);
    EXPECT_TRUE(WIFSIGNALED(wait_for(child))) << "it was killed, it did not give up";
    const int before = stored;
    for (int done = 0; ::read(acknowledged[0], &done, sizeof done) == sizeof done;)
      stored = std::max(stored, done);
    patience = stored > before ? 1 : std::min(2 * patience, 16u);
    ::close(acknowledged[0]);
  }
  FixedClock clock{test_day()};
  auto writer = Writer::open(options, clock);
  ASSERT_TRUE(writer) << writer.error().message;
  EXPECT_EQ(check_store(options)->size(), 0u);
  auto reader = StoreReader::open(options);
  EXPECT_TRUE(sum_ledger(*reader)->reconciles());
  EXPECT_GT(stored, 0);
  for (int n = 0; n < stored; ++n)
    ASSERT_TRUE(read_ledger(*reader, sample_article(n).article.item_id)) << n;
  const uint64_t items = count_items(*reader, everything())->items;
  EXPECT_GE(items, static_cast<uint64_t>(stored));
  EXPECT_LE(items, static_cast<uint64_t>(stored + kBatch)) << "at most one unacknowledged batch";
}

TEST(DurabilityTest, ReadersSeeWholeBatchesWhileTheWriterWorks) {
  TempFolder folder;
  const StoreOptions options = test_options(folder.path());
  FixedClock clock{test_day()};
  auto writer = Writer::open(options, clock);
  ASSERT_TRUE(writer);
  std::atomic<bool> done{false};
  std::atomic<int> looks{0};
  std::vector<std::thread> readers;
  for (int r = 0; r < 3; ++r)
    readers.emplace_back([&] {
      auto reader = StoreReader::open(options);
      ASSERT_TRUE(reader) << reader.error().message;
      uint64_t last = 0;
      while (!done) {
        const StoreReader::Snapshot snapshot(*reader);
        const auto sums = sum_ledger(*reader);
        ASSERT_TRUE(sums) << sums.error().message;
        EXPECT_TRUE(sums->reconciles());
        EXPECT_EQ(sums->total % 10, 0u);
        EXPECT_EQ(count_items(*reader, everything())->items, sums->articles);
        EXPECT_GE(sums->total, last);
        last = sums->total;
        ++looks;
      }
    });
  for (int batch = 0; batch < 40; ++batch) {
    std::vector<StoreInput> inputs;
    for (int n = 0; n < 10; ++n) inputs.emplace_back(sample_article(batch * 10 + n));
    must_commit(*writer, inputs);
  }
  while (looks < 6) std::this_thread::yield();
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_TRUE(writer->checkpoint());
}

TEST(DurabilityTest, ABackupDuringWritesIsWholeAndRestores) {
  TempFolder folder;
  const StoreOptions options = test_options(folder.path());
  FixedClock clock{test_day()};
  auto writer = Writer::open(options, clock);
  ASSERT_TRUE(writer);
  std::vector<StoreInput> first;
  for (int n = 0; n < 50; ++n) first.emplace_back(sample_article(n));
  must_commit(*writer, first);
  std::atomic<bool> done{false};
  std::thread busy([&] {
    for (int n = 50; !done; ++n) must_commit(*writer, {sample_article(n)});
  });
  const std::string file = folder / "copy.db";
  const auto backup = back_up_store(options, file);
  done = true;
  busy.join();
  ASSERT_TRUE(backup) << backup.error().message;
  EXPECT_FALSE(fs::exists(file + "-wal"));

  StoreOptions copy = options;
  copy.path = file;
  EXPECT_EQ(restore_store(options, file).error().kind, ErrorKind::kRefused) << "it is in use";
  writer = fail(ErrorKind::kInternal, "closed");
  const auto restored = restore_store(options, file);
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_TRUE(fs::exists(options.path + ".before-restore"));
  EXPECT_TRUE(check_store(options)->empty());
  auto reader = StoreReader::open(options);
  ASSERT_TRUE(reader) << reader.error().message;
  EXPECT_TRUE(sum_ledger(*reader)->reconciles());
  EXPECT_GE(count_items(*reader, everything())->items, 50u);
  EXPECT_EQ(read_item(*reader, sample_article(7).article.item_id)->article.text,
            sample_article(7).article.text);
  EXPECT_EQ(restore_store(options, folder / "none").error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace rasd
