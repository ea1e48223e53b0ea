#include "crawler/sitemap.h"

#include <gtest/gtest.h>

#include "base/file.h"

namespace rasd {
namespace {

constexpr char kNews[] = R"(<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> /news/1?a=1&amp;b=2 </loc><lastmod>2026-11-24T08:30:00+03:00</lastmod>
<image:image><image:loc>https://x.jo/i.jpg</image:loc><image:title>no</image:title></image:image>
<news:news><news:publication><news:name>X</news:name><news:language>ar</news:language>
</news:publication><news:publication_date>2026-11-24</news:publication_date>
<news:title>المياه &amp; السدود</news:title></news:news></url></urlset>)";

TEST(Sitemap, ReadsNews) {
  for (const std::string& bytes : {std::string(kNews), gzip(kNews)}) {
    const auto map = read_sitemap(bytes, "https://x.jo/sitemap.xml");
    ASSERT_TRUE(map) << map.error().message;
    EXPECT_EQ(name(map->kind), "news");
    ASSERT_EQ(map->entries.size(), 1u);
    const SitemapEntry& entry = map->entries[0];
    EXPECT_EQ(entry.link, "https://x.jo/news/1?a=1&b=2");
    EXPECT_EQ(entry.title, "المياه & السدود");
    EXPECT_EQ(entry.language, "ar");
    EXPECT_EQ(to_string(*entry.modified), "2026-11-24T08:30:00+03:00");
    EXPECT_EQ(to_string(*entry.published), "2026-11-24");
  }
}

TEST(Sitemap, ReadsItsOtherForms) {
  const struct {
    const char* name;
    const char* text;
    const char* kind;
    size_t entries;
    const char* first;
  } cases[] = {
      {"index",
       "<sitemapindex><sitemap><loc>http://x.jo/a.xml</loc><lastmod>2026-01-02</lastmod>"
       "</sitemap><sitemap><loc>http://x.jo/b.xml.gz</loc></sitemap></sitemapindex>",
       "index", 2, "http://x.jo/a.xml"},
      {"list", "http://x.jo/1\r\n\nhttp://x.jo/2\n", "urlset", 2, "http://x.jo/1"},
      {"feed",
       "<rss version='2.0'><channel><item><link>http://x.jo/1</link></item></channel></rss>",
       "urlset", 1, "http://x.jo/1"},
      {"broken", "<urlset><url><loc>http://x.jo/?a=1&b=2</loc></url><url><loc>http://x.jo/2",
       "urlset", 1, "http://x.jo/?a=1&b=2"},
      {"no address", "<urlset><url><lastmod>2026</lastmod></url></urlset>", "urlset", 0, ""},
      {"no web address", "<urlset><url><loc>javascript:x()</loc></url></urlset>", "urlset", 0, ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto map = read_sitemap(c.text, "http://x.jo/sitemap.xml");
    ASSERT_TRUE(map) << map.error().message;
    EXPECT_EQ(name(map->kind), c.kind);
    ASSERT_GE(map->entries.size(), c.entries);
    if (c.entries > 0) {
      EXPECT_EQ(map->entries[0].link, c.first);
    }
  }
}

TEST(Sitemap, RefusesWhatIsNone) {
  EXPECT_EQ(read_sitemap("<html></html>", "").error().kind, ErrorKind::kMalformed);
  EXPECT_EQ(read_sitemap("hello", "").error().kind, ErrorKind::kMalformed);
  EXPECT_EQ(read_sitemap(gzip(std::string(kMaxSitemapBytes + 1, 'x')), "").error().kind,
            ErrorKind::kRefused);
}

}  // namespace
}  // namespace rasd
