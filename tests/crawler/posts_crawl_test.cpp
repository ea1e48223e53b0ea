// The connectors of public posts through the real crawler, against a server on loopback.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <set>

#include "base/file.h"
#include "crawler/frontier.h"
#include "crawler/missing_posts.h"
#include "crawler/post_reading.h"
#include "tests/crawler/post_fixtures.h"
#include "tests/crawler/small_site.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

using namespace posts;

/// A source of the network, moved to the small site.
Source here(Source source, const Site& site) {
  source.url = site.url("");
  source.local = true;
  source.name = source.id;
  return source;
}

std::string token_in(const TempFolder& folder, const std::string& token) {
  const std::string path = folder / "token";
  EXPECT_TRUE(write_file(path, token + "\n"));
  EXPECT_EQ(chmod(path.c_str(), 0600), 0);
  return path;
}

SourceState state_of(const std::string& folder, const std::string& id) {
  auto spool = Spool::open(folder);
  EXPECT_TRUE(spool);
  return Frontier((*spool)->database()).source(id).value();
}

std::multiset<std::string> texts_of(const Harvest& harvest) {
  std::multiset<std::string> texts;
  for (const FetchedPage& page : harvest.pages) texts.insert(page.hints.content);
  return texts;
}

/// Whether any file below the folder holds these bytes, gzip members included.
bool holds(const std::string& folder, const std::string& wanted) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto raw = read_file(entry.path());
    const auto plain = read_file_or_gzip(entry.path());
    if ((raw && raw->find(wanted) != raw->npos) || (plain && plain->find(wanted) != plain->npos))
      return true;
  }
  return false;
}

const std::string kFeed =
    "/xrpc/app.bsky.feed.getAuthorFeed?actor=office.example&filter=posts_with_replies&limit=100";

