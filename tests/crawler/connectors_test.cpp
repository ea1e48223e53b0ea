#include "crawler/connectors.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "crawler/list_page.h"
#include "crawler/mastodon.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

const Instant kNow = *parse_rfc3339("2026-11-24T12:00:00Z");

Source source_of(Connector connector) {
  Source source;
  source.id = "s";
  source.url = "https://news.example/feed";
  source.connector = connector;
  return source;
}

ListContext context_of(const std::string& url, const Pseudonym* pseudonym = nullptr) {
  ListContext context;
  context.url = url;
  context.now = kNow;
  context.pseudonym = pseudonym;
  return context;
}

constexpr const char* kRss = R"(<?xml version="1.0"?>
<rss version="2.0" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>صحيفة</title><language>ar</language>
<item><title>حادث سير</title><link>https://news.example/a/1?utm_source=rss</link>
 <description>ملخص</description><content:encoded><![CDATA[<p>النص كاملا</p>]]></content:encoded>
 <author>مراسل</author><pubDate>Tue, 24 Nov 2026 08:00:00 GMT</pubDate>
 <comments>https://news.example/a/1#comments</comments>
 <wfw:commentRss>https://news.example/a/1/feed/</wfw:commentRss></item>
<item><title>بلا رابط</title><guid isPermaLink="false">x-17</guid><description>نص</description></item>
</channel></rss>)";

TEST(Connectors, AFeedGivesItemsWithAllItSaysOfThem) {
  const Source source = source_of(Connector::kFeed);
  auto reading = read_list(source, kRss, context_of(source.url));
  ASSERT_TRUE(reading) << reading.error().message;
  ASSERT_EQ(reading->items.size(), 2u);
  const ListedItem& first = reading->items[0];
  EXPECT_EQ(first.page.url, "https://news.example/a/1?utm_source=rss");
  EXPECT_EQ(first.page.item_id, item_id(source, "https://news.example/a/1"))
      << "the id is of the canonical address";
  EXPECT_EQ(first.page.kind, ItemKind::kNews);
  EXPECT_EQ(first.page.hints.title, "حادث سير");
  EXPECT_EQ(first.page.hints.summary, "ملخص");
  EXPECT_NE(first.page.hints.content.find("النص كاملا"), std::string::npos);
  EXPECT_EQ(first.page.hints.author, "مراسل");
  EXPECT_EQ(first.page.hints.language, "ar");
  EXPECT_EQ(first.page.hints.published, *parse_rfc3339("2026-11-24T08:00:00Z"));
  EXPECT_EQ(first.comment_feed, "https://news.example/a/1/feed/");
  EXPECT_FALSE(first.complete);
  EXPECT_TRUE(reading->items[1].complete) << "there is no page to fetch";
}

TEST(Connectors, TheOrganisationsOwnNewsAreStatements) {
  Source source = source_of(Connector::kFeed);
  source.official = true;
  EXPECT_EQ(read_list(source, kRss, context_of(source.url))->items[0].page.kind,
            ItemKind::kStatement);
}

TEST(Connectors, ACommentFeedGivesCommentsWithoutNames) {
  const TempFolder folder;
  auto pseudonym = Pseudonym::open(folder / "key");
  ASSERT_TRUE(pseudonym);
  const Source source = source_of(Connector::kFeed);
  auto reading = read_comment_feed(source, "parent", R"(<rss version="2.0"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>c</title>
      <item><title>Comment by Salma</title><link>https://news.example/a/1#comment-5</link>
      <dc:creator>Salma</dc:creator><guid>https://news.example/a/1#comment-5</guid>
      <description>رأيي</description></item></channel></rss>)",
                                   context_of("https://news.example/a/1/feed/", &*pseudonym));
  ASSERT_TRUE(reading) << reading.error().message;
  ASSERT_EQ(reading->items.size(), 1u);
  const FetchedPage& comment = reading->items[0].page;
  EXPECT_EQ(comment.kind, ItemKind::kComment);
  EXPECT_EQ(comment.parent_id, "parent");
  EXPECT_EQ(comment.hints.author, pseudonym->of("news.example", "Salma"));
  EXPECT_EQ(comment.hints.title, "");
  EXPECT_EQ(comment.hints.summary, "رأيي");
}

