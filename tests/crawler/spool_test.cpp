#include "crawler/spool.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <thread>

#include "base/id.h"
#include "base/log.h"
#include "crawler/database.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

using std::chrono::milliseconds;

SpoolItem page(int n, const std::string& body) {
  FetchedPage p;
  p.url = "http://a.example/" + std::to_string(n);
  p.item_id = content_id({"a", p.url});
  p.source_id = "a";
  p.status = 200;
  p.body = body;
  p.hints.title = "عنوان";
  SpoolItem item{p, Exchange{}};
  item.exchange->url = p.url;
  item.exchange->response_head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
  item.exchange->payload = body;
  return item;
}

template <typename... T>
std::vector<SpoolItem> items(T&&... each) {
  std::vector<SpoolItem> all;
  (all.push_back(std::forward<T>(each)), ...);
  return all;
}

Outcome stored(const std::string& id, ItemState state = ItemState::kStored) {
  Outcome outcome;
  outcome.item_id = id;
  outcome.state = state;
  return outcome;
}

TEST(Spool, KeepsAnEntryUntilItIsSettled) {
  const TempFolder folder;
  std::string id;
  {
    auto spool = Spool::open(folder.path());
    ASSERT_TRUE(spool) << spool.error().message;
    EXPECT_EQ((*spool)->append(items(page(1, "one"), page(2, "two"), page(1, "one"))).value(), 2u);
    auto taken = (*spool)->take(10, milliseconds(0));
    ASSERT_EQ(taken.size(), 2u);
    const auto& first = std::get<FetchedPage>(taken[0].record);
    EXPECT_EQ(first.body, "one");
    EXPECT_EQ(first.hints.title, "عنوان");
    EXPECT_EQ(taken[0].id, first.item_id);
    EXPECT_TRUE((*spool)->take(10, milliseconds(1)).empty()) << "handed out twice in one life";
    const Outcome done[] = {stored(taken[0].id)};
    ASSERT_TRUE((*spool)->settle(done));
    ASSERT_TRUE((*spool)->settle(done)) << "a second word changes nothing";
    id = taken[1].id;
  }
  auto spool = Spool::open(folder.path());
  ASSERT_TRUE(spool);
  EXPECT_EQ((*spool)->counts().pending, 1u);
  auto taken = (*spool)->take(10, milliseconds(0));
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].id, id);
  EXPECT_EQ(taken[0].trouble, "");
  EXPECT_EQ(std::get<FetchedPage>(taken[0].record).body, "two") << "read back from the archive";
  const Outcome done[] = {stored(id, ItemState::kFiltered)};
  ASSERT_TRUE((*spool)->settle(done));
  EXPECT_EQ((*spool)->append(items(page(1, "one"), page(2, "two"))).value(), 0u)
      << "settled items are known for ever";
  const SpoolCounts counts = (*spool)->counts();
  EXPECT_EQ(counts.taken_in, 2u);
  EXPECT_EQ(counts.pending, 0u);
  EXPECT_EQ(counts.final[static_cast<size_t>(ItemState::kStored)], 1u);
  EXPECT_EQ(counts.final[static_cast<size_t>(ItemState::kFiltered)], 1u);
}

TEST(Spool, PassesOtherRecordsThroughUnderTheirOwnId) {
  const TempFolder folder;
  auto spool = Spool::open(folder.path());
  ASSERT_TRUE(spool);
  SourcePoll poll;
  poll.source_id = "a";
  poll.listed = 7;
  Outcome failed = stored(content_id({"x"}), ItemState::kFailed);
  failed.reason = "gone (404)";
  Source source;
  source.id = "a";
  ASSERT_EQ((*spool)
                ->append(items(SpoolItem{poll, {}}, SpoolItem{failed, {}}, SpoolItem{source, {}},
                               SpoolItem{poll, {}}))
                .value(),
            3u);
  auto taken = (*spool)->take(10, milliseconds(0));
  ASSERT_EQ(taken.size(), 3u);
  EXPECT_EQ(std::get<SourcePoll>(taken[0].record).listed, 7u);
  EXPECT_EQ(taken[0].id, spool_id(poll));
  EXPECT_EQ(std::get<Outcome>(taken[1].record).reason, "gone (404)");
  EXPECT_EQ(taken[1].id, failed.item_id);
  EXPECT_EQ((*spool)->counts().taken_in, 1u);
  EXPECT_EQ((*spool)->counts().other_pending, 2u);
  std::vector<Outcome> done;
  for (const auto& entry : taken) done.push_back(stored(entry.id, ItemState::kFailed));
  ASSERT_TRUE((*spool)->settle(done));
  EXPECT_EQ((*spool)->counts().other_pending, 0u);
  EXPECT_EQ((*spool)->counts().final[static_cast<size_t>(ItemState::kFailed)], 1u);
}

