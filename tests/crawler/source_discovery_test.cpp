#include "crawler/source_discovery.h"

#include <gtest/gtest.h>

#include <chrono>

#include "crawler/opml.h"

namespace rasd {
namespace {

TEST(Discovery, FindsWhatAPageNamesAndLinksTo) {
  const struct {
    const char* name;
    const char* html;
    std::vector<std::string> found;
  } cases[] = {
      {"named feeds first, those of comments last",
       "<html><head><link rel=alternate type='application/rss+xml' href='/comments/feed/'>"
       "<link rel='alternate' type='application/rss+xml' title='كل الأخبار' href='/feed/'>"
       "<link rel='alternate' type='application/feed+json' href='/feed.json'>"
       "<link rel='alternate' hreflang='en' href='/en/'></head>"
       "<body><a href='/sport/rss'>رياضة</a><a href='https://elsewhere.example/rss'>x</a></body>",
       {"https://paper.example/feed/", "https://paper.example/feed.json",
        "https://paper.example/sport/rss", "https://paper.example/comments/feed/"}},
      {"the same address once",
       "<link rel=alternate type=application/atom+xml href='/atom.xml#x'><a href='/atom.xml'>a</a>",
       {"https://paper.example/atom.xml"}},
      {"nothing", "<p>no links", {}},
      {"hostile addresses",
       "<link rel=alternate type=application/rss+xml href='javascript:alert(1)'>"
       "<link rel=alternate type=application/rss+xml href='file:///etc/passwd'>"
       "<link rel=alternate type=application/rss+xml href='http://[::'>",
       {}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    std::vector<std::string> urls;
    for (const FoundList& one : lists_in_page(c.html, "text/html", "https://paper.example/"))
      urls.push_back(one.url);
    EXPECT_EQ(urls, c.found);
  }
  std::string many;
  for (int i = 0; i < 500; ++i) many += "<a href='/" + std::to_string(i) + "/rss'>x</a>";
  EXPECT_EQ(lists_in_page(many, "", "https://paper.example/").size(), 50u);
}

TEST(Discovery, FindsSitemapsInRobots) {
  const auto found = lists_in_robots(
      "Sitemap: https://paper.example/sitemap.xml\nSitemap: /news-sitemap.xml\n"
      "Sitemap: https://elsewhere.example/s.xml\nSitemap: not an address at all :\n",
      "https://paper.example/robots.txt");
  ASSERT_GE(found.size(), 2u);
  EXPECT_EQ(found[0].url, "https://paper.example/news-sitemap.xml");
  EXPECT_EQ(found[1].url, "https://paper.example/sitemap.xml");
  for (const FoundList& one : found) EXPECT_TRUE(one.url.starts_with("https://paper.example/"));
}

TEST(Discovery, RecognisesWhatItFetched) {
  std::string page = "<html><body>";
  for (int i = 0; i < 5; ++i)
    page += "<a href='/2026/11/24/story-" + std::to_string(i) + "'>عنوان طويل لخبر من المدينة</a>";
  const struct {
    const char* name;
    std::string body;
    std::optional<Connector> kind;
  } cases[] = {
      {"feed",
       "<rss version='2.0'><channel><item><title>x</title><link>https://a.example/1</link>"
       "</item></channel></rss>",
       Connector::kFeed},
      {"sitemap", "<urlset><url><loc>https://paper.example/1</loc></url></urlset>",
       Connector::kSitemap},
      {"list page", page, Connector::kListPage},
      {"an article", "<html><body><p>نص</p><a href='/about'>من نحن</a></body></html>", {}},
      {"nothing", "", {}},
      {"binary", std::string(10'000, '\xff'), {}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto kind = recognise_list(c.body, "", "https://paper.example/");
    EXPECT_EQ(kind ? std::optional<Connector>(*kind) : std::nullopt, c.kind);
  }
}

TEST(Discovery, SuggestsShortFreeIds) {
  const struct {
    const char* url;
    std::vector<std::string> taken;
    const char* id;
  } cases[] = {
      {"https://www.alghad.com.jo/feed/", {}, "alghad"},
      {"https://www.alghad.com.jo/Sport/feed/", {"alghad"}, "alghad-sport-feed"},
      {"https://alghad.com/", {"alghad"}, "alghad-2"},
      {"https://alghad.com/", {"alghad", "alghad-2"}, "alghad-3"},
      {"http://127.0.0.1:8080/", {}, "local"},
      {"nonsense", {}, "source"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.url);
    EXPECT_EQ(suggest_id(c.url, c.taken), c.id);
  }
}

TEST(Opml, IsReadAndWritten) {
  const struct {
    const char* name;
    std::string bytes;
    std::vector<OpmlOutline> outlines;
  } cases[] = {
      {"nested folders and categories",
       "<?xml version='1.0'?><opml version='2.0'><body><outline text='الأردن'><outline text='صحف'>"
       "<outline type='rss' text='الغد' xmlUrl='https://a.example/feed?x=1&amp;y=2' "
       "htmlUrl='https://a.example' language='ar' category='/news/jordan, daily'/></outline>"
       "<outline text='B &quot;b&quot;' xmlUrl='https://b.example/rss'/></outline></body></opml>",
       {{"الغد",
         "https://a.example/feed?x=1&y=2",
         "https://a.example",
         "ar",
         {"الأردن", "صحف", "news/jordan", "daily"}},
        {"B \"b\"", "https://b.example/rss", "", "", {"الأردن"}}}},
      {"capitals, title beside text",
       "<OPML><BODY><OUTLINE TEXT='a' TITLE='b' XMLURL='https://a.example/'/></BODY></OPML>",
       {{"b", "https://a.example/", "", "", {}}}},
      {"broken XML is mended",
       "<opml><body><outline text='a & b' xmlUrl=https://a.example/?x&y><outline text='c' "
       "xmlUrl='https://c.example/'></body>",
       {{"a & b", "https://a.example/?x&y", "", "", {}}, {"c", "https://c.example/", "", "", {}}}},
      {"entities are not expanded",
       "<!DOCTYPE opml [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b 'bbbb'>]><opml><body>"
       "<outline text='x&b;' xmlUrl='https://a.example/'/></body></opml>",
       {{"x", "https://a.example/", "", "", {}}}},
      {"empty", "<opml><body/></opml>", {}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto read = read_opml(c.bytes);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, c.outlines);
    const auto again = read_opml(write_opml(*read, "t"));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->size(), read->size());
    for (const OpmlOutline& one : *again)
      EXPECT_TRUE(std::any_of(read->begin(), read->end(), [&](const OpmlOutline& other) {
        return other.feed == one.feed && other.title == one.title;
      }));
  }
}

TEST(Opml, HostileFilesEndSoon) {
  std::string deep = "<opml><body>";
  for (int i = 0; i < 100'000; ++i) deep += "<outline text='x'>";
  deep += "<outline xmlUrl='https://a.example/'/>";
  std::string many = "<opml><body>";
  for (int i = 0; i < 20'000; ++i)
    many += "<outline xmlUrl='https://a.example/" + std::to_string(i) + "'/>";
  const struct {
    const char* name;
    std::string bytes;
    std::optional<size_t> outlines;
  } cases[] = {
      {"nested without end", deep, 0},
      {"too many", many + "</body></opml>", 10'000},
      {"no OPML", "<html></html>", std::nullopt},
      {"nothing", "", std::nullopt},
      {"binary", std::string(5000, '\0'), std::nullopt},
      {"too large", std::string((size_t{16} << 20) + 1, ' '), std::nullopt},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto began = std::chrono::steady_clock::now();
    const auto read = read_opml(c.bytes);
    EXPECT_EQ(read ? std::optional<size_t>(read->size()) : std::nullopt, c.outlines);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
  }
}

}  // namespace
}  // namespace rasd