TEST(Connectors, SitemapsAndTheirIndex) {
  const Source source = source_of(Connector::kSitemap);
  auto news = read_list(source, R"(<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/2026/a</loc><news:news><news:title>عنوان</news:title>
<news:publication_date>2026-11-24T07:00:00+03:00</news:publication_date></news:news></url>
</urlset>)",
                        context_of("https://news.example/news-sitemap.xml"));
  ASSERT_TRUE(news) << news.error().message;
  ASSERT_EQ(news->items.size(), 1u);
  EXPECT_EQ(news->items[0].page.hints.title, "عنوان");
  EXPECT_EQ(news->items[0].page.hints.published, *parse_rfc3339("2026-11-24T04:00:00Z"));
  auto index = read_list(source, R"(<?xml version="1.0"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.example/s1.xml</loc></sitemap>
<sitemap><loc>https://elsewhere.example/s2.xml</loc></sitemap></sitemapindex>)",
                         context_of("https://news.example/sitemap.xml"));
  ASSERT_TRUE(index) << index.error().message;
  EXPECT_TRUE(index->items.empty());
  EXPECT_EQ(index->more, (std::vector<std::string>{"https://news.example/s1.xml"}))
      << "an index speaks for its own site only";
}

TEST(ListPage, KeepsLinksThatLookLikeArticles) {
  const struct {
    const char* name;
    PageLink link;
    bool is_article;
  } cases[] = {
      {"date in the path", {"https://a.example/2026/11/24/x", ""}, true},
      {"number", {"https://a.example/news/123456", ""}, true},
      {"slug", {"https://a.example/world/four-words-in-slug", ""}, true},
      {"query id", {"https://a.example/article.php?id=77", ""}, true},
      {"headline", {"https://a.example/x/y", "جملة من ست كلمات على الأقل هنا"}, true},
      {"other site", {"https://b.example/2026/11/24/x", ""}, false},
      {"subdomain of the site", {"https://www.a.example/2026/11/24/x", ""}, true},
      {"section", {"https://a.example/sports", "رياضة"}, false},
      {"front page", {"https://a.example/", "الصفحة الرئيسية لموقعنا الإخباري الجديد هنا"}, false},
      {"tag", {"https://a.example/tag/four-words-in-slug", ""}, false},
      {"image", {"https://a.example/2026/11/24/x.jpg", ""}, false},
      {"mail", {"mailto:a@a.example", "جملة من ست كلمات على الأقل هنا"}, false},
      {"itself", {"https://a.example/list?page=2024", "جملة من ست كلمات على الأقل هنا"}, false},
      {"short text", {"https://a.example/x/y", "المزيد"}, false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(article_links({c.link}, "https://a.example/list?page=2024").size(),
              c.is_article ? 1u : 0u);
  }
  const auto both = article_links(
      {{"https://a.example/news/123456", ""}, {"https://a.example/news/123456#c", "عنوان الخبر"}},
      "https://a.example/");
  ASSERT_EQ(both.size(), 1u);
  EXPECT_EQ(both[0].text, "عنوان الخبر") << "the picture's link takes the headline's text";
}

TEST(Mastodon, ReadsPublicPostsOnly) {
  Source source = source_of(Connector::kMastodon);
  const auto read = [&](const std::string& json) {
    return read_timeline(source, json, context_of("https://m.example/api/v1/timelines/public"));
  };
  auto all = read(R"([
    {"id":"109","uri":"u9","url":"https://m.example/@a/109","visibility":"public",
     "created_at":"2026-11-24T08:30:00.123Z","content":"<p>مرحبا <a href='x'>#عمان</a></p>",
     "spoiler_text":"تنبيه","language":"ar","in_reply_to_id":"100","account":{"acct":"a@b"},
     "tags":[{"name":"عمان"}],"media_attachments":[{"type":"image","preview_url":"https://m/i.png"}]},
    {"id":"108","visibility":"private","content":"x","account":{"acct":"a"}},
    {"id":"107","visibility":"public","content":"","reblog":{"id":"1"},"account":{"acct":"a"}},
    {"id":"106","visibility":"public","content":"x","account":{"acct":"shy","noindex":true}},
    7, null, {}])");
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_EQ(all->cursor, "109");
  EXPECT_TRUE(all->more.empty()) << "the page was not full";
  ASSERT_EQ(all->items.size(), 1u);
  const FetchedPage& post = all->items[0].page;
  EXPECT_TRUE(all->items[0].complete);
  EXPECT_EQ(post.kind, ItemKind::kPost);
  EXPECT_EQ(post.url, "https://m.example/@a/109");
  EXPECT_EQ(post.hints.language, "ar");
  EXPECT_EQ(post.hints.summary, "تنبيه");
  EXPECT_EQ(post.hints.published, *parse_rfc3339("2026-11-24T08:30:00Z"));
  EXPECT_EQ(post.hints.author, "") << "without a key no author at all";
  EXPECT_EQ(post.hints.categories, std::vector<std::string>{"عمان"});
  EXPECT_FALSE(post.parent_id.empty());
  for (const char* bad :
       {"", "{", "{}", R"({"error":"This method requires an authenticated user"})", "<html>"}) {
    SCOPED_TRACE(bad);
    auto broken = read(bad);
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().kind, ErrorKind::kMalformed);
  }
}

