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
