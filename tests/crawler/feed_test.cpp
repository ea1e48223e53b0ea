#include "crawler/feed.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "crawler/feed_date.h"
#include "crawler/sanitize.h"
#include "crawler/xml_repair.h"

namespace rasd {
namespace {

Feed read(std::string_view text, const char* content_type = "") {
  FeedContext context;
  context.url = "https://news.example.jo/feed/rss.xml";
  context.content_type = content_type;
  auto feed = read_feed(text, context);
  EXPECT_TRUE(feed) << feed.error().message;
  return feed ? *feed : Feed();
}

TEST(Feed, ReadsRss) {
  const Feed feed = read(R"(
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>أخبار</title><link>/</link><atom:link rel="self" href="/feed/rss.xml"/>
<language>ar</language><image><title>logo</title><url>/l.png</url></image>
<item><title>المياه &amp;amp; السدود&nbsp;&lt;b&gt;ممتلئة&lt;/b&gt;</title><link>/news/1</link>
<guid isPermaLink="false">n-1</guid><pubDate>Tue, 24 Nov 2026 08:30:00 +0300</pubDate>
<dc:creator>منى</dc:creator><author>a@b.jo (علي)</author><category>محليات</category>
<comments>/news/1#comments</comments><description>&lt;p onclick="x"&gt;خبر &lt;img src="/i.jpg"&gt;</description>
<content:encoded><![CDATA[<p>نص <script>bad()</script><a href="../2">آخر</a></p>]]></content:encoded>
<media:content url="https://cdn.example/p.jpg" medium="image"><media:title>no</media:title></media:content>
</item>
<item><description>بلا عنوان</description><guid>https://news.example.jo/news/2</guid></item>
</channel></rss>)");
  EXPECT_EQ(feed.format, "rss20");
  EXPECT_EQ(feed.title, "أخبار");
  EXPECT_EQ(feed.link, "https://news.example.jo/");
  EXPECT_EQ(feed.language, "ar");
  EXPECT_FALSE(feed.broken);
  ASSERT_EQ(feed.entries.size(), 2u);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.title, "المياه & السدود ممتلئة");
  EXPECT_EQ(entry.link, "https://news.example.jo/news/1");
  EXPECT_EQ(entry.id, "n-1");
  EXPECT_EQ(to_string(*entry.published), "2026-11-24T08:30:00+03:00");
  EXPECT_EQ(entry.authors, (std::vector<std::string>{"منى", "علي"}));
  EXPECT_EQ(entry.categories, std::vector<std::string>{"محليات"});
  EXPECT_EQ(entry.comments, "https://news.example.jo/news/1#comments");
  EXPECT_EQ(entry.summary, "<p>خبر <img src=\"https://news.example.jo/i.jpg\"></p>");
  EXPECT_EQ(entry.content, "<p>نص <a href=\"https://news.example.jo/2\">آخر</a></p>");
  EXPECT_EQ(entry.image, "https://cdn.example/p.jpg");
  EXPECT_EQ(feed.entries[1].link, "https://news.example.jo/news/2");
}

TEST(Feed, ReadsAtom) {
  const Feed feed = read(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"
 xml:base="https://x.jo/a/"><title type="text">A &lt;b&gt;</title><id>urn:f</id>
<link rel="self" href="f.atom"/><link href="."/>
<entry xml:base="b/"><title type="html">T &amp;lt; U</title><id>urn:1</id>
<link rel="enclosure" type="image/png" href="p.png"/><link href="1.html"/>
<published>2026-11-24T05:30:00Z</published><updated>2026-11-24T06:00:00.5+03:00</updated>
<author><name>Mona</name><email>m@x.jo</email></author><category term="t" label="L"/>
<summary>1 &lt; 2</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x &amp; <a href="y">y</a><br/></p></div></content>
</entry></feed>)");
  EXPECT_EQ(feed.format, "atom10");
  EXPECT_EQ(feed.title, "A <b>");
  EXPECT_EQ(feed.link, "https://x.jo/a/");
  EXPECT_EQ(feed.feed_id, "urn:f");
  ASSERT_EQ(feed.entries.size(), 1u);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.title, "T < U");
  EXPECT_EQ(entry.link, "https://x.jo/a/b/1.html");
  EXPECT_EQ(entry.image, "https://x.jo/a/b/p.png");
  EXPECT_EQ(to_string(*entry.updated), "2026-11-24T06:00:00+03:00");
  EXPECT_EQ(entry.authors, std::vector<std::string>{"Mona"});
  EXPECT_EQ(entry.categories, std::vector<std::string>{"t"});
  EXPECT_EQ(entry.summary, "1 &lt; 2");
  EXPECT_EQ(entry.content, "<div><p>x &amp; <a href=\"https://x.jo/a/b/y\">y</a><br></p></div>");
}

