#include "crawler/crawler.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <set>
#include <thread>

#include "base/log.h"
#include "crawler/frontier.h"
#include "crawler/spool.h"
#include "tests/support/hostile_server.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A small site as a table of paths; whatever is not in it answers 404.
struct Site {
  struct Page {
    int status = 200;
    std::string headers;
    std::string body;
  };
  std::map<std::string, Page> pages;
  std::mutex mutex;
  HostileServer server{[this](const HostileRequest& request, HostileWire& wire) {
    std::string path = request.path;
    const std::lock_guard lock(mutex);
    auto found = pages.find(path);
    if (found == pages.end()) found = pages.find(path.substr(0, path.find('?')));
    if (found == pages.end()) {
      wire.send(http_answer(404, "", "nothing here"));
      return;
    }
    const Page& page = found->second;
    if (!page.headers.empty() &&
        page.headers.find("ETag: " + request.header("If-None-Match")) != std::string::npos &&
        !request.header("If-None-Match").empty())
      wire.send("HTTP/1.1 304 Not Modified\r\n\r\n");
    else
      wire.send(http_answer(page.status, page.headers, page.body));
  }};

  void put(const std::string& path, std::string body, int status = 200, std::string headers = "") {
    const std::lock_guard lock(mutex);
    pages[path] = {status, std::move(headers), std::move(body)};
  }
  std::string url(const std::string& path) const { return server.url(path); }
};

std::string article(int n) {
  std::string text;
  for (int i = 0; i < 8; ++i)
    text += "<p>قال مصدر مسؤول إن الحادث رقم " + std::to_string(n) +
            " وقع صباح اليوم على الطريق الصحراوي، وأسعفت الكوادر المصابين إلى المستشفى.</p>";
  return "<html><head><title>خبر " + std::to_string(n) + "</title></head><body><article><h1>خبر " +
         std::to_string(n) + "</h1>" + text + "</article></body></html>";
}

Source source_of(const std::string& id, const std::string& url, Connector connector) {
  Source source;
  source.id = id;
  source.name = id;
  source.url = url;
  source.connector = connector;
  source.local = true;
  return source;
}

/// Runs a crawler once over the sources and drains the spool.
struct Harvest {
  std::vector<FetchedPage> pages;
  std::vector<Outcome> outcomes;
  std::vector<SourcePoll> polls;
  size_t sources = 0;
};

