#include "crawler/site_watch.h"

#include <gtest/gtest.h>

#include "crawler/certificate.h"
#include "crawler/fetcher.h"
#include "tests/crawler/small_site.h"
#include "tests/support/temp_folder.h"
#include "tests/support/tls_server.h"

namespace rasd {
namespace {

FetcherOptions quick() {
  FetcherOptions options;
  options.user_agent = "Rasd test";
  options.timeout = milliseconds(3000);
  return options;
}

std::string page_with(const std::string& extra, const std::string& links) {
  return article(1).substr(0, article(1).find("</article>")) + "<p>" + extra + "</p></article>" +
         links + "</body></html>";
}

TEST(SiteWatch, TellsChangesAndBrokenLinks) {
  Site site;
  site.put("/",
           page_with("فقرة أولى كما نُشرت للمرة الأولى على الموقع.",
                     "<a href=\"/a\">الخبر</a> <a href=\"/lost\">مفقود</a> "
                     "<a href=\"/guarded\">ممنوع</a> <a href=\"http://127.0.0.1:1/\">خارجي</a>"),
           200, "Content-Type: text/html\r\n");
  site.put("/a", article(2), 200, "Content-Type: text/html\r\n");
  site.put("/guarded", "no", 403);
  SystemClock clock;
  Fetcher fetcher(quick(), clock);
  const auto look = [&](const SiteRound& before) {
    return watch_site(fetcher, "own", site.url("/"), true, before, clock);
  };
  const SiteRound first = look({});
  EXPECT_TRUE(first.up) << first.error;
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.pages_read, 2u);
  EXPECT_TRUE(first.changes.empty());
  ASSERT_EQ(first.broken.size(), 2u) << encode(first);
  EXPECT_EQ(first.broken[0].url, site.url("/lost"));
  EXPECT_EQ(first.broken[0].text, "مفقود");
  EXPECT_NE(first.broken[0].why.find("404"), std::string::npos);
  EXPECT_EQ(first.broken[1].url, "http://127.0.0.1:1/");

  site.put("/",
           page_with("فقرة أولى غُيّرت بعد نشرها على الموقع بيوم واحد.", "<a href=\"/a\">الخبر</a>"),
           200, "Content-Type: text/html\r\n");
  const auto kept = decode_site_round(encode(first));
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_EQ(encode(*kept), encode(first));
  const SiteRound second = look(*kept);
  EXPECT_TRUE(second.broken.empty());
  ASSERT_EQ(second.changes.size(), 1u);
  EXPECT_EQ(second.changes[0].url, site.url("/"));
  ASSERT_EQ(second.changes[0].removed.size(), 1u);
  EXPECT_TRUE(second.changes[0].removed[0].starts_with("فقرة أولى كما"));
  ASSERT_EQ(second.changes[0].added.size(), 1u);
  EXPECT_TRUE(second.changes[0].added[0].starts_with("فقرة أولى غُيّرت"));

