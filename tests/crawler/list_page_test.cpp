#include "crawler/list_page.h"

#include <gtest/gtest.h>

#include "crawler/learned_shapes.h"
#include "tests/crawler/small_site.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

TEST(LinkShape, LeavesOutWhatMakesAnAddressItself) {
  const struct {
    const char* url;
    const char* shape;
  } cases[] = {
      {"https://a.example/2026/11/24/some-long-headline-here", "/{date}/{slug}"},
      {"https://a.example/2026-11-24/x", "/{date}/{slug}"},
      {"https://a.example/2026/11/story-name-of-it.html", "/{date}/{slug}.html"},
      {"https://a.example/news/local/12345", "/{word}/{word}/{n}"},
      {"https://a.example/article/%D8%AD%D8%A7%D8%AF%D8%AB", "/{word}/{slug}"},
      {"https://a.example/index.php?id=77", "/index.php?id={n}"},
      {"https://a.example/sport", "/sport"},
      {"https://a.example/", "/"},
      {"https://a.example/sport/football", "/{word}/football"},
      {"nonsense", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.url);
    EXPECT_EQ(link_shape(c.url), c.shape);
  }
}

PageLink link(const std::string& path, const std::string& text) {
  return {"https://a.example" + path, text};
}

TEST(ListPage, AShapeOfManyArticlesIsTakenWhole) {
  // Short headlines under addresses that say little: one by one nothing speaks for two of them.
  const std::vector<PageLink> links = {
      link("/sport", "رياضة"),
      link("/local", "محليات"),
      link("/a/101", "وزير الداخلية يتفقد الجاهزية في محافظات الشمال"),
      link("/a/102", "إصابة أربعة أشخاص في حادث سير على الطريق"),
      link("/a/103", "طقس اليوم"),
      link("/a/104", "بالصور"),
      link("/about-us/7", "من نحن ولماذا نكتب ما نكتب هنا"),
  };
  const auto judged = judge_list(links, "https://a.example/");
  std::vector<std::string> taken;
  for (const JudgedLink& one : judged.links)
    if (one.taken) taken.push_back(one.link.url.substr(17));
  EXPECT_EQ(taken, (std::vector<std::string>{"/a/101", "/a/102", "/a/103", "/a/104"}));
  ASSERT_FALSE(judged.shapes.empty());
  EXPECT_EQ(judged.shapes[0], (LinkShape{"/{word}/{n}", 4, 2}));

  // What was learned there decides on a page that has too few of its own.
  const std::vector<PageLink> few = {link("/a/105", "بالفيديو")};
  EXPECT_FALSE(judge_list(few, "https://a.example/").links[0].taken);
  EXPECT_TRUE(judge_list(few, "https://a.example/", "", judged.shapes).links[0].taken);
}

