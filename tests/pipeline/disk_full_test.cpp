#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <random>
#include <set>
#include <string>
#include <thread>

#include "crawler/spool.h"
#include "pipeline/config.h"
#include "pipeline/run.h"
#include "reports/open_store.h"
#include "store/ledger_sums.h"
#include "store/recent_items.h"
#include "tests/support/temp_folder.h"
#include "web/http_server.h"

// The safety table's full disk, with a real one: a crawl into a small file system that somebody
// else fills to the last byte, and clears again.
namespace rasd {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using SteadyClock = std::chrono::steady_clock;

constexpr int kPages = 400;
constexpr const char* kDiskSize = "size=96m";

/// A file system in memory of its own, mounted while it lives.
class SmallDisk {
 public:
  SmallDisk() {
    if (::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, kDiskSize) != 0) error_ = errno;
  }
  ~SmallDisk() {
    if (error_ == 0) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  int error() const { return error_; }
  const std::string& path() const { return folder_.path(); }

 private:
  TempFolder folder_;
  int error_ = 0;
};

/// Somebody else's file, which takes whatever the disk has left until it is removed.
class Hog {
 public:
  explicit Hog(std::string path) : path_(std::move(path)) {
    writer_ = std::jthread([this](std::stop_token stop) {
      const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
      const std::string block(4096, 'x');
      while (file >= 0 && !stop.stop_requested()) {
        if (::write(file, block.data(), block.size()) > 0) continue;
        full_ = full_ || errno == ENOSPC;
        std::this_thread::sleep_for(milliseconds{1});
      }
      ::close(file);
    });
  }
  bool filled_it() const { return full_; }
  void go_away() {
    writer_.request_stop();
    writer_.join();
    ::unlink(path_.c_str());
  }

 private:
  std::string path_;
  std::atomic<bool> full_{false};
  std::jthread writer_;
};

/// A page whose words are no other's, and do not pack small.
std::string page(int n) {
  std::mt19937 random(static_cast<unsigned>(n));
  std::string text;
  for (int paragraph = 0; paragraph < 40; ++paragraph) {
    text += "<p>The office said";
    for (int word = 0; word < 60; ++word) text += " " + std::to_string(random());
    text += ".</p>";
  }
  return "<!doctype html><html lang=en><head><title>Report " + std::to_string(n) +
         "</title></head><body><article><h1>Report " + std::to_string(n) + "</h1>" + text +
         "</article></body></html>";
}

std::unique_ptr<HttpServer> start_paper() {
  return std::move(*HttpServer::start({}, [](const HttpRequest& request) {
    HttpResponse response;
    if (request.path == "/feed.xml") {
      response.headers = {{"Content-Type", "application/rss+xml"}};
      response.body = "<rss version=\"2.0\"><channel><title>Paper</title>";
      for (int i = 0; i < kPages; ++i)
        response.body += "<item><title>Report " + std::to_string(i) + "</title><link>/report/" +
                         std::to_string(i) + "</link></item>";
      response.body += "</channel></rss>";
    } else if (request.path.rfind("/report/", 0) == 0) {
      // Slow enough that the disk is full before all is fetched.
      std::this_thread::sleep_for(milliseconds{10});
      response.headers = {{"Content-Type", "text/html; charset=utf-8"}};
      response.body = page(std::atoi(request.path.c_str() + 8));
    } else {
      response.status = 404;
    }
    return response;
  }));
}

/// Waits until `met`; false after `limit`.
template <typename Condition>
bool wait_until(const Condition& met, seconds limit = seconds{60}) {
  for (const auto end = SteadyClock::now() + limit; SteadyClock::now() < end;) {
    if (met()) return true;
    std::this_thread::sleep_for(milliseconds{20});
  }
  return false;
}

TEST(DiskFull, WorkWaitsAndGoesOnWithNothingLost) {
  const SmallDisk disk;
  if (disk.error() != 0)
    GTEST_SKIP() << "mounting a file system needs root: " << std::strerror(disk.error());
  const auto paper = start_paper();
  Config config;
  config.folders.data = disk.path() + "/data";
  config.folders.models = std::string(RASD_SOURCE_DIR) + "/models";
  config.crawl.host_delay = seconds{0};
  Source source;
  source.id = source.name = "paper";
  source.url = "http://127.0.0.1:" + std::to_string(paper->port()) + "/feed.xml";
  source.local = true;
  config.sources = {source};

  const SystemClock clock;
  std::atomic<bool> ended{false};
  Result<void> result;
  testing::internal::CaptureStderr();
  std::jthread run([&](std::stop_token stop) {
    RunOptions options;
    options.mode = RunMode::kOnce;
    result = run_stages(config, options, clock, std::move(stop));
    ended = true;
  });
  const auto stored = [&] {
    const auto counts = read_spool_counts(config.crawl_folder());
    return counts ? counts->final[static_cast<size_t>(ItemState::kStored)] : 0;
  };
  EXPECT_TRUE(wait_until([&] { return stored() >= 30; }));
  Hog hog(disk.path() + "/hog");
  EXPECT_TRUE(wait_until([&] { return hog.filled_it(); }));

  // It comes to a halt: what is acknowledged grows no more, and no stage gives up.
  uint64_t before = 0;
  EXPECT_TRUE(wait_until([&] {
    before = stored();
    std::this_thread::sleep_for(seconds{2});
    return stored() == before;
  }));
  EXPECT_LT(before, uint64_t{kPages});
  EXPECT_FALSE(ended) << (result ? "" : result.error().message);

  hog.go_away();
  EXPECT_TRUE(wait_until([&] { return ended.load(); }, seconds{120}));
  run.request_stop();
  run.join();
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_TRUE(result) << result.error().message;
  EXPECT_NE(said.find("intake waits until there is space"), std::string::npos) << said;
  EXPECT_NE(said.find("has space again: intake goes on"), std::string::npos) << said;

  const auto taken = read_spool_counts(config.crawl_folder());
  ASSERT_TRUE(taken) << taken.error().message;
  EXPECT_EQ(taken->taken_in, uint64_t{kPages});
  EXPECT_EQ(taken->pending, 0u);
  const StoreOptions store = store_options(config.store_path());
  auto reader = StoreReader::open(store);
  ASSERT_TRUE(reader) << reader.error().message;
  const auto sums = sum_ledger(*reader);
  ASSERT_TRUE(sums) << sums.error().message;
  for (const auto& reason : sums->by_reason)
    ADD_FAILURE() << reason.count << " " << name(reason.state) << " in " << reason.stage << ": "
                  << reason.reason;
  EXPECT_EQ(sums->by_state[static_cast<size_t>(ItemState::kStored)], uint64_t{kPages});
  EXPECT_EQ(sums->total, uint64_t{kPages});
  EXPECT_TRUE(sums->reconciles());
  std::set<std::string> urls;
  const Window always{Instant{}, Instant{seconds{int64_t{1} << 40}}};
  ASSERT_TRUE(each_article(*reader, always, [&](const AnnotatedArticle& both) {
    EXPECT_TRUE(urls.insert(both.article.url).second) << both.article.url << " is there twice";
    EXPECT_FALSE(both.article.text.empty());
  }));
  EXPECT_EQ(urls.size(), size_t{kPages});
  const auto troubles = check_store(store);
  ASSERT_TRUE(troubles) << troubles.error().message;
  EXPECT_TRUE(troubles->empty()) << troubles->front();
}

}  // namespace
}  // namespace rasd
