// Inputs that make careless parsers quadratic or worse. Growth is asserted, not time, since
// machines differ: four times the input may cost about four times the work, where anything
// quadratic costs sixteen. HTML pages have their own table, worst_pages.cpp.
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>

#include "crawler/charset.h"
#include "crawler/connectors.h"
#include "crawler/feed.h"
#include "crawler/published_date.h"
#include "crawler/robots.h"
#include "crawler/sanitize.h"
#include "crawler/sitemap.h"
#include "crawler/url.h"
#include "crawler/xml_repair.h"
#include "nlp/normalize.h"
#include "records/json.h"
#include "store/search_query.h"
#include "tests/fuzz/measured.h"

namespace rasd {
namespace {

using namespace fuzz;
using Text = std::string;
using Read = std::function<void(const Text&)>;

struct Case {
  const char* name;
  Read read;
  Make make;
};

void feed(const Text& text) { static_cast<void>(read_feed(text, {})); }
void sitemap(const Text& text) { static_cast<void>(read_sitemap(text, "https://news.example/s")); }
void sanitize(const Text& text) { sanitize_html(text, nullptr); }
void repair(const Text& text) { repair_xml(text); }
void robots(const Text& text) { read_robots(text).allows("rasd", "https://news.example/aaaaaaab"); }
void decode(const Text& text) { decode_page(text, ""); }
void url(const Text& text) { static_cast<void>(parse_url(text)); }
void date(const Text& text) { read_date(text); }
void normalize(const Text& text) { normalize_for_matching(text); }
void words(const Text& text) { tokenize(text, Stemming::kLight); }
void json(const Text& text) { static_cast<void>(parse_json(text)); }
void query(const Text& text) { static_cast<void>(parse_search(text, plain_folding())); }
Read list_of(Connector connector) {
  return [connector](const Text& text) {
    Source source;
    source.connector = connector;
    ListContext context;
    context.url = "https://news.example/list";
    static_cast<void>(read_list(source, text, context));
  };
}

const Case kCases[] = {
    {"feed: nested markup", feed, within("<rss><channel><item><description>", "<div>", "")},
    {"feed: nested items", feed, within("<rss><channel>", "<item>", "")},
    {"feed: attributes", feed,
     [](size_t n) {
       Text out = "<rss><channel><item";
       for (int i = 0; out.size() < n; ++i) out += " a" + std::to_string(i) + "='1'";
       return out + "><title>x</title></item></channel></rss>";
     }},
    {"feed: namespaces", feed,
     [](size_t n) {
       Text out = "<rss";
       for (int i = 0; out.size() < n; ++i) out += " xmlns:a" + std::to_string(i) + "='u'";
       return out + "><channel><item><title>x</title></item></channel></rss>";
     }},
    {"feed: entities declared", feed,
     [](size_t n) {
       Text out = "<!DOCTYPE rss [";
       for (int i = 0; out.size() < n; ++i) out += "<!ENTITY e" + std::to_string(i) + " 'x'>";
       return out + "]><rss><channel><item><title>&e0;</title></item></channel></rss>";
     }},
    {"feed: one entity used", feed,
     within("<!DOCTYPE rss [<!ENTITY e 'xxxxxxxx'>]><rss><channel><item><title>", "&e;",
            "</title></item></channel></rss>")},
    {"feed: lone ampersands", feed, within("<rss><channel><item><title>", "& ", "")},
    {"feed: open CDATA", feed, within("<rss><channel><item><title>", "<![CDATA[", "")},
    {"feed: tags that never end", feed,
     within("<rss><channel><item><title><![CDATA[", "<a ", "]]></title></item></channel></rss>")},
    {"feed: categories", feed, within("<rss><channel><item>", "<category>a</category>", "")},
    {"feed: authors", feed,
     within("<feed xmlns='http://www.w3.org/2005/Atom'><entry>", "<author><name>a</name></author>",
            "")},
    {"feed: links", feed,
     within("<feed xmlns='http://www.w3.org/2005/Atom'><entry>", "<link href='/a'/>", "")},
    {"feed: stray end tags", feed, within("<rss><channel>", "</item>", "")},
    {"feed: nested JSON", feed, within("{\"items\":", "[", "")},
    {"sitemap: empty pages", sitemap, within("<urlset>", "<url>", "")},
    {"sitemap: attributes", sitemap,
     [](size_t n) {
       Text out = "<urlset><url";
       for (int i = 0; out.size() < n; ++i) out += " a" + std::to_string(i) + "='1'";
       return out + "><loc>https://news.example/a</loc></url></urlset>";
     }},
    {"sitemap: entities declared", sitemap,
     [](size_t n) {
       Text out = "<!DOCTYPE urlset [";
       for (int i = 0; out.size() < n; ++i) out += "<!ENTITY e" + std::to_string(i) + " 'x'>";
       return out + "]><urlset><url><loc>https://news.example/&e0;</loc></url></urlset>";
     }},
    {"sitemap: lines", sitemap, all_of("https://news.example/a\n")},
    {"sitemap: alternates", sitemap,
     within("<urlset><url><loc>https://news.example/a</loc>",
            "<x:link rel='alternate' hreflang='ar' href='https://news.example/a'/>", "")},
    {"charset: ampersands", decode, within("\xC7", "&", "")},
    {"charset: open scripts", decode, within("\xC7", "<script </", "")},
    {"charset: every byte", decode, all_of("\xC7\xE1\x82\xA0\xFF\x1B~{")},
    {"charset: mojibake", decode, all_of("Ø§Ù„ ")},
    {"charset: one run of mojibake", decode, all_of("Ø§Ù„")},
    {"sanitize: nested", sanitize, all_of("<div><b>")},
    {"sanitize: stray end tags", sanitize, within("<p><b><i>", "</div>", "")},
    {"sanitize: crossed", sanitize, all_of("<b><p></b>")},
    {"sanitize: open comments", sanitize, all_of("<!--")},
    {"sanitize: open scripts", sanitize, all_of("<script>")},
    {"sanitize: open quotes", sanitize, all_of("<a href=\"")},
    {"sanitize: less-than", sanitize, all_of("<")},
    {"sanitize: attributes", sanitize, within("<a", " href=x", ">")},
    {"sanitize: ampersands", sanitize, all_of("&a")},
    {"repair: open elements", repair, all_of("<a>")},
    {"repair: stray end tags", repair, within("<a><b>", "</c>", "")},
    {"repair: open CDATA", repair, all_of("<![CDATA[")},
    {"repair: open comments", repair, all_of("<!--")},
    {"repair: document types", repair, all_of("<!DOCTYPE a [")},
    {"repair: attributes", repair,
     [](size_t n) {
       Text out = "<a";
       for (int i = 0; out.size() < n; ++i) out += " a" + std::to_string(i) + "=1";
       return out + ">";
     }},
    {"robots: groups", robots,
     [](size_t n) {
       Text out;
       for (int i = 0; out.size() < n; ++i)
         out += "User-agent: a" + std::to_string(i) + "\nDisallow: /\n";
       return out;
     }},
    {"robots: agents of one group", robots, within("", "User-agent: a\n", "Disallow: /\n")},
    {"robots: stars", robots, within("User-agent: *\nDisallow: /", "*a", "c\n")},
    {"robots: sitemaps", robots,
     [](size_t n) {
       Text out;
       for (int i = 0; out.size() < n; ++i) out += "Sitemap: /" + std::to_string(i) + "\n";
       return out;
     }},
    {"charset: half characters", decode, all_of("\xD9")},
    {"charset: declarations", decode, all_of("<meta charset=")},
    {"charset: escapes", decode, within("<meta charset=iso-2022-jp>", "\x1b$B\x1b(B", "")},
    {"url: slashes and dots", url,
     [](size_t n) { return "http://a.example" + repeated("/../a", n / 8); }},
    {"url: a long host", url,
     [](size_t n) { return "http://" + repeated("é.", n / 8) + "example"; }},
    {"url: at signs", url,
     [](size_t n) { return "http://" + repeated("@", n / 8) + "a.example/"; }},
    {"date: numbers", date, all_of("1/2/3 ")},
    {"date: digits", date, all_of("1")},
    {"normalize: marks", normalize, within("a", "\xCC\x81\xCC\xA3", "")},
    {"normalize: one letter", normalize, all_of("ه")},
    {"normalize: ligatures", normalize, all_of("\xEF\xB7\xBA")},
    {"words: one word", words, all_of("وال")},
    {"words: joiners", words, all_of("a'")},
    {"words: flags", words, all_of("🇯🇴")},
    {"words: family", words, all_of("👨‍")},
    {"words: by dictionary", words, all_of("日本語のテキスト")},
    {"json: nested", json, all_of("[")},
    {"json: one object", json, within("{", "\"a\":1,", "\"b\":2}")},
    {"json: escapes", json, within("\"", "\\u0041", "\"")},
    {"query: quotes", query, all_of("\"a")},
    {"list page: links", list_of(Connector::kListPage),
     [](size_t n) {
       Text out;
       for (int i = 0; out.size() < n; ++i)
         out += "<a href='/2026/11/24/story-" + std::to_string(i) + "'>A story of today</a>";
       return out;
     }},
    {"timeline: empty posts", list_of(Connector::kMastodon), within("[", "{},", "{}]")},
    {"observations: rows", list_of(Connector::kObservations),
     within("id,received,channel,place,text\n", "1,2026-11-24,a,b,c\n", "")},
    {"observations: open quotes", list_of(Connector::kObservations),
     within("id,received,channel,place,text\n", "\"a\n", "")},
};

TEST(WorstCases, StayLinear) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    const Text small = c.make(50'000), large = c.make(200'000);
    const auto [few, many] = costs([&] { c.read(small); }, [&] { c.read(large); });
    EXPECT_LT(many, kMostGrowth * few + 4) << few << " ms for 50 KB, " << many << " ms for 200 KB";
    if (std::getenv("RASD_PRINT_TIMES"))
      printf("%-36s %7.2f %7.2f ms\n", c.name, few, many), fflush(stdout);
  }
}

TEST(WorstCases, HoldLittleMemory) {
  constexpr double kMbOfOneMb = 160;  // a tree of nodes, its text, and both once more as they grow
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    const Text large = c.make(1'000'000);
    double ms = 0;
    const double mb = peak_growth_mb([&] { ms = cpu_ms([&] { c.read(large); }); });
    EXPECT_LT(memory_is_ours() ? mb : 0, kMbOfOneMb);
    EXPECT_LT(ms, 20'000) << "a megabyte ends in bounded time";
    if (std::getenv("RASD_PRINT_TIMES"))
      printf("%-36s %7.2f ms, peak %+.1f MB\n", c.name, ms, mb), fflush(stdout);
  }
}

}  // namespace
}  // namespace rasd