TEST(Feed, ReadsJsonFeed) {
  const Feed feed =
      read(R"({"version":"https://jsonfeed.org/version/1.1","title":"J","language":"ar",
"home_page_url":"/","items":[{"id":7,"url":"/7","title":"T","content_html":"<p>x<script>y</script>",
"date_published":"2026-11-24T08:30:00+03:00","authors":[{"name":"M"}],"tags":["a","b"]}]})");
  EXPECT_EQ(feed.format, "json11");
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].id, "7");
  EXPECT_EQ(feed.entries[0].link, "https://news.example.jo/7");
  EXPECT_EQ(feed.entries[0].content, "<p>x</p>");
  EXPECT_EQ(feed.entries[0].categories.size(), 2u);
}

TEST(Feed, RecoversBrokenOnes) {
  const struct {
    const char* name;
    const char* text;
    const char* title;
  } cases[] = {
      {"lone ampersand", "<rss><channel><item><title>A & B &amp; C</title></item></channel></rss>",
       "A & B & C"},
      {"cut off", "<rss><channel><item><title>A</title></item><item><title>B", "A"},
      {"unclosed markup",
       "<rss><channel><item><description>a<br>b</description><title>A</title>"
       "</item></channel></rss>",
       "A"},
      {"junk in front",
       "Warning: mysql\n\n<?xml version='1.0'?><rss><channel><item><title>A</title>"
       "</item></channel></rss>",
       "A"},
      {"undeclared prefix", "<rss><channel><item><dc:title>A</dc:title></item></channel></rss>",
       "A"},
      {"control character", "<rss><channel><item><title>A\x01</title></item></channel></rss>", "A"},
      {"unquoted attribute", "<rss version=2.0><channel><item><title>A</title></item></channel>",
       "A"},
      {"a notice in HTML in front",
       "<br />\n<b>Warning</b>: x in <b>/a.php</b><br />\n<?xml version='1.0'?><rss><channel><item>"
       "<title>A</title></item></channel></rss>",
       "A"},
      {"two marks in front",
       "\xEF\xBB\xBF\xEF\xBB\xBF<rss><channel><item><title>A</title></item></channel></rss>", "A"},
      {"junk behind",
       "<rss><channel><item><title>A</title></item></channel></rss><script>x</script> y", "A"},
      {"two feeds in one",
       "<rss><channel><item><title>A</title></item></channel></rss><rss><channel><item>"
       "<title>B</title></item></channel></rss>",
       "A"},
      {"items that never end",
       "<rss><channel><item><title>A</title><item><title>B</title></channel></rss>", "A"},
      {"items outside the channel",
       "<rss><channel><title>F</title></channel><item><title>A</title></item></rss>", "A"},
      {"all in RDF's namespace",
       "<RDF "
       "xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><channel><title>F</title></channel>"
       "<item><title>A</title></item></RDF>",
       "A"},
      {"upper case", "<RSS><CHANNEL><ITEM><TITLE>A</TITLE></ITEM></CHANNEL></RSS>", "A"},
      {"names of HTML",
       "<rss><channel><item><title>&laquo;A&raquo;&nbsp;&mdash; B</title></item></channel></rss>",
       "«A» — B"},
      {"Microsoft's apostrophe by number",
       "<rss><channel><item><title>It&#146;s</title></item></channel></rss>", "It’s"},
      {"references to nothing",
       "<rss><channel><item><title>A&#11;&#x0;&#xD800;</title></item></channel></rss>",
       "A\uFFFD\uFFFD\uFFFD"},
      {"CDATA inside text",
       "<rss><channel><item><title><![CDATA[A & B]]></title></item></channel></rss>", "A & B"},
      {"CDATA that never ends",
       "<rss><channel><item><title><![CDATA[A</title></item></channel></rss>", "A"},
      {"an attribute twice",
       "<rss version='2.0' version='2.0'><channel><item><title>A</title></item></channel></rss>",
       "A"},
      {"an angle in an attribute",
       "<rss><channel><item><guid "
       "isPermaLink='a<b'>1</guid><title>A</title></item></channel></rss>",
       "A"},
      {"a comment with dashes",
       "<!-- a -- b --->\n<rss><channel><item><title>A</title></item></channel></rss>", "A"},
      {"a program in the middle",
       "<rss><channel><?php echo 1 ?><item><title>A</title></item></channel></rss>", "A"},
      {"an encoding of no such name",
       "<?xml version='1.0' encoding='bogus'?><rss><channel><item><title>A</title></item></channel>"
       "</rss>",
       "A"},
      {"UTF-16 declared, UTF-8 sent",
       "<?xml version='1.0' encoding='utf-16'?><rss><channel><item><title>خبر</title></item>"
       "</channel></rss>",
       "خبر"},
      {"windows-1256 sent as UTF-8",
       "<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>\xC3\xCE\xC8\xC7\xD1 "
       "\xDA\xC7\xCC\xE1\xC9</title></item></channel></rss>",
       "أخبار عاجلة"},
      {"UTF-8 encoded twice",
       "<rss><channel><item><title>Ø£Ø®Ø¨Ø§Ø±</title></item></channel></rss>", "أخبار"},
      {"lone angle", "<rss><channel><item><title>1 < 2</title></item></channel></rss>", "1 < 2"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const Feed feed = read(c.text);
    ASSERT_FALSE(feed.entries.empty());
    EXPECT_EQ(feed.entries[0].title, c.title);
    const std::string once = repair_xml(c.text);
    EXPECT_EQ(repair_xml(once), once);
  }
}

/// Which of an entry's addresses is its own, in the order of trust.
TEST(Feed, FindsTheLink) {
  const struct {
    const char* name;
    const char* entry;
    const char* link;
  } cases[] = {
      {"alternate among others",
       "<link rel='self' href='s'/><link rel='via' href='v'/><link rel='edit' href='e'/>"
       "<link rel='related' href='r'/><link rel='alternate' type='text/html' href='a'/>",
       "https://news.example.jo/feed/a"},
      {"none said", "<link href='/a'/>", "https://news.example.jo/a"},
      {"only its id", "<link rel='self' href='/s'/><id>https://x.jo/7</id>", "https://x.jo/7"},
      {"an id that is no address", "<id>urn:7</id>", ""},
      {"its base", "<link xml:base='https://x.jo/b/' href='c'/>", "https://x.jo/b/c"},
      {"another host's", "<link href='//x.jo/a'/>", "https://x.jo/a"},
      {"ampersands bare", "<link href='/a?b=1&c=2&lang=ar'/>",
       "https://news.example.jo/a?b=1&c=2&lang=ar"},
      {"text elsewhere", "<content src='/c' type='text/html'/><link href='/a'/>",
       "https://news.example.jo/a"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const Feed feed = read("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title>" +
                           std::string(c.entry) + "</entry></feed>");
    ASSERT_EQ(feed.entries.size(), 1u);
    EXPECT_EQ(feed.entries[0].link, c.link);
  }
}

TEST(Feed, RefusesWhatIsNoFeed) {
  for (const char* text : {"", "  ", "<html><body>x</body></html>", "{}", "[1]", "plain", "<"}) {
    SCOPED_TRACE(text);
    const auto feed = read_feed(text, {});
    ASSERT_FALSE(feed);
    EXPECT_EQ(feed.error().kind, ErrorKind::kMalformed);
  }
}

TEST(Feed, BombsEndSmall) {
  std::string laughs = "<!DOCTYPE rss [<!ENTITY a \"ha\">";
  for (char c = 'b'; c < 'm'; ++c) {
    laughs += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) laughs += std::string("&") + static_cast<char>(c - 1) + ";";
    laughs += "\">";
  }
  laughs += "]><rss><channel><item><title>&l;</title></item></channel></rss>";
  EXPECT_LT(read(laughs).entries.at(0).title.size(), 1000u);

  std::string nested = "<rss><channel><item><description>";
  for (int i = 0; i < 100000; ++i) nested += "<div>";
  EXPECT_LE(read(nested).entries.size(), 1u);

  std::string many = "<rss><channel>";
  for (int i = 0; i < 6000; ++i) many += "<item><title>x</title></item>";
  const Feed feed = read(many + "</channel></rss>");
  EXPECT_EQ(feed.entries.size(), 5000u);
  EXPECT_TRUE(feed.truncated);

  const auto file = read_feed(
      "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><item>"
      "<title>&x;</title></item></channel></rss>",
      {});
  ASSERT_TRUE(file);
  EXPECT_EQ(file->entries.at(0).title.find("root:"), std::string::npos);
}

TEST(FeedDate, ReadsWhatFeedsWrite) {
  const struct {
    const char* text;
    const char* expected;
  } cases[] = {
      {"Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"},
      {"Thu, 1 Jan 04 19:48 EST", "2004-01-01T19:48:00-05:00"},
      {"01 January 2004 19:48:21 +0300", "2004-01-01T19:48:21+03:00"},
      {"Thursday, Jan 1, 2004 7:48 PM", "2004-01-01T19:48:00Z"},
      {"Thu Jan  1 19:48:21 2004", "2004-01-01T19:48:21Z"},
      {"Thu Jan  1 19:48:21 EST 2004", "2004-01-01T19:48:21-05:00"},
      {"Thu, 01 Jan 2004 19:48:21 GMT+3", "2004-01-01T19:48:21+03:00"},
      {"Thu, 01 Jan 2004 24:00:00 GMT", "2004-01-02T00:00:00Z"},
      {"2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z"},
      {"2003-12-31T10:14:55.1234+03:00", "2003-12-31T10:14:55+03:00"},
      {"2003-12-31 10:14:55.0", "2003-12-31T10:14:55Z"},
      {"2003-12-31T10:14-0800", "2003-12-31T10:14:00-08:00"},
      {"20031231T101455Z", "2003-12-31T10:14:55Z"},
      {"2003-365", "2003-12-31"},
      {"2003-12", "2003-12-01"},
      {"2003", "2003-01-01"},
      {"24/11/2026 08:30", "2026-11-24T08:30:00Z"},
      {"11/24/2026", "2026-11-24"},
      {"الثلاثاء، ٢٤ نوفمبر ٢٠٢٦ ٠٨:٣٠", "2026-11-24T08:30:00Z"},
      {"24 تشرين الثاني 2026", "2026-11-24"},
      {"24 كانون الأول 2026", "2026-12-24"},
      {"24 كانون الثاني 2026", "2026-01-24"},
      {"Thu, 31 Feb 2004 00:00:00 GMT", ""},
      {"Tue, 24 Nov 2", ""},
      {"yesterday", ""},
      {"", ""},
      {"1066-10-14", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.text);
    const auto date = parse_feed_date(c.text);
    EXPECT_EQ(date ? to_string(*date) : "", c.expected);
  }
}

TEST(Sanitize, LeavesNothingThatRuns) {
  const auto base = parse_url("https://x.jo/a/");
  const struct {
    const char* input;
    const char* expected;
  } cases[] = {
      {"plain", "plain"},
      {"a < b & c", "a &lt; b &amp; c"},
      {"<p>x", "<p>x</p>"},
      {"<b>x</i></b>", "<b>x</b>"},
      {"<p onclick='x()' style=\"y\" dir=rtl>t</p>", "<p dir=\"rtl\">t</p>"},
      {"<script>alert(1)</script>x", "x"},
      {"<SCRIPT src=x>y</ScRiPt >z", "z"},
      {"<script>never closed", ""},
      {"<a href='javascript:x()'>t</a>", "<a>t</a>"},
      {"<a href=' java\nscript:x()'>t</a>", "<a>t</a>"},
      {"<a href='&#106;avascript:x()'>t</a>", "<a>t</a>"},
      {"<a href=\"data:text/html,x\">t</a>", "<a>t</a>"},
      {"<a href='b?c=1&amp;d=2'>t</a>", "<a href=\"https://x.jo/a/b?c=1&amp;d=2\">t</a>"},
      {"<img src=x onerror=alert(1)>", "<img src=\"https://x.jo/a/x\">"},
      {"<custom>kept</custom>", "kept"},
      {"<!-- c --><i>d</i>", "<i>d</i>"},
      {"<iframe src=x></iframe>z", "z"},
      {"<svg><script>x</script></svg>z", "z"},
      {"<li>a<li>b", "<li>a</li><li>b</li>"},
      {"<b", "&lt;b"},
      {"<b title=\"<b>\">x</b>", "<b title=\"&lt;b&gt;\">x</b>"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.input);
    const std::string once = sanitize_html(c.input, &*base);
    EXPECT_EQ(once, c.expected);
    EXPECT_EQ(sanitize_html(once, &*base), once);
  }
}

}  // namespace
}  // namespace rasd