Harvest crawl_once(const std::string& folder, const std::vector<Source>& sources,
                   CrawlerOptions options = {}) {
  Harvest harvest;
  SystemClock clock;
  auto spool = Spool::open(folder);
  EXPECT_TRUE(spool) << spool.error().message;
  options.timeout = milliseconds(2000);
  options.local_backoff = milliseconds(100);
  options.key_file = folder + "/pseudonym.key";
  auto crawler = Crawler::open(options, sources, clock, **spool);
  EXPECT_TRUE(crawler) << crawler.error().message;
  const auto ran = (*crawler)->run({}, RunMode::kOnce);
  EXPECT_TRUE(ran) << ran.error().message;
  std::vector<Outcome> settled;
  for (auto& entry : (*spool)->take(100'000, milliseconds(0))) {
    EXPECT_EQ(entry.trouble, "");
    Outcome done;
    done.item_id = entry.id;
    done.state = ItemState::kStored;
    if (auto* page = std::get_if<FetchedPage>(&entry.record))
      harvest.pages.push_back(std::move(*page));
    else if (auto* outcome = std::get_if<Outcome>(&entry.record)) {
      done.state = outcome->state;
      harvest.outcomes.push_back(std::move(*outcome));
    } else if (auto* poll = std::get_if<SourcePoll>(&entry.record))
      harvest.polls.push_back(std::move(*poll));
    else
      ++harvest.sources;
    settled.push_back(std::move(done));
  }
  EXPECT_TRUE((*spool)->settle(settled));
  EXPECT_EQ((*spool)->counts().pending, 0u);
  return harvest;
}

std::string list_of(Site& site, int from, int to) {
  std::string html = "<html><body><ul>";
  for (int n = from; n <= to; ++n)
    html += "<li><a href=\"/2026/11/24/story-" + std::to_string(n) + "\">عنوان الخبر رقم " +
            std::to_string(n) + " من المدينة</a></li>";
  site.put("/news", html + "</ul></body></html>");
  for (int n = from; n <= to; ++n) site.put("/2026/11/24/story-" + std::to_string(n), article(n));
  return site.url("/news");
}

TEST(Crawler, FetchesWhatAListPageNames) {
  Site site;
  const TempFolder folder;
  const Source source = source_of("paper", list_of(site, 1, 12), Connector::kListPage);
  Harvest first = crawl_once(folder.path(), {source});
  EXPECT_EQ(first.pages.size(), 12u);
  EXPECT_EQ(first.sources, 1u);
  ASSERT_EQ(first.polls.size(), 1u);
  EXPECT_TRUE(first.polls[0].ok) << first.polls[0].error;
  EXPECT_EQ(first.polls[0].listed, 12u);
  EXPECT_EQ(first.polls[0].fresh, 12u);
  EXPECT_EQ(site.server.count("/robots.txt"), 1u);
  for (const FetchedPage& page : first.pages) {
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("<article>"), std::string::npos);
    EXPECT_FALSE(page.archive.file.empty());
    EXPECT_EQ(page.item_id.size(), 32u);
  }
  // Known items are not fetched again; a new one is.
  list_of(site, 3, 13);
  Harvest second = crawl_once(folder.path(), {source});
  ASSERT_EQ(second.pages.size(), 1u);
  EXPECT_EQ(second.pages[0].url, site.url("/2026/11/24/story-13"));
  EXPECT_EQ(second.polls.at(0).fresh, 1u);
  EXPECT_EQ(site.server.count("/2026/11/24/story-5"), 1u);
  // The same list again is seen to be unchanged.
  Harvest third = crawl_once(folder.path(), {source});
  EXPECT_TRUE(third.pages.empty());
  EXPECT_TRUE(third.polls.at(0).unchanged);
}

TEST(Crawler, FirstFetchComesAtOnce) {
  Site site;
  const TempFolder folder;
  const Source source = source_of("paper", list_of(site, 1, 1), Connector::kListPage);
  const auto began = std::chrono::steady_clock::now();
  Harvest harvest = crawl_once(folder.path(), {source});
  EXPECT_EQ(harvest.pages.size(), 1u);
  EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(300));
}

TEST(Crawler, ObeysRobots) {
  Site site;
  const TempFolder folder;
  site.put("/robots.txt", "User-agent: rasd\nDisallow: /2026/11/24/story-2\n");
  const Source source = source_of("paper", list_of(site, 1, 3), Connector::kListPage);
  Harvest harvest = crawl_once(folder.path(), {source});
  EXPECT_EQ(harvest.pages.size(), 2u);
  ASSERT_EQ(harvest.outcomes.size(), 1u);
  EXPECT_EQ(harvest.outcomes[0].reason, "robots.txt does not allow it");
  EXPECT_EQ(site.server.count("/2026/11/24/story-2"), 0u);
}

TEST(Crawler, FetchesNothingWhileRobotsCannotBeHad) {
  Site site;
  const TempFolder folder;
  site.put("/robots.txt", "", 503);
  const Source source = source_of("paper", list_of(site, 1, 3), Connector::kListPage);
  Harvest harvest = crawl_once(folder.path(), {source});
  EXPECT_TRUE(harvest.pages.empty());
  EXPECT_FALSE(harvest.polls.at(0).ok);
  EXPECT_EQ(harvest.polls.at(0).error, "robots.txt cannot be had");
  EXPECT_EQ(site.server.count("/news"), 0u);
}