TEST(ListPage, FindsTheNextPage) {
  const struct {
    const char* name;
    const char* page;
    const char* rel;
    std::vector<std::string> links;
    const char* next;
  } cases[] = {
      {"named", "https://a.example/news", "/news?start=20", {}, "https://a.example/news?start=20"},
      {"named on another site", "https://a.example/news", "https://b.example/2", {}, ""},
      {"named as itself", "https://a.example/news", "https://a.example/news#x", {}, ""},
      {"numbered in the query",
       "https://a.example/news?cat=3",
       "",
       {"https://a.example/news?cat=3&page=3", "https://a.example/news?cat=3&page=2",
        "https://a.example/news?cat=4&page=2"},
       "https://a.example/news?cat=3&page=2"},
      {"the one after this",
       "https://a.example/news?page=2",
       "",
       {"https://a.example/news?page=1", "https://a.example/news?page=3"},
       "https://a.example/news?page=3"},
      {"a folder of pages",
       "https://a.example/news/",
       "",
       {"https://a.example/news/page/2/", "https://a.example/sport/page/2/"},
       "https://a.example/news/page/2/"},
      {"none", "https://a.example/news?page=9", "", {"https://a.example/news?page=8"}, ""},
      {"a number that is none",
       "https://a.example/n",
       "",
       {"https://a.example/n?page=99999999999999999999"},
       ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    std::vector<PageLink> links;
    for (const std::string& url : c.links) links.push_back({url, ""});
    EXPECT_EQ(next_list_page(links, c.page, c.rel), c.next);
  }
}

std::string list_html(int from, int to, const std::string& next) {
  std::string html = "<html><head></head><body>";
  for (int n = from; n <= to; ++n)
    html += "<li><a href=\"/2026/11/24/story-" + std::to_string(n) + "\">عنوان الخبر رقم " +
            std::to_string(n) + " من المدينة</a></li>";
  return html + next + "</body></html>";
}

TEST(ListPage, PagesAreFollowedWithinBoundsAndOnlyToWhatIsKnown) {
  Site site;
  const TempFolder folder;
  for (int n = 1; n <= 60; ++n) site.put("/2026/11/24/story-" + std::to_string(n), article(n));
  for (int page = 1; page <= 6; ++page) {
    const std::string path = page == 1 ? "/news" : "/news?page=" + std::to_string(page);
    site.put(path, list_html(page * 5 + 11, page * 5 + 15,
                             "<a href='/news?page=" + std::to_string(page + 1) + "'>التالي</a>"));
  }
  Source source = source_of("paper", site.url("/news"), Connector::kListPage);
  source.pages = 3;
  Harvest harvest = crawl_once(folder.path(), {source});
  EXPECT_EQ(harvest.pages.size(), 15u);
  EXPECT_EQ(site.server.count("/news?page=4"), 0u);
  // Something new on the first page, the second is known whole: the third is not asked for.
  site.put("/news", list_html(15, 18, "<a rel='next' href='/news?page=2'>2</a>"));
  harvest = crawl_once(folder.path(), {source});
  EXPECT_EQ(harvest.pages.size(), 1u);
  EXPECT_EQ(site.server.count("/news?page=2"), 2u);
  EXPECT_EQ(site.server.count("/news?page=3"), 1u);
}

TEST(ListPage, WhatWasLearnedStaysFromRunToRun) {
  Site site;
  const TempFolder folder;
  std::string html = "<html><body>";
  for (int n = 101; n <= 106; ++n) {
    html += "<a href='/a/" + std::to_string(n) + "'>إصابة أربعة أشخاص في حادث سير اليوم</a>";
    site.put("/a/" + std::to_string(n), article(n));
  }
  site.put("/a/107", article(107));
  site.put("/news", html + "</body></html>");
  const Source source = source_of("paper", site.url("/news"), Connector::kListPage);
  EXPECT_EQ(crawl_once(folder.path(), {source}).pages.size(), 6u);
  site.put("/news", "<html><body><a href='/a/107'>بالصور</a></body></html>");
  const Harvest harvest = crawl_once(folder.path(), {source});
  ASSERT_EQ(harvest.pages.size(), 1u);
  EXPECT_EQ(harvest.pages[0].url, site.url("/a/107"));
}

TEST(Sitemap, AnIndexOfIndexesIsReadWithinBounds) {
  Site site;
  const TempFolder folder;
  site.put("/a/1", article(1));
  const auto index = [&](const std::string& path) {
    return "<sitemapindex><sitemap><loc>" + site.url(path) + "</loc></sitemap></sitemapindex>";
  };
  site.put("/sitemap.xml", index("/years.xml"));
  site.put("/years.xml", index("/months.xml"));
  site.put("/months.xml", "<urlset><url><loc>" + site.url("/a/1") + "</loc></url></urlset>");
  const Harvest harvest =
      crawl_once(folder.path(), {source_of("map", site.url("/sitemap.xml"), Connector::kSitemap)});
  EXPECT_EQ(harvest.pages.size(), 1u);
  // One that names itself, or others without end, is left after a few levels.
  Site endless;
  endless.put("/sitemap.xml", "<sitemapindex><sitemap><loc>" + endless.url("/sitemap.xml?x") +
                                  "</loc></sitemap></sitemapindex>");
  const TempFolder other;
  crawl_once(other.path(), {source_of("map", endless.url("/sitemap.xml"), Connector::kSitemap)});
  EXPECT_LE(endless.server.requests().size(), 6u);
}

}  // namespace
}  // namespace rasd