TEST(PostsCrawl, BlueskyPageByPageAndOnFromTheCursor) {
  Site site;
  const TempFolder folder;
  const Source source = here(bluesky(), site);
  site.put(
      kFeed,
      R"({"cursor":"two","feed":[{"post":)" + bluesky_post("k3", "2026-11-23T09:00:00Z") +
          R"(},{"post":)" + bluesky_post("k2", "2026-11-23T08:00:00Z") +
          R"(,"reason":{"$type":"app.bsky.feed.defs#reasonRepost","indexedAt":"2026-11-23T08:30:00Z"}}]})");
  site.put(kFeed + "&cursor=two",
           R"({"feed":[{"post":)" + bluesky_post("k1", "2026-11-22T09:00:00Z") + "}]}");
  const Harvest first = crawl_once(folder.path(), {source});
  EXPECT_EQ(texts_of(first), (std::multiset<std::string>{"منشور k1", "منشور k3"}));
  ASSERT_EQ(first.outcomes.size(), 1u) << "a repost stands in the ledger";
  EXPECT_EQ(first.outcomes[0].state, ItemState::kFiltered);
  ASSERT_EQ(first.polls.size(), 1u);
  EXPECT_TRUE(first.polls[0].ok) << first.polls[0].error;
  EXPECT_EQ(first.polls[0].listed, 3u);
  EXPECT_EQ(first.pages[0].hints.author.size(), 32u);
  EXPECT_EQ(state_of(folder.path(), "sky").cursor, "2026-11-23T09:00:00Z");
  const Harvest again = crawl_once(folder.path(), {source});
  EXPECT_TRUE(again.pages.empty());
  EXPECT_EQ(site.server.count(kFeed + "&cursor=two"), 1u) << "what was read is not read again";
  EXPECT_FALSE(holds(folder.path(), "did:plc:office\"")) << "answers with names are not archived";
}

TEST(PostsCrawl, TelegramTellsTheGaps) {
  Site site;
  const TempFolder folder;
  const Source source = here(telegram(), site);
  site.put("/s/office_news", telegram_page(21, 40));
  site.put("/s/office_news?before=21", telegram_page(1, 20, {7, 8}));
  const Harvest first = crawl_once(folder.path(), {source});
  EXPECT_EQ(first.pages.size(), 38u);
  EXPECT_EQ(state_of(folder.path(), "tg").cursor, "40");
  EXPECT_EQ(site.server.count("/robots.txt"), 1u) << "a page for people: a robot asks first";
  // Twenty-five further messages, of which two were taken back.
  site.put("/s/office_news", telegram_page(46, 65, {60}));
  site.put("/s/office_news?before=46", telegram_page(26, 45, {41}));
  const Harvest second = crawl_once(folder.path(), {source});
  EXPECT_EQ(second.pages.size(), 23u);
  EXPECT_EQ(site.server.count("/s/office_news?before=26"), 0u);
  const auto missing = read_missing_posts(folder.path());
  ASSERT_TRUE(missing) << missing.error().message;
  const MissingSummary& summary = missing->at("tg");
  EXPECT_EQ(summary.posts, 4u);
  EXPECT_EQ(summary.gaps, 3u);
  EXPECT_EQ(summary.newest.first, "41");
  crawl_once(folder.path(), {source});
  EXPECT_EQ(read_missing_posts(folder.path())->at("tg").posts, 4u) << "told once";
}

TEST(PostsCrawl, TelegramChannelWithoutAPreview) {
  Site site;
  const TempFolder folder;
  site.put("/s/office_news", "", 302, "Location: /office_news\r\n");
  site.put("/office_news", "<html><body>Send message</body></html>");
  const Harvest harvest = crawl_once(folder.path(), {here(telegram(), site)});
  ASSERT_EQ(harvest.polls.size(), 1u);
  EXPECT_FALSE(harvest.polls[0].ok);
  EXPECT_NE(harvest.polls[0].error.find("no public preview"), std::string::npos);
}

TEST(PostsCrawl, XWithATokenThatNobodySees) {
  Site site;
  const TempFolder folder;
  const TempFolder secrets;
  const std::string token = "AAAAsecretTOKEN";
  Source source = here(x_search(), site);
  source.token_file = token_in(secrets, token);
  const std::string path = "/2/tweets/search/recent";
  site.put(path, R"({"data":[)" + x_post("1002") + "," +
                     x_post("1001", R"(,"referenced_tweets":[{"type":"retweeted","id":"5"}])") +
                     R"(],"meta":{"result_count":2}})");
  const Harvest harvest = crawl_once(folder.path(), {source});
  EXPECT_EQ(harvest.pages.size(), 1u);
  EXPECT_EQ(harvest.outcomes.size(), 1u);
  ASSERT_EQ(site.server.requests().size(), 1u);
  EXPECT_EQ(site.server.requests()[0].header("Authorization"), "Bearer " + token);
  EXPECT_EQ(state_of(folder.path(), "x").cursor, "1002");
  // The server repeats what it was sent: it must not end in the poll's record.
  site.put(path, R"({"title":"Unauthorized","detail":"token AAAAsecretTOKEN is not valid"})", 401);
  const Harvest refused = crawl_once(folder.path(), {source});
  ASSERT_EQ(refused.polls.size(), 1u);
  EXPECT_EQ(refused.polls[0].error, "the server answered 401: token (token) is not valid");
  EXPECT_EQ(state_of(folder.path(), "x").cursor, "1002") << "kept over a failure";
  // A redirect would carry the token to another place.
  site.put(path, "", 302, "Location: " + site.url("/elsewhere") + "\r\n");
  const Harvest led_on = crawl_once(folder.path(), {source});
  EXPECT_FALSE(led_on.polls.at(0).ok);
  EXPECT_EQ(site.server.count("/elsewhere"), 0u);
  EXPECT_FALSE(holds(folder.path(), token));
  // Others may read the file: nothing is asked for.
  ASSERT_EQ(chmod(source.token_file.c_str(), 0644), 0);
  const size_t before = site.server.requests().size();
  const Harvest loose = crawl_once(folder.path(), {source});
  EXPECT_NE(loose.polls.at(0).error.find("chmod 600"), std::string::npos);
  EXPECT_EQ(site.server.requests().size(), before);
}

TEST(PostsCrawl, XWaitsUntilTheLimitIsReset) {
  Site site;
  const TempFolder folder;
  Source source = here(x_search(), site);
  source.token_file = token_in(folder, "token-of-a-test");
  const Instant now = SystemClock().now();
  const auto reset = std::to_string((now + std::chrono::minutes(14)).time_since_epoch().count());
  const std::string path = "/2/tweets/search/recent";
  site.put(path, R"({"title":"Too Many Requests"})", 429, "x-rate-limit-reset: " + reset + "\r\n");
  const Harvest harvest = crawl_once(folder.path(), {source});
  ASSERT_EQ(harvest.polls.size(), 1u);
  EXPECT_EQ(harvest.polls[0].error, "the server answered 429: Too Many Requests");
  EXPECT_EQ(site.server.requests().size(), 1u) << "no busy loop";
  // The next poll is a tenth earlier or later than planned.
  EXPECT_GT(state_of(folder.path(), "x").next_poll, now + std::chrono::minutes(12));
  // Spent with a good answer: what is left waits as well, and the cursor does not move past it.
  site.put(path, R"({"data":[)" + x_post("1002") + R"(],"meta":{"next_token":"two"}})", 200,
           "x-rate-limit-remaining: 0\r\nx-rate-limit-reset: " + reset + "\r\n");
  const Harvest spent = crawl_once(folder.path(), {source});
  EXPECT_EQ(spent.pages.size(), 1u);
  EXPECT_NE(spent.polls.at(0).error.find("rate limit is spent"), std::string::npos);
  EXPECT_EQ(site.server.requests().size(), 2u);
  EXPECT_EQ(state_of(folder.path(), "x").cursor, "");
}

TEST(PostsCrawl, XFromBeforeTheWeekIsAskedWithoutItsCursor) {
  Site site;
  const TempFolder folder;
  Source source = here(x_search(), site);
  source.token_file = token_in(folder, "token-of-a-test");
  const std::string path = "/2/tweets/search/recent";
  site.put(path, R"({"data":[)" + x_post("1002") + R"(],"meta":{}})");
  crawl_once(folder.path(), {source});
  const std::string query = list_url(source, "1002").substr(site.url("").size());
  site.put(query, R"({"errors":[{"message":"'since_id' must be a tweet id created after"}]})", 400);
  site.put(path, R"({"data":[)" + x_post("9000") + R"(],"meta":{}})");
  const Harvest harvest = crawl_once(folder.path(), {source});
  EXPECT_TRUE(harvest.polls.at(0).ok) << harvest.polls.at(0).error;
  EXPECT_EQ(harvest.pages.size(), 1u);
  EXPECT_EQ(state_of(folder.path(), "x").cursor, "9000");
  EXPECT_EQ(read_missing_posts(folder.path())->at("x").newest.first, "1002");
}

std::string note(int id, const std::string& time) {
  return R"({"id":)" + std::to_string(id) + R"(,"body":{"text":"ملاحظة )" + std::to_string(id) +
         R"("},"when":")" + time + R"("})";
}

