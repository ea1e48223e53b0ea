#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <thread>

#include "base/log.h"
#include "tests/crawler/small_site.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

TEST(Crawler, StopsAtOnce) {
  Site site;
  const TempFolder folder;
  auto spool = Spool::open(folder.path());
  ASSERT_TRUE(spool);
  SystemClock clock;
  auto crawler = Crawler::open({}, {source_of("p", list_of(site, 1, 3), Connector::kListPage)},
                               clock, **spool);
  ASSERT_TRUE(crawler);
  std::jthread thread(
      [&](std::stop_token stop) { EXPECT_TRUE((*crawler)->run(stop, RunMode::kForever)); });
  const auto patience = std::chrono::steady_clock::now() + seconds(20);
  while ((*spool)->counts().taken_in < 3 && std::chrono::steady_clock::now() < patience)
    std::this_thread::sleep_for(milliseconds(5));
  const auto began = std::chrono::steady_clock::now();
  thread.request_stop();
  thread.join();
  EXPECT_LT(std::chrono::steady_clock::now() - began, seconds(3));
  EXPECT_EQ((*spool)->counts().taken_in, 3u);
}

/// The spool never grows past its cap however fast pages come: the crawler waits.
TEST(Crawler, WaitsForTheSpool) {
  Site site;
  const TempFolder folder;
  SpoolOptions small;
  small.capacity = 20;
  auto spool = Spool::open(folder.path(), small);
  ASSERT_TRUE(spool);
  SystemClock clock;
  auto crawler = Crawler::open({}, {source_of("p", list_of(site, 1, 100), Connector::kListPage)},
                               clock, **spool);
  ASSERT_TRUE(crawler);
  std::jthread thread(
      [&](std::stop_token stop) { EXPECT_TRUE((*crawler)->run(stop, RunMode::kOnce)); });
  size_t pages = 0;
  size_t most = 0;
  const auto until = std::chrono::steady_clock::now() + seconds(20);
  while (pages < 100 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(milliseconds(5));
    most = std::max<size_t>(most, (*spool)->counts().pending);
    std::vector<Outcome> settled;
    for (auto& entry : (*spool)->take(5, milliseconds(10))) {
      pages += std::holds_alternative<FetchedPage>(entry.record) ? 1 : 0;
      Outcome done;
      done.item_id = entry.id;
      settled.push_back(done);
    }
    ASSERT_TRUE((*spool)->settle(settled));
  }
  EXPECT_EQ(pages, 100u);
  EXPECT_LE(most, 20u);
}

/// Killed at random moments, the crawl ends with every item exactly once.
TEST(Crawler, KilledAtAnyMomentLosesAndDoublesNothing) {
  Site site;
  const TempFolder folder;
  const int wanted = 400;
  const Source source = source_of("paper", list_of(site, 1, wanted), Connector::kListPage);
  int kills = 0;
  for (int round = 0; round < 15; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      set_log_level(LogLevel::kOff);
      SystemClock clock;
      auto spool = Spool::open(folder.path());
      if (!spool) _exit(3);
      auto crawler = Crawler::open({}, {source}, clock, **spool);
      if (!crawler || !(*crawler)->run({}, RunMode::kOnce)) _exit(4);
      _exit(0);
    }
    usleep(static_cast<useconds_t>(15000 + 4000 * (round * 5 % 13)));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status))
      ++kills;
    else
      EXPECT_EQ(WEXITSTATUS(status), 0);
  }
  Harvest harvest = crawl_once(folder.path(), {source});
  std::set<std::string> ids;
  for (const FetchedPage& page : harvest.pages) EXPECT_TRUE(ids.insert(page.item_id).second);
  EXPECT_EQ(ids.size(), static_cast<size_t>(wanted));
  EXPECT_GT(kills, 0);
}

/// A host that never answers costs the others nothing.
TEST(Crawler, OtherHostsGoOnBesideOneThatHangs) {
  Site site;
  const TempFolder folder;
  HostileServer tar_pit([](const HostileRequest&, HostileWire& wire) { wire.pause(seconds(120)); });
  auto spool = Spool::open(folder.path());
  ASSERT_TRUE(spool);
  SystemClock clock;
  CrawlerOptions options;
  options.timeout = milliseconds(60000);  // twice what the others may take
  auto crawler = Crawler::open(options,
                               {source_of("pit", tar_pit.url("/feed"), Connector::kFeed),
                                source_of("good", list_of(site, 1, 100), Connector::kListPage)},
                               clock, **spool);
  ASSERT_TRUE(crawler);
  const auto began = std::chrono::steady_clock::now();
  std::jthread thread(
      [&](std::stop_token stop) { EXPECT_TRUE((*crawler)->run(stop, RunMode::kForever)); });
  while ((*spool)->counts().taken_in < 100 &&
         std::chrono::steady_clock::now() - began < seconds(30))
    std::this_thread::sleep_for(milliseconds(5));
  EXPECT_EQ((*spool)->counts().taken_in, 100u) << "they waited for the host that hangs";
}

}  // namespace
}  // namespace rasd