TEST(Crawler, EveryFailureHasItsEnd) {
  Site site;
  const TempFolder folder;
  const Source source = source_of("paper", list_of(site, 1, 6), Connector::kListPage);
  site.put("/2026/11/24/story-1", "", 404);
  site.put("/2026/11/24/story-2", "", 403);
  site.put("/2026/11/24/story-3", "", 503, "Retry-After: 1\r\n");
  site.put("/2026/11/24/story-4", "not gzip", 200, "Content-Encoding: gzip\r\n");
  site.put("/2026/11/24/story-5", "", 302, "Location: file:///etc/passwd\r\n");
  Harvest harvest = crawl_once(folder.path(), {source});
  ASSERT_EQ(harvest.pages.size(), 1u);
  std::map<std::string, Outcome> by_path;
  for (const Outcome& outcome : harvest.outcomes)
    by_path[outcome.url.substr(outcome.url.rfind('-') + 1)] = outcome;
  ASSERT_EQ(by_path.size(), 5u);
  EXPECT_EQ(by_path["1"].reason, "the server answered 404 (gone)");
  EXPECT_EQ(by_path["2"].reason, "the server answered 403");
  EXPECT_EQ(by_path["3"].reason, "the server answered 503 (3 tries)");
  EXPECT_EQ(site.server.count("/2026/11/24/story-3"), 3u);
  EXPECT_EQ(by_path["4"].state, ItemState::kQuarantined);
  EXPECT_EQ(by_path["4"].bytes, "not gzip");
  EXPECT_EQ(by_path["5"].state, ItemState::kFailed);
}

TEST(Crawler, ReadsATimelineWithoutFetchingPages) {
  Site site;
  const TempFolder folder;
  const std::string api = "/api/v1/timelines/public";
  std::string newest = "[";
  for (int n = 80; n > 40; --n)
    newest += std::string(n == 80 ? "" : ",") + R"({"id":"1000)" + std::to_string(n) +
              R"(","created_at":"2026-11-24T08:30:00.000Z","visibility":"public","language":"ar",)"
              R"("url":"http://m.example/@a/)" +
              std::to_string(n) +
              R"(","content":"<p>منشور</p>","account":{"acct":"salma"},"reblog":null})";
  site.put(api, newest + "]");
  site.put(api + "?limit=40&max_id=100041",
           R"([{"id":"100003","created_at":"2026-11-20T08:30:00Z","content":"<p>أقدم</p>",
                "url":"http://m.example/@b/3","account":{"acct":"omar"}}])");
  const Source source = source_of("square", site.url("/"), Connector::kMastodon);
  Harvest harvest = crawl_once(folder.path(), {source});
  ASSERT_EQ(harvest.pages.size(), 41u);
  EXPECT_EQ(harvest.polls.at(0).listed, 41u);
  EXPECT_EQ(harvest.pages[0].kind, ItemKind::kPost);
  EXPECT_EQ(harvest.pages[0].hints.author.size(), 32u);
  EXPECT_EQ(harvest.pages[0].hints.author, harvest.pages[1].hints.author);
  EXPECT_NE(harvest.pages[0].hints.author, harvest.pages[40].hints.author);
  // Next time only what is newer is asked for.
  crawl_once(folder.path(), {source});
  EXPECT_EQ(site.server.count(api + "?limit=40&since_id=100080"), 1u);
}

std::string rss_of(const Site& site, int from, int to) {
  std::string xml =
      "<rss version=\"2.0\" xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\"><channel>"
      "<title>paper</title>";
  for (int n = from; n <= to; ++n) {
    const std::string path = "/a/" + std::to_string(n);
    xml += "<item><title>خبر " + std::to_string(n) + "</title><link>" + site.url(path) +
           "</link><description>&lt;p&gt;نص الخلاصة&lt;/p&gt;</description><wfw:commentRss>" +
           site.url(path + "/feed/") + "</wfw:commentRss></item>";
  }
  return xml + "</channel></rss>";
}

TEST(Crawler, AFeedsTextIsKeptWhereArticlesAreForbidden) {
  Site site;
  const TempFolder folder;
  site.put("/feed", rss_of(site, 1, 3), 200, "Content-Type: application/rss+xml\r\n");
  site.put("/a/1", article(1));
  site.put("/a/2", "no", 403);  // and /a/3 is 404
  Harvest harvest =
      crawl_once(folder.path(), {source_of("paper", site.url("/feed"), Connector::kFeed)});
  ASSERT_EQ(harvest.pages.size(), 3u);
  EXPECT_TRUE(harvest.outcomes.empty());
  for (const FetchedPage& page : harvest.pages) {
    SCOPED_TRACE(page.url);
    const int status = page.url.ends_with("1") ? 200 : page.url.ends_with("2") ? 403 : 404;
    EXPECT_EQ(page.status, status);
    EXPECT_EQ(page.body.empty(), status != 200);
    EXPECT_EQ(page.hints.summary, "<p>نص الخلاصة</p>");
  }
}