std::string notes(const std::string& items, const std::string& next) {
  return R"({"data":{"items":[)" + items + R"(],"next":")" + next + R"("}})";
}

TEST(PostsCrawl, JsonAFailureInTheMiddleSkipsNothing) {
  Site site;
  const TempFolder folder;
  Source source = here(json_api(), site);
  source.url = site.url("/v1/notes");
  site.put("/v1/notes", notes(note(3, "2026-11-23T03:00:00Z"), "two"));
  site.put("/v1/notes?cursor=two", "busy", 500);
  const Harvest first = crawl_once(folder.path(), {source});
  EXPECT_EQ(first.pages.size(), 1u) << "what came is kept";
  EXPECT_FALSE(first.polls.at(0).ok);
  EXPECT_EQ(state_of(folder.path(), "js").cursor, "") << "but the list is not read";
  site.put("/v1/notes",
           notes(note(4, "2026-11-23T04:00:00Z") + "," + note(3, "2026-11-23T03:00:00Z"), "two"));
  site.put("/v1/notes?cursor=two", notes(note(2, "2026-11-23T02:00:00Z"), "three"));
  site.put("/v1/notes?cursor=three", notes(note(1, "2026-11-23T01:00:00Z"), ""));
  const Harvest second = crawl_once(folder.path(), {source});
  EXPECT_EQ(texts_of(second), (std::multiset<std::string>{"ملاحظة 1", "ملاحظة 2", "ملاحظة 4"}));
  EXPECT_EQ(state_of(folder.path(), "js").cursor, "2026-11-23T04:00:00Z");
  site.put("/v1/notes",
           notes(note(5, "2026-11-23T05:00:00Z") + "," + note(4, "2026-11-23T04:00:00Z"), "two"));
  const Harvest third = crawl_once(folder.path(), {source});
  EXPECT_EQ(texts_of(third), std::multiset<std::string>{"ملاحظة 5"});
  EXPECT_EQ(site.server.count("/v1/notes?cursor=two"), 2u) << "the last poll was reached";
}

