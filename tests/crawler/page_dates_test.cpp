#include "crawler/page_dates.h"

#include <gtest/gtest.h>

#include <string>

namespace rasd {
namespace {

ExtractedPage read(const std::string& html, const char* url) {
  PageContext context;
  context.url = url;
  context.fetched = *parse_rfc3339("2026-11-24T21:00:00Z");
  return read_page(html, context);
}

const std::string kTitle = "<title>A dam is opened in the north</title>";
const std::string kHeading = "<h1>A dam is opened in the north</h1>";
const std::string kProse =
    "<p>The dam took nine years to build, and the first water reached the fields in the valley "
    "on the same day, said the engineer who had led the works since they were begun in 2011.</p>";

TEST(PageDates, Published) {
  const struct {
    const char* name;
    std::string html;
    const char* expected;
    const char* url = "https://news.example/dam";
  } cases[] = {
      // what pages declare
      {"JSON-LD",
       "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"x\","
       "\"datePublished\":\"2020-05-04T10:00:00+03:00\"}</script>" +
           kHeading + "<time datetime='2020-05-09'>9 May</time>",
       "2020-05-04T10:00:00+03:00"},
      {"Open Graph",
       "<meta property='article:published_time' content='2020-05-04T10:00:00Z'>" + kHeading,
       "2020-05-04T10:00:00Z"},
      {"Dublin Core", "<meta name='DC.date.issued' content='2020-05-04'>" + kHeading, "2020-05-04"},
      {"microdata", kHeading + "<span itemprop='datePublished' content='2020-05-04'>x</span>",
       "2020-05-04"},
      {"the declared change is not the publication",
       "<meta property='article:modified_time' content='2021-01-01T10:00:00Z'>" + kTitle +
           kHeading + "<p class='date'>4 May 2020</p>" + kProse,
       "2020-05-04"},
      {"only a change is declared",
       "<meta property='article:modified_time' content='2021-01-01T10:00:00Z'>" + kHeading,
       "2021-01-01T10:00:00Z"},
      // time elements
      {"WordPress",
       kTitle + kHeading +
           "<span class='posted-on'><time class='entry-date published' "
           "datetime='2020-05-04T10:00:00+00:00'>May 4, 2020</time><time "
           "class='updated' datetime='2021-02-02T10:00:00+00:00'>February 2, "
           "2021</time></span>" +
           kProse,
       "2020-05-04T10:00:00Z"},
      {"time of a comment",
       kTitle + kHeading + "<p class='meta'>04.05.2020</p>" + kProse +
           "<ol class='comment-list'><li class='comment'><time "
           "datetime='2020-06-01T10:00'>1 June 2020</time></li></ol>",
       "2020-05-04"},
      {"related articles",
       kTitle + kHeading + "<div class='article-date'>4. Mai 2020</div>" + kProse +
           "<div class='related-posts'><time datetime='2026-01-01'>1. Januar 2026</time></div>",
       "2020-05-04"},
      {"teasers in a row",
       kTitle + kHeading + "<p>04/05/2020</p>" + kProse +
           "<ul><li>05/06/2020 <a href='/a'>Another dam is planned in the south</a></li><li>"
           "05/06/2020 <a href='/b'>The third dam of all is not planned yet</a></li></ul>",
       "2020-05-04"},
      // lines
      {"byline", kTitle + kHeading + "<p class='byline'>By A. Writer, May 4, 2020 10:30 am</p>",
       "2020-05-04T10:30:00Z"},
      {"German", kTitle + kHeading + "<div>Veröffentlicht am 4. Mai 2020, 10:30 Uhr</div>" + kProse,
       "2020-05-04T10:30:00Z"},
      {"French", kTitle + kHeading + "<div>Publié le 4 mai 2020 à 10h30</div>" + kProse,
       "2020-05-04T10:30:00Z"},
      {"Arabic",
       "<title>افتتاح سد في شمال البلاد</title><h1>افتتاح سد في شمال البلاد</h1><div>نشر "
       "في: ٤ أيار ٢٠٢٠ - ١٠:٣٠ ص</div>",
       "2020-05-04T10:30:00Z"},
      {"Arabic with both",
       "<title>افتتاح سد في شمال البلاد</title><h1>افتتاح سد في شمال البلاد</h1>"
       "<div>آخر تحديث: 6 مايو 2020 | تاريخ النشر: 4 مايو 2020</div>",
       "2020-05-04"},
      {"both in one line",
       kTitle + kHeading + "<p>Updated: May 6, 2020. Published: May 4, 2020</p>" + kProse,
       "2020-05-04"},
      {"change alone beside a date of publication",
       kTitle + kHeading + "<div>Last updated 6 May 2020</div><div>4 May 2020</div>" + kProse,
       "2020-05-04"},
      {"badge in three elements",
       kTitle + "<div class='post-date'><div>04</div><div>May</div><div>2020</div></div>" +
           kHeading + kProse,
       "2020-05-04"},
      {"a day inside prose is no publication",
       kTitle + kHeading + "<p class='date'>4 May 2020</p><p>The works of <b>3 March 2012</b> " +
           kProse.substr(3),
       "2020-05-04"},
      // the address
      {"address", kTitle + kHeading + kProse, "2020-05-04", "https://news.example/2020/05/04/dam"},
      {"the address and a line agree, the line knows the hour",
       kTitle + kHeading + "<p class='date'>4 May 2020 10:30</p>" + kProse, "2020-05-04T10:30:00Z",
       "https://news.example/2020/05/04/dam"},
      {"the address of the canonical link",
       "<link rel='canonical' href='https://news.example/2020/05/04/dam'>" + kTitle + kHeading,
       "2020-05-04"},
      // the order of digits
      {"day first", kTitle + kHeading + "<p class='date'>04/05/2020</p>" + kProse, "2020-05-04"},
      {"American by its own other dates",
       kTitle + kHeading + "<p class='date'>05/04/2020</p>" + kProse + "<p>Since 04/23/2020</p>",
       "2020-05-04"},
      {"American by language",
       "<html lang='en-US'>" + kTitle + kHeading + "<p class='date'>05/04/2020</p>" + kProse,
       "2020-05-04"},
      // what only the markup knows
      {"a key in a script",
       kTitle + kHeading +
           "<script>var page = {\"publishDate\": \"2020-05-04T10:30:00Z\"}</script>" + kProse,
       "2020-05-04T10:30:00Z"},
      {"Blogger",
       kTitle + kHeading +
           "<abbr class='published' title='2020-05-04T10:30:00+03:00'>"
           "10:30</abbr>" +
           kProse,
       "2020-05-04T10:30:00+03:00"},
      {"a picture's address",
       kTitle + kHeading + "<img src='/uploads/2020/05/04/dam.jpg'>" + kProse, "2020-05-04"},
      // the hour and zone that a shown day goes without
      {"a shown day with a time element in its line",
       kTitle + kHeading +
           "<dl><dd class='published'>Published: <time datetime='2020-05-04T21:05:00+03:00' "
           "itemprop='datePublished'>4 May 2020</time></dd></dl>" +
           kProse,
       "2020-05-04T21:05:00+03:00"},
      {"RDFa with its zone beside a shown hour without",
       kTitle + kHeading +
           "<div class='submitted'><span property='dc:date dc:created' "
           "content='2020-05-04T11:30:00+03:00'>04/05/2020 - 11:30</span> by the desk</div>" +
           kProse,
       "2020-05-04T11:30:00+03:00"},
      {"a declared hour without a zone takes that of the time element",
       "<meta property='article:published_time' content='2020-05-04T10:00:00'>" + kTitle +
           kHeading + "<time datetime='2020-05-04T10:00:00+02:00'>4 May 2020</time>" + kProse,
       "2020-05-04T10:00:00+02:00"},
      {"a title attribute",
       kTitle + kHeading + "<span class='post-date' title='2020-05-04 10:30:00'>4 May</span>" +
           kProse,
       "2020-05-04T10:30:00Z"},
      {"a data attribute in seconds",
       kTitle + kHeading +
           "<span class='timestamp' data-timestamp='1588588200'>6 years ago</span>" + kProse,
       "2020-05-04T10:30:00Z"},
      {"datetime counts before title",
       kTitle + kHeading +
           "<time title='4 June 2020 12:00' datetime='2020-05-04T10:30:00Z'>4 May</time>" + kProse,
       "2020-05-04T10:30:00Z"},
      // relative, where nothing else is said
      {"hours ago", kTitle + kHeading + "<span class='time'>منذ 3 ساعات</span>" + kProse,
       "2026-11-24T18:00:00Z"},
      // nothing
      {"month and year", kTitle + kHeading + "<p class='date'>August 2020</p>" + kProse, ""},
      {"Arabic month and year", kTitle + kHeading + "<p class='date'>آب 2020</p>" + kProse, ""},
      {"no date", kTitle + kHeading + kProse, ""},
      {"the future", kTitle + kHeading + "<p class='date'>4 May 2031</p>" + kProse, ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto published = read(c.html, c.url).published;
    EXPECT_EQ(published ? to_string(*published) : "", c.expected);
  }
}

TEST(PageDates, Updated) {
  const std::string html = kTitle + kHeading +
                           "<div>Published 4 May 2020</div><div>Last updated 6 May 2020 "
                           "10:30</div>" +
                           kProse;
  const ExtractedPage page = read(html, "https://news.example/dam");
  ASSERT_TRUE(page.published && page.updated);
  EXPECT_EQ(to_string(*page.published), "2020-05-04");
  EXPECT_EQ(to_string(*page.updated), "2020-05-06T10:30:00Z");
}

TEST(PageDates, IsBoundedOnHostilePages) {
  std::string html = kTitle + kHeading;
  for (int i = 0; i < 20'000; ++i)
    html += "<div class='date'>1/2/20" + std::to_string(10 + i % 15) + "</div>";
  html += "<!--";
  for (int i = 0; i < 20'000; ++i) html += " publish publishDate=\"2020-01-01\" <abbr";
  const ExtractedPage page = read(html, "https://news.example/dam");
  EXPECT_TRUE(page.published.has_value());
}

}  // namespace
}  // namespace rasd
