#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/file.h"
#include "crawler/spool.h"
#include "reports/open_store.h"
#include "store/ledger_sums.h"
#include "store/recent_items.h"
#include "tests/support/temp_folder.h"
#include "web/http_server.h"

// The safety table's first two rows: a stage dies at any moment (kill -9), and nothing is lost or
// doubled. Three real processes of the built program over ipc; the site is served from here.
namespace rasd {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

std::string story(int n) {
  // Different words on each page, so that no text is another's duplicate.
  std::string text;
  for (int paragraph = 0; paragraph < 4; ++paragraph) {
    text += "<p>";
    for (int sentence = 0; sentence < 6; ++sentence) {
      const std::string number =
          std::to_string((n * 7919 + paragraph * 104729 + sentence * 1299709) % 99991);
      text += "The office said that case " + number + " was closed, and that street " + number +
              "b is open again. ";
    }
    text += "</p>";
  }
  return "<!doctype html><html lang=en><head><title>Report " + std::to_string(n) +
         "</title></head><body><article><h1>Report " + std::to_string(n) + "</h1>" + text +
         "</article></body></html>";
}

/// A paper whose feed lists all its pages; slow enough that the rounds fall into the work.
class Paper {
 public:
  Paper(int pages, milliseconds per_page) : pages_(pages), per_page_(per_page) {
    HttpServerOptions options;
    options.threads = 4;
    server_ = std::move(*HttpServer::start(
        options, [this](const HttpRequest& request) { return answer(request); }));
  }
  std::string base() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }

 private:
  HttpResponse answer(const HttpRequest& request) {
    HttpResponse response;
    if (request.path == "/feed.xml") {
      response.headers = {{"Content-Type", "application/rss+xml"}};
      response.body = "<rss version=\"2.0\"><channel><title>Paper</title>";
      for (int i = 0; i < pages_; ++i)
        response.body += "<item><title>Report " + std::to_string(i) + "</title><link>" + base() +
                         "/report/" + std::to_string(i) + "</link></item>";
      response.body += "</channel></rss>";
    } else if (request.path.rfind("/report/", 0) == 0) {
      std::this_thread::sleep_for(per_page_);
      response.headers = {{"Content-Type", "text/html; charset=utf-8"}};
      response.body = story(std::atoi(request.path.c_str() + 8));
    } else {
      response.status = 404;
    }
    return response;
  }
  int pages_;
  milliseconds per_page_;
  std::unique_ptr<HttpServer> server_;
};

class Process {
 public:
  Process(std::string config, std::vector<std::string> arguments)
      : config_(std::move(config)), arguments_(std::move(arguments)) {}
  ~Process() { kill(); }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void start() {
    // Everything the child needs is made before the fork: this process has threads.
    const std::string program = std::string(RASD_BINARY_DIR) + "/rasd";
    std::vector<char*> argv{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments_)
      argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(const_cast<char*>("--config"));
    argv.push_back(const_cast<char*>(config_.c_str()));
    argv.push_back(nullptr);
    pid_ = ::fork();
    ASSERT_GE(pid_, 0);
    if (pid_ == 0) {
      if (::chdir(RASD_SOURCE_DIR) == 0) ::execv(program.c_str(), argv.data());
      ::_exit(127);
    }
  }
  void kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }
  bool running() {
    if (pid_ <= 0) return false;
    if (::waitpid(pid_, &status_, WNOHANG) == 0) return true;
    pid_ = -1;
    return false;
  }
  int exit_status() const { return WIFEXITED(status_) ? WEXITSTATUS(status_) : -1; }

 private:
  std::string config_;
  std::vector<std::string> arguments_;
  pid_t pid_ = -1;
  int status_ = 0;
};

int setting(const char* name, int otherwise) {
  const char* text = std::getenv(name);
  return text ? std::atoi(text) : otherwise;
}

TEST(Kill, NothingIsLostOrDoubledWhenAnyStageDies) {
  const int rounds = setting("RASD_KILL_ROUNDS", 60);
  const int pages = rounds * 80;
  const TempFolder folder;
  const Paper paper(pages, milliseconds{8});
  ASSERT_TRUE(write_file(
      folder / "sources.toml",
      "[[source]]\nid = \"paper\"\nurl = \"" + paper.base() + "/feed.xml\"\nlocal = true\n"));
  ASSERT_TRUE(write_file(folder / "rasd.toml",
                         "[folders]\ndata = \"" + folder.path() +
                             "/data\"\n[links]\ndead_after = \"1s\"\n[sources]\nfiles = "
                             "[\"sources.toml\"]\n"));
  const std::string config = folder / "rasd.toml";
  Process crawl(config, {"crawl", "--once"});
  Process annotate(config, {"annotate"});
  Process store(config, {"store"});
  Process* const stages[] = {&crawl, &annotate, &store};
  for (Process* stage : stages) stage->start();

  const int seed = setting("RASD_KILL_SEED", 20261124);
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(static_cast<unsigned>(seed));
  int killed = 0;
  for (; killed < rounds && crawl.running(); ++killed) {
    std::this_thread::sleep_for(milliseconds{std::uniform_int_distribution<>(40, 220)(random)});
    Process& victim = *stages[std::uniform_int_distribution<>(0, 2)(random)];
    if (&victim == &crawl && !crawl.running()) break;
    victim.kill();
    victim.start();
  }
  EXPECT_GE(killed, 50) << "the crawl ended before enough rounds were played";
  const auto end = SteadyClock::now() + std::chrono::seconds{120};
  while (crawl.running() && SteadyClock::now() < end) std::this_thread::sleep_for(milliseconds{50});
  ASSERT_FALSE(crawl.running()) << "the crawl did not come to its end";
  EXPECT_EQ(crawl.exit_status(), 0);
  store.kill();
  annotate.kill();

  const auto taken = read_spool_counts(folder / "data/crawl");
  ASSERT_TRUE(taken) << taken.error().message;
  EXPECT_EQ(taken->taken_in, static_cast<uint64_t>(pages));
  EXPECT_EQ(taken->pending, 0u);
  auto reader = StoreReader::open(store_options(folder / "data/rasd.db"));
  ASSERT_TRUE(reader) << reader.error().message;
  const auto sums = sum_ledger(*reader);
  ASSERT_TRUE(sums);
  for (const auto& reason : sums->by_reason)
    ADD_FAILURE() << reason.count << " " << name(reason.state) << " in " << reason.stage << ": "
                  << reason.reason;
  EXPECT_EQ(sums->by_state[0], static_cast<uint64_t>(pages)) << "stored";
  EXPECT_EQ(sums->total, static_cast<uint64_t>(pages));
  EXPECT_TRUE(sums->reconciles());
  std::set<std::string> urls;
  uint64_t articles = 0;
  const Window always{Instant{}, Instant{std::chrono::seconds{int64_t{1} << 40}}};
  ASSERT_TRUE(each_article(*reader, always, [&](const AnnotatedArticle& both) {
    ++articles;
    urls.insert(both.article.url);
    EXPECT_FALSE(both.article.text.empty());
  }));
  EXPECT_EQ(articles, static_cast<uint64_t>(pages));
  EXPECT_EQ(urls.size(), static_cast<size_t>(pages));
  const auto troubles = check_store(store_options(folder / "data/rasd.db"));
  ASSERT_TRUE(troubles);
  EXPECT_TRUE(troubles->empty()) << troubles->front();
}

}  // namespace
}  // namespace rasd