TEST(PostsCrawl, TooManyRequestsInTheMiddleWaitsAndGoesOn) {
  const TempFolder folder;
  std::atomic<int> refusals{0};
  HostileServer server([&](const HostileRequest& request, HostileWire& wire) {
    if (request.path.find("cursor=two") == std::string::npos)
      wire.send(http_answer(200, "", notes(note(2, "2026-11-23T02:00:00Z"), "two")));
    else if (refusals++ == 0)
      wire.send(http_answer(429, "Retry-After: 1\r\n", "{}"));
    else
      wire.send(http_answer(200, "", notes(note(1, "2026-11-23T01:00:00Z"), "")));
  });
  Source source = json_api();
  source.local = true;
  source.url = server.url("/v1/notes");
  const Harvest harvest = crawl_once(folder.path(), {source});
  EXPECT_EQ(harvest.pages.size(), 2u);
  EXPECT_TRUE(harvest.polls.at(0).ok) << harvest.polls.at(0).error;
  EXPECT_EQ(refusals, 2);
  // Refused for ever: given up after the second time, and nothing is skipped.
  const TempFolder other;
  HostileServer refusing([](const HostileRequest& request, HostileWire& wire) {
    if (request.path.find("cursor=two") == std::string::npos)
      wire.send(http_answer(200, "", notes(note(2, "2026-11-23T02:00:00Z"), "two")));
    else
      wire.send(http_answer(429, "Retry-After: 1\r\n", R"({"message":"slow down"})"));
  });
  source.url = refusing.url("/v1/notes");
  const Harvest refused = crawl_once(other.path(), {source});
  EXPECT_EQ(refused.polls.at(0).error, "the server answered 429: slow down");
  EXPECT_EQ(refusing.requests().size(), 3u);
  EXPECT_EQ(state_of(other.path(), "js").cursor, "");
}

TEST(PostsCrawl, JsonStoppedBetweenAnswerAndCommitRepeats) {
  Site site;
  const TempFolder folder;
  Source source = here(json_api(), site);
  source.url = site.url("/v1/notes");
  site.put("/v1/notes", notes(note(2, "2026-11-23T02:00:00Z"), "two"));
  site.put("/v1/notes?cursor=two", notes(note(1, "2026-11-23T01:00:00Z"), ""));
  std::stop_source stop;
  {
    // Stopped when the second page is asked for: nothing of it, nor the cursor, is written.
    HostileServer stopping([&](const HostileRequest& request, HostileWire& wire) {
      if (request.path.find("cursor=two") == std::string::npos) {
        wire.send(http_answer(200, "", notes(note(2, "2026-11-23T02:00:00Z"), "two")));
        return;
      }
      stop.request_stop();
      wire.close();
    });
    Source first = source;
    first.url = stopping.url("/v1/notes");
    auto spool = Spool::open(folder.path());
    ASSERT_TRUE(spool);
    SystemClock clock;
    auto crawler = Crawler::open({}, {first}, clock, **spool);
    ASSERT_TRUE(crawler) << crawler.error().message;
    ASSERT_TRUE((*crawler)->run(stop.get_token(), RunMode::kForever));
    EXPECT_EQ((*spool)->counts().pending, 1u);
  }
  EXPECT_EQ(state_of(folder.path(), "js").cursor, "");
  const Harvest harvest = crawl_once(folder.path(), {source});
  EXPECT_EQ(texts_of(harvest), (std::multiset<std::string>{"ملاحظة 1", "ملاحظة 2"}));
}

TEST(PostsCrawl, JsonNextPagesStayOnTheirHostAndEnd) {
  Site site;
  const TempFolder folder;
  Source source = here(json_api(), site);
  source.url = site.url("/v1/notes");
  source.json.next_parameter.clear();
  site.put("/v1/notes", notes(note(1, "2026-11-23T01:00:00Z"), "https://thief.example/next"));
  const Harvest led_away = crawl_once(folder.path(), {source});
  EXPECT_EQ(led_away.pages.size(), 1u);
  EXPECT_NE(led_away.polls.at(0).error.find("leads elsewhere"), std::string::npos);
  // A server without an end is left after a hundred pages, and that is said.
  Site endless;
  const TempFolder other;
  source.json.page_parameter = "page";
  source.url = endless.url("/v1/notes");
  endless.put("/v1/notes", notes(note(1, "2026-11-23T01:00:00Z"), ""));
  const Harvest bounded = crawl_once(other.path(), {source});
  EXPECT_EQ(bounded.pages.size(), 1u);
  EXPECT_LE(endless.server.requests().size(), 102u);
  EXPECT_EQ(read_missing_posts(other.path())->at("js").gaps, 1u);
}

TEST(PostsCrawl, ASourceThatMayNotBeWatchedIsRefused) {
  const TempFolder folder;
  auto spool = Spool::open(folder.path());
  ASSERT_TRUE(spool);
  SystemClock clock;
  const auto crawler = Crawler::open({}, {x_search("from:salma")}, clock, **spool);
  ASSERT_FALSE(crawler);
  EXPECT_EQ(crawler.error().kind, ErrorKind::kConfiguration);
}

}  // namespace
}  // namespace rasd