TEST(Spool, TakesNothingInWhileTheDiskIsNearlyFull) {
  constexpr uint64_t kMega = uint64_t{1} << 20;
  struct Case {
    const char* name;
    std::optional<DiskSpace> disk;
    bool room;
  };
  const Case cases[] = {
      {"plenty", DiskSpace{900 * kMega, 100'000 * kMega}, true},
      {"the reserve exactly", DiskSpace{64 * kMega, 100'000 * kMega}, true},
      {"under the reserve", DiskSpace{64 * kMega - 1, 100'000 * kMega}, false},
      {"small disk, a twentieth", DiskSpace{5 * kMega, 100 * kMega}, true},
      {"small disk, less", DiskSpace{5 * kMega - 1, 100 * kMega}, false},
      {"full", DiskSpace{0, 100 * kMega}, false},
      {"not known", std::nullopt, true},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const TempFolder folder;
    SpoolOptions options;
    options.disk = [&](const std::string&) { return c.disk; };
    auto spool = Spool::open(folder.path(), options);
    ASSERT_TRUE(spool);
    EXPECT_EQ((*spool)->has_room(), c.room);
    EXPECT_EQ((*spool)->wait_for_room(milliseconds(1)), c.room);
  }
}

TEST(Spool, TakesInAgainWhenTheDiskHasSpaceAndLooksAtItSeldom) {
  const TempFolder folder;
  SpoolOptions options;
  uint64_t free = 0;
  int looks = 0;
  options.disk = [&](const std::string&) {
    ++looks;
    return DiskSpace{free, uint64_t{1} << 40};
  };
  options.look_at_disk = milliseconds(200);
  auto spool = Spool::open(folder.path(), options);
  ASSERT_TRUE(spool);
  EXPECT_FALSE((*spool)->has_room());
  free = uint64_t{1} << 30;
  for (int i = 0; i < 100; ++i) (void)(*spool)->has_room();
  EXPECT_LE(looks, 2);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (!(*spool)->wait_for_room(milliseconds(20)) && std::chrono::steady_clock::now() < end) {
  }
  EXPECT_TRUE((*spool)->has_room());
}

TEST(Spool, ReadsBackWhatDidNotFitInMemory) {
  const TempFolder folder;
  SpoolOptions options;
  options.memory_bytes = 10'000;
  options.capacity = 100;
  auto spool = Spool::open(folder.path(), options);
  ASSERT_TRUE(spool);
  std::vector<SpoolItem> many;
  for (int i = 0; i < 100; ++i)
    many.push_back(page(i, std::string(1000, static_cast<char>('a' + i % 26))));
  ASSERT_EQ((*spool)->append(std::move(many)).value(), 100u);
  EXPECT_FALSE((*spool)->has_room());
  EXPECT_FALSE((*spool)->wait_for_room(milliseconds(1)));
  std::set<std::string> seen;
  for (auto taken = (*spool)->take(7, milliseconds(0)); !taken.empty();
       taken = (*spool)->take(7, milliseconds(0))) {
    std::vector<Outcome> done;
    for (auto& entry : taken) {
      const auto& p = std::get<FetchedPage>(entry.record);
      const int n = std::stoi(p.url.substr(p.url.rfind('/') + 1));
      EXPECT_EQ(p.body, std::string(1000, static_cast<char>('a' + n % 26)));
      seen.insert(entry.id);
      done.push_back(stored(entry.id));
    }
    ASSERT_TRUE((*spool)->settle(done));
  }
  EXPECT_EQ(seen.size(), 100u);
  EXPECT_TRUE((*spool)->has_room(100));
}

TEST(Spool, TakerWakesWhenSomethingArrives) {
  const TempFolder folder;
  auto spool = Spool::open(folder.path());
  ASSERT_TRUE(spool);
  std::thread producer([&] {
    for (int i = 0; i < 200; ++i) ASSERT_TRUE((*spool)->append(items(page(i, "x"))));
  });
  size_t seen = 0;
  while (seen < 200) {
    auto taken = (*spool)->take(16, milliseconds(5000));
    ASSERT_FALSE(taken.empty());
    std::vector<Outcome> done;
    for (auto& entry : taken) {
      EXPECT_EQ(std::get<FetchedPage>(entry.record).body, "x");
      done.push_back(stored(entry.id));
    }
    seen += taken.size();
    ASSERT_TRUE((*spool)->settle(done));
  }
  producer.join();
  EXPECT_EQ((*spool)->counts().pending, 0u);
}

TEST(Spool, WhatGoesWithItIsOneTransaction) {
  const TempFolder folder;
  auto spool = Spool::open(folder.path());
  ASSERT_TRUE(spool);
  auto failed = (*spool)->append(items(page(1, "x")), [](CrawlDatabase& db) {
    db.query("INSERT INTO no_such_table VALUES(1)").run();
  });
  EXPECT_FALSE(failed);
  EXPECT_EQ((*spool)->counts().taken_in, 0u);
  EXPECT_TRUE((*spool)->take(1, milliseconds(0)).empty());
  EXPECT_EQ((*spool)->append(items(page(1, "x"))).value(), 1u);
}

TEST(Spool, OneProcessAtATime) {
  const TempFolder folder;
  auto first = Spool::open(folder.path());
  ASSERT_TRUE(first);
  auto second = Spool::open(folder.path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::kConfiguration);
  first->reset();
  EXPECT_TRUE(Spool::open(folder.path()));
}

/// A file-size limit makes writes fail in the middle, as a full disk does; N rises until all goes
/// in. What append acknowledged is there afterwards, whole; the rest can be appended again.
TEST(Spool, AFullDiskIsAnErrorAndNeverCorruption) {
  std::string body(20'000, '\0');
  uint64_t state = 9;
  for (char& c : body) c = static_cast<char>((state = state * 6364136223846793005ULL + 1) >> 56);
  bool all_went_in = false;
  size_t cut_in_the_middle = 0;
  for (rlim_t limit = 8 << 10; limit < (4 << 20) && !all_went_in; limit = limit * 3 / 2) {
    SCOPED_TRACE(limit);
    const TempFolder folder;
    int told[2];
    ASSERT_EQ(pipe(told), 0);
    const pid_t child = fork();
    if (child == 0) {
      signal(SIGXFSZ, SIG_IGN);
      const rlimit cap{limit, limit};
      setrlimit(RLIMIT_FSIZE, &cap);
      set_log_level(LogLevel::kOff);
      auto spool = Spool::open(folder.path());
      if (!spool) _exit(2);
      for (int n = 0; n < 40; ++n) {
        auto appended = (*spool)->append(items(page(n, body), page(1000 + n, "short")));
        if (appended && write(told[1], &n, sizeof n) != sizeof n) _exit(5);
        if (!appended && appended.error().kind != ErrorKind::kTemporary) _exit(6);
      }
      _exit(0);
    }
    close(told[1]);
    std::set<std::string> acknowledged;
    for (int n = 0; read(told[0], &n, sizeof n) == sizeof n;) {
      acknowledged.insert(spool_id(page(n, "").record));
      acknowledged.insert(spool_id(page(1000 + n, "").record));
    }
    close(told[0]);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    ASSERT_TRUE(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 2) << WEXITSTATUS(status);
    auto spool = Spool::open(folder.path());
    ASSERT_TRUE(spool) << spool.error().message;
    std::set<std::string> found;
    for (auto& entry : (*spool)->take(1000, milliseconds(0))) {
      EXPECT_EQ(entry.trouble, "");
      const auto& p = std::get<FetchedPage>(entry.record);
      const int n = std::stoi(p.url.substr(p.url.rfind('/') + 1));
      EXPECT_EQ(p.body, n < 1000 ? body : "short");
      found.insert(entry.id);
    }
    for (const std::string& id : acknowledged) EXPECT_TRUE(found.contains(id));
    std::string verdict;
    EXPECT_TRUE((*spool)->database().read([&] {
      auto check = (*spool)->database().query("PRAGMA integrity_check");
      if (check.row()) verdict = check.text_at(0);
    }));
    EXPECT_EQ(verdict, "ok");
    EXPECT_TRUE((*spool)->append(items(page(0, body), page(5000, "after"))));
    all_went_in = acknowledged.size() == 80;
    cut_in_the_middle += !acknowledged.empty() && !all_went_in ? 1 : 0;
  }
  EXPECT_TRUE(all_went_in);
  EXPECT_GT(cut_in_the_middle, 0u);
}

/// A child appends and settles until it is killed at a random moment; what it said was appended
/// must be there, once.
TEST(Spool, KilledAtAnyMomentLosesAndDoublesNothing) {
  const TempFolder folder;
  int next = 0;
  std::set<std::string> settled_before;
  for (int round = 0; round < 25; ++round) {
    int told[2];
    ASSERT_EQ(pipe(told), 0);
    const pid_t child = fork();
    if (child == 0) {
      close(told[0]);
      auto spool = Spool::open(folder.path());
      if (!spool) _exit(3);
      for (int n = next;; ++n) {
        if (!(*spool)->append(items(page(n, "body " + std::to_string(n))))) _exit(4);
        if (write(told[1], &n, sizeof n) != sizeof n) _exit(5);
        auto taken = (*spool)->take(1, milliseconds(0));
        if (n % 3 == 0 && !taken.empty()) {
          const Outcome done[] = {stored(taken[0].id)};
          if (!(*spool)->settle(done)) _exit(6);
        }
      }
    }
    close(told[1]);
    // Each round gets through one append at least, however busy the machine is.
    int acknowledged = next - 1;
    ASSERT_EQ(read(told[0], &acknowledged, sizeof acknowledged),
              static_cast<ssize_t>(sizeof acknowledged));
    usleep(static_cast<useconds_t>(4000 + 1300 * (round * 7 % 11)));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child failed by itself: " << WEXITSTATUS(status);
    int n = 0;
    while (read(told[0], &n, sizeof n) == sizeof n) acknowledged = n;
    close(told[0]);
    auto spool = Spool::open(folder.path());
    ASSERT_TRUE(spool) << spool.error().message;
    const SpoolCounts counts = (*spool)->counts();
    uint64_t final = 0;
    for (const uint64_t state : counts.final) final += state;
    EXPECT_EQ(counts.taken_in, counts.pending + final);
    EXPECT_GE(counts.taken_in, static_cast<uint64_t>(acknowledged + 1));
    EXPECT_LE(counts.taken_in, static_cast<uint64_t>(acknowledged + 2));
    std::set<std::string> ids;
    for (auto& entry : (*spool)->take(100'000, milliseconds(0))) {
      EXPECT_TRUE(ids.insert(entry.id).second);
      EXPECT_EQ(entry.trouble, "");
      const auto& p = std::get<FetchedPage>(entry.record);
      EXPECT_EQ(p.body, "body " + p.url.substr(p.url.rfind('/') + 1));
    }
    EXPECT_EQ(ids.size(), counts.pending);
    next = static_cast<int>(counts.taken_in);
  }
  EXPECT_GE(next, 25);
}

}  // namespace
}  // namespace rasd