TEST(Crawler, ReadsCommentFeedsOnce) {
  Site site;
  const TempFolder folder;
  site.put("/feed", rss_of(site, 1, 2));
  for (int n = 1; n <= 2; ++n) site.put("/a/" + std::to_string(n), article(n));
  site.put("/a/1/feed/",
           "<rss version=\"2.0\"><channel><title>c</title><item><guid>c1</guid>"
           "<description>رأي</description></item><item><guid>c2</guid>"
           "<description>رأي آخر</description></item></channel></rss>");
  const Source source = source_of("paper", site.url("/feed"), Connector::kFeed);
  Harvest harvest = crawl_once(folder.path(), {source});
  ASSERT_EQ(harvest.pages.size(), 4u);
  const FetchedPage* parent = nullptr;
  size_t comments = 0;
  for (const FetchedPage& page : harvest.pages)
    if (page.url.ends_with("/a/1")) parent = &page;
  ASSERT_NE(parent, nullptr);
  for (const FetchedPage& page : harvest.pages) {
    if (page.kind != ItemKind::kComment) continue;
    ++comments;
    EXPECT_EQ(page.parent_id, parent->item_id);
  }
  EXPECT_EQ(comments, 2u);
  EXPECT_TRUE(harvest.outcomes.empty()) << "a comment feed that is not there is no failed item";
  site.put("/feed", rss_of(site, 1, 2) + " ");
  crawl_once(folder.path(), {source});
  EXPECT_EQ(site.server.count("/a/1/feed/"), 1u);
  EXPECT_EQ(site.server.count("/a/2/feed/"), 1u);
}

TEST(Crawler, AFeedThatDidNotChangeIsNotSentAgain) {
  Site site;
  const TempFolder folder;
  site.put("/feed", rss_of(site, 1, 1), 200, "ETag: \"v1\"\r\n");
  site.put("/a/1", article(1));
  const Source source = source_of("paper", site.url("/feed"), Connector::kFeed);
  crawl_once(folder.path(), {source});
  Harvest again = crawl_once(folder.path(), {source});
  ASSERT_EQ(again.polls.size(), 1u);
  EXPECT_TRUE(again.polls[0].ok);
  EXPECT_TRUE(again.polls[0].unchanged);
  EXPECT_EQ(again.polls[0].status, 304);
}

TEST(Crawler, ReadsASitemapIndexOneLevelDeep) {
  Site site;
  const TempFolder folder;
  const auto index = [&](const std::string& path) {
    return "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>" +
           site.url(path) + "</loc></sitemap></sitemapindex>";
  };
  site.put("/sitemap.xml", index("/part.xml"));
  site.put("/part.xml", "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>" +
                            site.url("/a/1") + "</loc></url></urlset>");
  site.put("/a/1", article(1));
  const Source source = source_of("map", site.url("/sitemap.xml"), Connector::kSitemap);
  Harvest harvest = crawl_once(folder.path(), {source});
  EXPECT_EQ(harvest.pages.size(), 1u);
  ASSERT_EQ(harvest.polls.size(), 1u);
  EXPECT_EQ(harvest.polls[0].listed, 1u);
  site.put("/sitemap.xml", index("/loop.xml"));
  site.put("/loop.xml", index("/loop.xml"));
  crawl_once(folder.path(), {source});
  EXPECT_EQ(site.server.count("/loop.xml"), 1u) << "an index in an index is not followed";
}