  site.put("/", "", 503);
  const SiteRound down = look(second);
  EXPECT_FALSE(down.up);
  EXPECT_NE(down.error.find("503"), std::string::npos) << down.error;
}

// Links are asked for by HEAD, where robots.txt allows it; and by GET where that is not answered.
TEST(SiteWatch, AsksForLinksAsRobotsAllows) {
  std::mutex mutex;
  std::vector<std::string> asked;
  HostileServer other([&](const HostileRequest& request, HostileWire& wire) {
    {
      const std::lock_guard lock(mutex);
      asked.push_back(request.method + " " + request.path);
    }
    if (request.path == "/robots.txt")
      wire.send(http_answer(200, "Content-Type: text/plain\r\n",
                            "User-agent: Rasd\nDisallow: /private\n"));
    else if (request.path == "/no-head" && request.method == "HEAD")
      wire.send("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n");
    else if (request.path == "/lost")
      wire.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    else
      wire.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n");
  });
  Site site;
  std::string links;
  for (const char* path : {"/there", "/private/page", "/no-head", "/lost"})
    links += "<a href=\"" + other.url(path) + "\">رابط</a> ";
  site.put("/", page_with("فقرة تكفي لتكون الصفحة خبرًا.", links + "<a href=\"/mine\">سر</a>"), 200,
           "Content-Type: text/html\r\n");
  site.put("/robots.txt", "User-agent: *\nDisallow: /mine\n", 200);
  FixedClock clock(SystemClock().now());
  Fetcher fetcher(quick(), clock);
  SiteWatchOptions options;
  options.links_every = seconds(3600);
  SiteRound first = watch_site(fetcher, "own", site.url("/"), true, {}, clock, options);
  EXPECT_EQ(first.not_allowed, 2u);
  ASSERT_EQ(first.broken.size(), 1u) << encode(first);
  EXPECT_EQ(first.broken[0].url, other.url("/lost"));
  const std::vector<std::string> expected = {"GET /robots.txt", "HEAD /there", "HEAD /no-head",
                                             "GET /no-head",    "HEAD /lost",  "GET /lost"};
  EXPECT_EQ(asked, expected);
  EXPECT_EQ(site.server.count("/mine"), 0u);

  asked.clear();
  clock.advance(seconds(900));
  const SiteRound second = watch_site(fetcher, "own", site.url("/"), true, first, clock, options);
  EXPECT_TRUE(asked.empty()) << "links are asked once an hour";
  EXPECT_EQ(second.broken.size(), 1u) << "what was broken is, until it is asked again";
  clock.advance(seconds(3600));
  watch_site(fetcher, "own", site.url("/"), true, second, clock, options);
  EXPECT_EQ(asked, expected);
}

// Two months of rounds: what is remembered stays bounded, and says how often the site was there.
TEST(SiteWatch, RemembersThirtyDays) {
  SiteRound last;
  const Instant start = *parse_rfc3339("2026-09-01T00:00:00Z");
  for (int n = 0; n < 60 * 96; ++n) {
    SiteRound round;
    round.at = start + seconds(900 * n);
    round.up = n % 96 != 7;  // once a day it does not answer
    if (n % 10 == 0) round.changes.push_back({"http://a/", {"old"}, {"new"}, round.at});
    remember(round, std::move(last));
    last = std::move(*decode_site_round(encode(round)));
  }
  EXPECT_EQ(last.days.size(), 30u);
  EXPECT_EQ(last.days.back().rounds, 96u);
  EXPECT_NEAR(*availability(last), 95.0 / 96, 1e-9);
  EXPECT_EQ(last.earlier.size(), 50u);
  EXPECT_EQ(last.since, start + seconds(900 * (59 * 96 + 8))) << "since it came back";
  EXPECT_LT(encode(last).size(), 20'000u);
}

TEST(SiteWatch, ParagraphsAreCompared) {
  const struct {
    const char *name, *before, *after;
    std::vector<std::string> removed, added;
  } cases[] = {
      {"the same", "a\nb", "a\nb", {}, {}},
      {"one added in the middle", "a\nc", "a\nb\nc", {}, {"b"}},
      {"one changed", "a\nb\nc", "a\nx\nc", {"b"}, {"x"}},
      {"moved", "a\nb\nc", "b\nc\na", {"a"}, {"a"}},
      {"all gone", "a\nb", "", {"a", "b"}, {}},
      {"spaces are nothing", "a \n\n b", "a\nb", {}, {}},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.name);
    const PageChange change = changed_paragraphs(one.before, one.after);
    EXPECT_EQ(change.removed, one.removed);
    EXPECT_EQ(change.added, one.added);
  }
  std::string long_text;
  for (int n = 0; n < 5000; ++n) long_text += "line " + std::to_string(n) + "\n";
  const PageChange change = changed_paragraphs(long_text, long_text + "one more");
  EXPECT_TRUE(change.removed.empty());
  EXPECT_EQ(change.added, std::vector<std::string>{"one more"});
}

TEST(SiteWatch, TellsWhenACertificateEnds) {
  if (!TlsServer::can_run()) GTEST_SKIP() << "no openssl here";
  const TempFolder folder;
  const TlsServer server(folder.path(), 20);
  ASSERT_TRUE(server.runs());
  SystemClock clock;
  const Result<Instant> end = certificate_end(server.url(), seconds(5));
  ASSERT_TRUE(end) << end.error().message;
  const auto days = static_cast<double>((*end - clock.now()).count()) / 86400;
  EXPECT_NEAR(days, 20, 0.1);
  Fetcher fetcher(quick(), clock);
  const SiteRound round = watch_site(fetcher, "own", server.url(), true, {}, clock);
  EXPECT_FALSE(round.up) << "nobody vouches for this certificate";
  EXPECT_FALSE(round.error.empty());
  EXPECT_EQ(round.certificate_ends, *end) << "its end is known all the same";
  EXPECT_EQ(certificate_end("https://127.0.0.1:1/", seconds(2)).error().kind,
            ErrorKind::kTemporary);
}

}  // namespace
}  // namespace rasd