TEST(Mastodon, Addresses) {
  const struct {
    const char* url;
    const char* since;
    const char* max;
    const char* expected;
  } cases[] = {
      {"https://m.example", "", "", "https://m.example/api/v1/timelines/public?limit=40"},
      {"https://m.example/", "9", "",
       "https://m.example/api/v1/timelines/public?limit=40&since_id=9"},
      {"https://m.example/api/v1/timelines/tag/x?local=true&limit=5", "", "7",
       "https://m.example/api/v1/timelines/tag/x?local=true&limit=40&max_id=7"},
      {"https://m.example/api/v1/accounts/1/statuses?max_id=9&since_id=1", "2", "7",
       "https://m.example/api/v1/accounts/1/statuses?limit=40&since_id=2&max_id=7"},
  };
  for (const auto& c : cases) EXPECT_EQ(timeline_url(c.url, c.since, c.max), c.expected);
}

TEST(Observations, GoodRowsGoInAndBadOnesAreNamed) {
  const struct {
    const char* name;
    std::string file;
    size_t good;
    std::vector<std::string> broken;
  } cases[] = {
      {"csv", "id,received,channel,place,text\n1,2026-11-24T08:00:00Z,hotline,عمان,نص\n", 1, {}},
      {"columns in any order, semicolons, CRLF",
       "text;id;received\r\n\"سطر\nثان; \"\"مقتبس\"\"\";7;2026-11-24\r\n",
       1,
       {}},
      {"byte order mark", "\xef\xbb\xbfid,received,text\n1,2026-11-24,x\n", 1, {}},
      {"no id", "id,received,text\n,2026-11-24,x\n", 0, {"line 2: no id"}},
      {"line numbers count lines inside cells",
       "id,received,text\n1,2026-11-24,\"a\nb\"\n2,soon,x\n",
       1,
       {"line 4: not a time: \"soon\""}},
      {"cells missing",
       "id,received,text\n1,2026-11-24\n2,2026-11-24,x\n",
       1,
       {"line 2: 2 cells where the first line names 3"}},
      {"unclosed quote costs one line",
       "id,received,text\n1,2026-11-24,\"x\n2,2026-11-24,y\n",
       1,
       {"line 2: a quotation mark is not closed"}},
      {"not utf-8",
       "id,received,text\n1,2026-11-24,\xff\n2,2026-11-24,y\n",
       1,
       {"line 2: not UTF-8"}},
      {"json lines",
       "{\"id\":1,\"received\":\"2026-11-24 08:30\",\"text\":\"x\"}\n\n[]\n{\"id\":\n",
       1,
       {"line 3: not a JSON object", "line 4: not a JSON object"}},
      {"empty", "id,received,text\n", 0, {}},
  };
  const Source source = source_of(Connector::kObservations);
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    auto reading = read_list(source, c.file, context_of(source.url));
    ASSERT_TRUE(reading) << reading.error().message;
    EXPECT_EQ(reading->items.size(), c.good);
    std::vector<std::string> reasons;
    for (const Outcome& broken : reading->broken) {
      reasons.push_back(broken.reason);
      EXPECT_EQ(broken.state, ItemState::kQuarantined);
      EXPECT_FALSE(broken.bytes.empty());
    }
    EXPECT_EQ(reasons, c.broken);
  }
  EXPECT_FALSE(read_list(source, "a,b,c\n1,2,3\n", context_of(source.url)));
  EXPECT_FALSE(read_list(source, "", context_of(source.url)));
}

TEST(Pseudonym, IsStableKeyedAndPrivate) {
  const TempFolder folder;
  const std::string file = folder / "keys/pseudonym.key";
  auto first = Pseudonym::open(file);
  ASSERT_TRUE(first) << first.error().message;
  struct stat about {};
  ASSERT_EQ(stat(file.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  const std::string salma = first->of("m.example", "salma");
  EXPECT_EQ(salma.size(), 32u);
  EXPECT_NE(salma, first->of("m.example", "omar"));
  EXPECT_NE(salma, first->of("other.example", "salma"));
  EXPECT_EQ(first->of("m.example", ""), "");
  EXPECT_EQ(Pseudonym::open(file)->of("m.example", "salma"), salma);
  EXPECT_NE(Pseudonym::open(folder / "other.key")->of("m.example", "salma"), salma);
  chmod(file.c_str(), 0644);
  auto loose = Pseudonym::open(file);
  ASSERT_FALSE(loose);
  EXPECT_EQ(loose.error().kind, ErrorKind::kConfiguration);
  std::ofstream(folder / "bad.key") << "not a key";
  chmod((folder / "bad.key").c_str(), 0600);
  EXPECT_FALSE(Pseudonym::open(folder / "bad.key"));
}

}  // namespace
}  // namespace rasd
