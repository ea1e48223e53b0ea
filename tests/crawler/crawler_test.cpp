#include "crawler/crawler.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "crawler/frontier.h"
#include "tests/crawler/small_site.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

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
  EXPECT_LT(std::chrono::steady_clock::now() - began, seconds(2));  // 70 ms when idle
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

TEST(Crawler, ReadsASitemapIndexAndNoListTwice) {
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
  EXPECT_EQ(site.server.count("/loop.xml"), 1u) << "one that names itself is not asked for again";
}

TEST(Crawler, LearnsARhythmAndBacksOff) {
  Site site;
  const TempFolder folder;
  Source source = source_of("paper", site.url("/feed"), Connector::kFeed);
  source.interval = seconds(1000);
  site.put("/a/1", article(1));
  // The next poll is planned at some moment of the crawl, however long a busy machine makes it.
  struct Planned {
    SourceState state;
    Instant before, after;
    /// That the wait is the planned one, spread by a tenth.
    void expect_wait(int64_t planned) const {
      EXPECT_GE((state.next_poll - before).count(), planned * 9 / 10);
      EXPECT_LE((state.next_poll - after).count(), planned * 11 / 10);
    }
  };
  const auto crawl = [&] {
    const Instant before = SystemClock().now();
    crawl_once(folder.path(), {source});
    const Instant after = SystemClock().now();
    auto spool = Spool::open(folder.path());
    EXPECT_TRUE(spool);
    Frontier frontier((*spool)->database());
    return Planned{frontier.source("paper").value(), before, after};
  };
  site.put("/feed", rss_of(site, 1, 1));
  const Planned fresh = crawl();
  EXPECT_EQ(fresh.state.interval, seconds(1000)) << "one entry without a time teaches nothing yet";
  fresh.expect_wait(1000);
  std::string dated = "<rss><channel><ttl>10</ttl>";
  for (int n = 0; n < 40; ++n)
    dated += "<item><title>t</title><link>" + site.url("/d/" + std::to_string(n)) +
             "</link><pubDate>" + to_rfc3339(SystemClock().now() - seconds(300 * n)) +
             "</pubDate></item>";
  site.put("/feed", dated + "</channel></rss>");
  const Planned learned = crawl();
  EXPECT_EQ(learned.state.interval, seconds(600)) << "an entry each five minutes, and ttl says ten";
  EXPECT_EQ(learned.state.rhythm.encode().empty(), false);
  site.put("/feed", "", 500);
  crawl();
  const Planned failing = crawl();
  EXPECT_EQ(failing.state.failures, 2u);
  failing.expect_wait(4000);
  site.put("/feed", "", 503, "Retry-After: 40000\r\n");
  EXPECT_GE(crawl().state.next_poll - SystemClock().now(), seconds(35'000))
      << "as long as the server asks";
  site.put("/feed", rss_of(site, 1, 1));
  EXPECT_EQ(crawl().state.failures, 0u);
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

}  // namespace
}  // namespace rasd