TEST(Crawler, LearnsARhythmAndBacksOff) {
  Site site;
  const TempFolder folder;
  Source source = source_of("paper", site.url("/feed"), Connector::kFeed);
  source.interval = seconds(1000);
  site.put("/a/1", article(1));
  const auto crawl = [&](int step) {
    crawl_once(folder.path(), {source});
    auto spool = Spool::open(folder.path());
    EXPECT_TRUE(spool);
    Frontier frontier((*spool)->database());
    SourceState state = frontier.source("paper").value();
    const auto wait = state.next_poll - SystemClock().now();
    return std::tuple(state, wait, step);
  };
  site.put("/feed", rss_of(site, 1, 1));
  const auto [fresh, soon, s1] = crawl(1);
  EXPECT_EQ(fresh.interval, seconds(700)) << "news came: look again sooner";
  EXPECT_NEAR(static_cast<double>(soon.count()), 700, 80);
  const auto [same, later, s2] = crawl(2);
  EXPECT_EQ(same.interval, seconds(910)) << "nothing new: look less often";
  site.put("/feed", "", 500);
  crawl(3);
  const auto [failing, away, s4] = crawl(4);
  EXPECT_EQ(failing.failures, 2u);
  EXPECT_NEAR(static_cast<double>(away.count()), 4000, 410);
  site.put("/feed", "", 503, "Retry-After: 40000\r\n");
  const auto [told, told_away, s5] = crawl(5);
  EXPECT_GE(told_away.count(), 35'000) << "as long as the server asks";
  site.put("/feed", rss_of(site, 1, 1));
  const auto [back, back_wait, s6] = crawl(6);
  EXPECT_EQ(back.failures, 0u);
}

TEST(Crawler, BadSourcesDoNotStopGoodOnes) {
  Site site;
  const TempFolder folder;
  const Source good = source_of("good", list_of(site, 1, 3), Connector::kListPage);
  const Source gone = source_of("gone", site.url("/no-such-list"), Connector::kListPage);
  const Source dead = source_of("dead", "http://127.0.0.1:1/feed", Connector::kFeed);
  const Source odd = source_of("odd", site.url("/2026/11/24/story-1"), Connector::kMastodon);
  const Source file = source_of("file", folder / "absent.csv", Connector::kObservations);
  Harvest harvest = crawl_once(folder.path(), {dead, gone, odd, file, good});
  EXPECT_EQ(harvest.pages.size(), 3u);
  ASSERT_EQ(harvest.polls.size(), 5u);
  for (const SourcePoll& poll : harvest.polls) {
    SCOPED_TRACE(poll.source_id);
    EXPECT_EQ(poll.ok, poll.source_id == "good");
    EXPECT_EQ(poll.error.empty(), poll.ok);
  }
}

TEST(Crawler, TakesObservationsFromAFile) {
  const TempFolder folder;
  std::ofstream(folder / "in.csv") << "id,received,channel,place,text\n"
                                      "1,2026-11-24,hotline,الزرقاء,\"شكوى من ضجيج\"\n"
                                      "2,never,hotline,,نص\n"
                                      "3,2026-11-24 09:00,form,,ثالث\n";
  const Source source = source_of("inbox", folder / "in.csv", Connector::kObservations);
  Harvest harvest = crawl_once(folder / "state", {source});
  EXPECT_EQ(harvest.pages.size(), 2u);
  ASSERT_EQ(harvest.outcomes.size(), 1u);
  EXPECT_EQ(harvest.outcomes[0].state, ItemState::kQuarantined);
  EXPECT_TRUE(harvest.outcomes[0].reason.starts_with("line 3: ")) << harvest.outcomes[0].reason;
}

TEST(Crawler, RefusesSourcesThatCannotBeWatched) {
  const TempFolder folder;
  auto spool = Spool::open(folder.path());
  ASSERT_TRUE(spool);
  SystemClock clock;
  const std::vector<Source> cases[] = {
      {source_of("a", "ftp://x.example/", Connector::kFeed)},
      {source_of("", "http://x.example/", Connector::kFeed)},
      {source_of("a", "http://", Connector::kFeed)},
      {source_of("a", "http://x.example/", Connector::kFeed),
       source_of("a", "http://y.example/", Connector::kFeed)},
  };
  for (const auto& sources : cases) {
    auto crawler = Crawler::open({}, sources, clock, **spool);
    ASSERT_FALSE(crawler);
    EXPECT_EQ(crawler.error().kind, ErrorKind::kConfiguration);
  }
}

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
  std::this_thread::sleep_for(milliseconds(200));
  const auto began = std::chrono::steady_clock::now();
  thread.request_stop();
  thread.join();
  EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(500));
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

}  // namespace
}  // namespace rasd
