#include "crawler/page_metadata.h"

#include <gtest/gtest.h>

#include "crawler/page.h"

namespace rasd {
namespace {

ExtractedPage read(const std::string& html, const char* url = "https://www.news.example/a/1") {
  PageContext context;
  context.url = url;
  context.fetched = *parse_rfc3339("2026-11-24T21:00:00Z");
  context.links = context.comments = true;
  return read_page(html, context);
}

TEST(PageMetadata, Title) {
  const struct {
    const char* name;
    const char* html;
    const char* expected;
  } cases[] = {
      {"title alone", "<title>A title of some length</title>", "A title of some length"},
      {"site after a bar", "<title>A title of some length | The Site</title>",
       "A title of some length"},
      {"site named, short title",
       "<title>خبر - موقع</title><meta property='og:site_name' content='موقع'>", "خبر"},
      {"site named, in front",
       "<title>موقع | خبر اليوم</title><meta property='og:site_name' content='موقع'>", "خبر اليوم"},
      {"a dash inside stays", "<title>Jordan - Iraq talks end</title>", "Jordan - Iraq talks end"},
      {"og over title", "<title>x</title><meta property='og:title' content='The real headline'>",
       "The real headline"},
      {"heading over a title with more",
       "<title>The real headline of it - News - Site</title><h1>The real headline of it</h1>",
       "The real headline of it"},
      {"heading of the site is none",
       "<title>Site of News: a headline here</title><meta property='og:title' content='A headline "
       "here'><h1>Site of News</h1>",
       "A headline here"},
      {"JSON-LD with references",
       "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Q &amp; A: "
       "what now?\"}</script>",
       "Q & A: what now?"},
      {"spaces and marks", "<title>\n  A  title \xE2\x80\x8F of some\tlength </title>",
       "A title of some length"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(read(c.html).title, c.expected);
  }
}

TEST(PageMetadata, BylineIsAName) {
  const struct {
    const char* name;
    const char* html;
    const char* expected;
  } cases[] = {
      {"by", "<meta name=author content='By Jane Roe'>", "Jane Roe"},
      {"written by, with a date",
       "<div class=byline>Written by Jane Roe on March 3, 2026 4:10 PM</div>", "Jane Roe"},
      {"arabic opener with a mark", "<meta name=author content='كتب: سامر العلي'>", "سامر العلي"},
      {"arabic opener alone", "<meta name=author content='بقلم سامر العلي'>", "سامر العلي"},
      {"a post behind the name", "<span class=author>سامر العلي - مراسل الصحيفة في إربد</span>",
       "سامر العلي"},
      {"the site is nobody",
       "<meta property='og:site_name' content='صحيفة النهر'><meta name=author content='صحيفة "
       "النهر'>",
       ""},
      {"two links", "<a rel=author href=a>Ann Lee</a> and <a rel=author href=b>Bo Ray</a>",
       "Ann Lee, Bo Ray"},
      {"a line that says so", "<h1>A headline of the page</h1><p>بقلم: سامر العلي</p>",
       "سامر العلي"},
      {"an address is none", "<meta name=author content='https://www.news.example/jane'>", ""},
      {"a date is none", "<div class=author>Last updated: 3 March 2026</div>", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(read(c.html).byline, c.expected);
  }
}

TEST(PageMetadata, CanonicalIsTrustedOnlyWithinTheSite) {
  const struct {
    const char* name;
    const char* html;
    const char* expected;
  } cases[] = {
      {"none", "", "https://www.news.example/a/1"},
      {"own", "<link rel=canonical href='https://news.example/a/1-title'>",
       "https://news.example/a/1-title"},
      {"relative", "<link rel=canonical href='/b'>", "https://www.news.example/b"},
      {"another site", "<link rel=canonical href='https://evil.example.org/a'>",
       "https://www.news.example/a/1"},
      {"the home page", "<link rel=canonical href='https://www.news.example/'>",
       "https://www.news.example/a/1"},
      {"og:url", "<meta property='og:url' content='https://www.news.example/c?utm_source=x'>",
       "https://www.news.example/c"},
      {"not the web", "<link rel=canonical href='javascript:x'>", "https://www.news.example/a/1"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(read(c.html).canonical, c.expected);
  }
}

TEST(PageMetadata, Dates) {
  const struct {
    const char* name;
    const char* html;
    const char* published;
    const char* updated;
    const char* url = "https://www.news.example/a/1";
  } cases[] = {
      {"meta", "<meta property='article:published_time' content='2026-11-20T08:00:00+03:00'>",
       "2026-11-20T08:00:00+03:00", ""},
      {"modified",
       "<meta property='article:published_time' content='2026-11-20T08:00:00Z'><meta "
       "property='article:modified_time' content='2026-11-21T08:00:00Z'>",
       "2026-11-20T08:00:00Z", "2026-11-21T08:00:00Z"},
      {"modified before published counts as none",
       "<meta property='article:published_time' content='2026-11-20T08:00:00Z'><meta "
       "property='article:modified_time' content='2026-11-19T08:00:00Z'>",
       "2026-11-20T08:00:00Z", ""},
      {"microdata", "<h1>x</h1><span itemprop=datePublished content='2026-11-20'>…</span>",
       "2026-11-20", ""},
      {"time element", "<h1>A title of the page</h1><time datetime='2026-11-20T10:00Z'>x</time>",
       "2026-11-20T10:00:00Z", ""},
      {"visible", "<h1>عنوان طويل للخبر هنا</h1><div class=date>20 تشرين الثاني 2026</div>",
       "2026-11-20", ""},
      {"visible in two spans",
       "<h1>عنوان طويل للخبر هنا</h1><div class=date><span>20/11/2026</span> <span>08:30 "
       "ص</span></div>",
       "2026-11-20T08:30:00Z", ""},
      {"relative", "<h1>عنوان طويل للخبر هنا</h1><span>منذ 3 ساعات</span>", "2026-11-24T18:00:00Z",
       ""},
      {"address", "<h1>A title of the page</h1>", "2026-10-03", "",
       "https://www.news.example/2026/10/03/x"},
      {"address with the hour from the page",
       "<h1>A title of the page</h1><p class=date>3 October 2026, 14:05</p>",
       "2026-10-03T14:05:00Z", "", "https://www.news.example/2026/10/03/x"},
      {"a date in the future is none",
       "<meta property='article:published_time' content='2031-01-01T08:00:00Z'>", "", ""},
      {"JSON-LD of the article, not of a related one",
       "<script "
       "type='application/ld+json'>[{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":"
       "\"NewsArticle\",\"datePublished\":\"2020-01-01\"}]},{\"@type\":\"NewsArticle\","
       "\"datePublished\":\"2026-11-20\"}]</script>",
       "2026-11-20", ""},
      {"none", "<h1>A title of the page</h1><p>Text without any date.</p>", "", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const ExtractedPage page = read(c.html, c.url);
    EXPECT_EQ(page.published ? to_string(*page.published) : "", c.published);
    EXPECT_EQ(page.updated ? to_string(*page.updated) : "", c.updated);
  }
}

TEST(PageMetadata, BylineLanguageAndTheRest) {
  const ExtractedPage page = read(
      "<html lang=ar><meta name=author content='بقلم: سعاد الناصر'><meta property='og:site_name' "
      "content=' صحيفة  الغد القريب '><meta name=description content='موجز "
      "&quot;الخبر&quot;'><meta "
      "property='article:section' content='سياسة'><meta property='og:image' content='/i.jpg'>");
  EXPECT_EQ(page.byline, "سعاد الناصر");
  EXPECT_EQ(page.site_name, "صحيفة الغد القريب");
  EXPECT_EQ(page.lead, "موجز \"الخبر\"");
  EXPECT_EQ(page.section, "سياسة");
  EXPECT_EQ(page.image, "https://www.news.example/i.jpg");
  EXPECT_EQ(page.language, "ar");
  // The letters know better than a template.
  EXPECT_EQ(read("<html lang=en><title>عنوان عربي طويل يكفي للحكم على لغة الصفحة</title>").language,
            "ar");
  EXPECT_EQ(
      read("<html lang=fa><title>عنوان عربی طویل برای صفحه خبری ما در این سایت</title>").language,
      "fa");
}

TEST(PageMetadata, StatedDatesKeepTheirZone) {
  const Instant at = *parse_rfc3339("2026-11-24T07:30:00Z");
  EXPECT_EQ(to_string(StatedDate{at, false, 0}), "2026-11-24T07:30:00Z");
  EXPECT_EQ(to_string(StatedDate{at, false, 180}), "2026-11-24T10:30:00+03:00");
  EXPECT_EQ(to_string(StatedDate{at, false, -210}), "2026-11-24T04:00:00-03:30");
  EXPECT_EQ(to_string(StatedDate{*parse_rfc3339("2026-11-24"), true, 0}), "2026-11-24");
}

TEST(PageMetadata, LinksAreAbsoluteAndOnce) {
  const ExtractedPage page = read(
      "<a href='/x#c'>short</a><a href='/x'>a longer text</a><a href='mailto:a@b'>m</a>"
      "<a href='#top'>t</a><a href='//other.example/y'>  two \n words</a><a>none</a>");
  ASSERT_EQ(page.links.size(), 2u);
  EXPECT_EQ(page.links[0].url, "https://www.news.example/x");
  EXPECT_EQ(page.links[0].text, "a longer text");
  EXPECT_EQ(page.links[1].url, "https://other.example/y");
  EXPECT_EQ(page.links[1].text, "two words");
}

TEST(PageMetadata, CommentsFromMarkupOrJson) {
  const ExtractedPage json = read(
      "<script "
      "type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"h\",\"comment\":"
      "[{\"@type\":\"Comment\",\"text\":\"رأيي\",\"author\":{\"name\":\"منى\"},\"dateCreated\":"
      "\"2026-11-20T10:00:00Z\"}]}</script>");
  ASSERT_EQ(json.comments.size(), 1u);
  EXPECT_EQ(json.comments[0].text, "رأيي");
  EXPECT_EQ(json.comments[0].author, "منى");
  const ExtractedPage micro = read(
      "<div itemscope itemtype='https://schema.org/Comment' id=c7><span itemprop=author>زيد"
      "</span><div itemprop=text>نص <b>التعليق</b></div></div>");
  ASSERT_EQ(micro.comments.size(), 1u);
  EXPECT_EQ(micro.comments[0].id, "c7");
  EXPECT_EQ(micro.comments[0].author, "زيد");
  EXPECT_EQ(micro.comments[0].text, "نص التعليق");
}

}  // namespace
}  // namespace rasd
