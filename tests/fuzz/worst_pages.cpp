// Whole pages made to cost much: parsing, charset, dates, metadata, extraction, links and comments.
// What a megabyte may cost is 50 ms and 64 MB on the machine of docs/figures.md in the release
// preset; a test cannot know its machine, so it asserts growth, a generous multiple of the time,
// and the memory as it is. RASD_PRINT_TIMES=1 prints what was measured.
#include <gtest/gtest.h>

#include <cstdlib>

#include "crawler/page.h"
#include "tests/fuzz/measured.h"

namespace rasd {
namespace {

using namespace fuzz;

/// Numbered pieces: `before`, the number, `after`.
Make numbered(std::string before, std::string after, std::string head = "", std::string tail = "") {
  return [=](size_t n) {
    std::string out = head;
    for (int i = 0; out.size() < n; ++i) out.append(before).append(std::to_string(i)).append(after);
    return out + tail;
  };
}

constexpr const char* kParagraph =
    "<p>قال مصدر مسؤول إن الحادث وقع صباح اليوم على الطريق الصحراوي، وأسعفت الكوادر المصابين.</p>";

const struct {
  const char* name;
  Make page;
} kPages[] = {
    {"a long article", within("<html><body><article><h1>خبر</h1>", kParagraph, "</article>")},
    {"nested div", [](size_t n) { return repeated("<div>", n); }},
    {"nested unclosed formatting", [](size_t n) { return repeated("<b><i><font>x", n); }},
    {"formatting across paragraphs", [](size_t n) { return repeated("<p><b><i>x</p>", n); }},
    {"one element of endless attributes",
     [](size_t n) {
       std::string out = "<p";
       for (int i = 0; out.size() < n; ++i) out += " a" + std::to_string(i) + "=1";
       return out + ">x";
     }},
    {"endless class attributes", [](size_t n) { return "<p" + repeated(" class=x", n) + ">x"; }},
    {"one endless attribute", [](size_t n) { return "<p class='" + repeated("ab ", n) + "'>x"; }},
    {"unclosed attribute", [](size_t n) { return "<p class='" + repeated("<p>x", n); }},
    {"unclosed quotes", [](size_t n) { return repeated("<p class='a\" ", n); }},
    {"tables in tables", [](size_t n) { return repeated("<table><tr><td>", n); }},
    {"tables in tables, filled", [](size_t n) { return repeated("<table><tr><td>x</table>", n); }},
    {"stray end tags",
     [](size_t n) { return "<p><table>" + repeated("<b>", 1500) + repeated("</p>", n); }},
    {"unclosed comments", [](size_t n) { return repeated("<!-- x ", n); }},
    {"comment openers", [](size_t n) { return repeated("<!--x-->", n); }},
    {"unclosed svg", [](size_t n) { return repeated("<svg>x", n); }},
    {"unclosed titles", [](size_t n) { return repeated("<title>x", n); }},
    {"less-than signs", [](size_t n) { return repeated("<", n); }},
    {"open tags", [](size_t n) { return repeated("<a ", n); }},
    {"references", [](size_t n) { return repeated("&amp;&#1605;&x", n); }},
    {"one endless reference", [](size_t n) { return "&" + repeated("a", n); }},
    {"anchors in anchors", [](size_t n) { return repeated("<a href=x>y", n); }},
    {"list items", [](size_t n) { return repeated("<ul><li>x", n); }},
    {"options", [](size_t n) { return repeated("<select><option>x", n); }},
    {"forms", [](size_t n) { return repeated("<form><p>x", n); }},
    {"named bodies in each other",
     [](size_t n) { return repeated("<div class='article-body comment'>x y z.", n); }},
    {"headings", [](size_t n) { return repeated("<h1>A heading of the page</h1>", n); }},
    {"dates", [](size_t n) { return repeated("<time>1/2/</time><p class=date>3 2", n); }},
    {"comments", [](size_t n) { return repeated("<div class=comment id=comment-1><p>x", n); }},
    {"broken JSON-LD",
     [](size_t n) {
       return "<script type='application/ld+json'>" + repeated("[{\"@type\":", n) + "</script>";
     }},
    {"deep JSON-LD",
     [](size_t n) {
       return "<script type='application/ld+json'>" + repeated("[", n / 2) + repeated("]", n / 2) +
              "</script>";
     }},

    {"nested unknown elements", all_of("<x-y>")},
    {"nested cells", all_of("<table><tbody><tr><td><p>x")},
    {"wide tables", within("<table><tr>", "<td>x</td>", "</tr></table>")},
    {"long tables", within("<table>", "<tr><td>a<td>b", "</table>")},
    {"deep lists", all_of("<ol><li>")},
    {"long lists of links", within("<ul>", "<li><a href=/2026/11/24/x>a title of news</a>", "")},
    {"named classes", numbered("<p class='c", "'>x")},
    {"many classes of one element", numbered("c", " ", "<p class='", "'>x")},
    {"many ids", numbered("<div id=i", ">x</div>")},
    {"a huge title", within("<title>", "a title ", "</title><h1>a title</h1>")},
    {"a huge heading", within("<title>a</title><h1>", "a title ", "</h1>")},
    {"a huge description", within("<meta name=description content='", "a b ", "'>")},
    {"a huge address", within("<a href='", "/a/..", "'>x</a>")},
    {"a huge data address", within("<img src='data:image/png;base64,", "AAAA", "'>")},
    {"metas", all_of("<meta property=article:published_time content=2026-11-24>")},
    {"og metas", all_of("<meta property=og:title content=a>")},
    {"links of a head", all_of("<link rel=canonical href=/a>")},
    {"entities", all_of("&lt;&eacute;&nbsp;")},
    {"entities without an end", all_of("&notin")},
    {"numbered references", numbered("&#", ";")},
    {"ampersands", all_of("&")},
    {"CDATA", all_of("<![CDATA[x]]>")},
    {"open CDATA", all_of("<![CDATA[")},
    {"document types", all_of("<!DOCTYPE html [")},
    {"instructions", all_of("<?php x ")},
    {"odd comments", all_of("<!--><!--->-- >--!>")},
    {"dashes in a comment", within("<!--", "--", "")},
    {"conditional comments", all_of("<!--[if IE]><p>x<![endif]-->")},
    {"scripts", all_of("<script>x</script>")},
    {"open scripts", all_of("<script>")},
    {"script end tags inside", within("<script>", "</scrip", "</script>")},
    {"escaped scripts", within("<script>", "<!--<script>", "</script>")},
    {"styles", all_of("<style>p{}</style>")},
    {"text areas", all_of("<textarea>x")},
    {"templates", all_of("<template><p>x")},
    {"noscripts", all_of("<noscript><p>x")},
    {"frames", all_of("<iframe>x")},
    {"many JSON-LD",
     all_of("<script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script>")},
    {"one list of JSON-LD",
     within("<script type='application/ld+json'>[",
            "{\"@type\":\"NewsArticle\",\"headline\":\"a\",\"articleBody\":\"b\"},",
            "{}]</script>")},
    {"one object of JSON-LD",
     within("<script type='application/ld+json'>{", "\"author\":[{\"name\":\"a\"}],",
            "\"@type\":\"NewsArticle\"}</script>")},
    {"embedded state", within("<script id=__NEXT_DATA__ type='application/json'>{\"a\":[",
                              "{\"body\":\"<p>x\"},", "{}]}</script>")},
    {"a global with an article",
     within("<script>window.__STATE__={\"articleBody\":\"", "a b \\u0041 ", "\"}</script>")},
    {"items of microdata",
     all_of("<div itemscope itemtype='https://schema.org/Comment'><p itemprop=text>x")},
    {"names of microdata", all_of("<span itemprop=author>By A B</span>")},
    {"bylines", all_of("<p class=byline>By Some Body</p>")},
    {"front matter without end", all_of("<p>24 November 2026 10:30</p><h1>a title</h1>")},
    {"lines of dates", all_of("<p>24 November 2026 10:30</p>")},
    {"relative dates", all_of("<span class=date>قبل 5 دقائق</span>")},
    {"one line of digits", within("<p class=date>", "20261124", "")},
    {"breadcrumbs", all_of("<nav class=breadcrumb><a href=/a>b</a></nav>")},
    {"captions", all_of("<figure><img src=a><figcaption>a caption</figcaption></figure>")},
    {"quotes in quotes", all_of("<blockquote><p>x y z</p>")},
    {"line breaks", within("<article>", "a line of text<br>", "")},
    {"words without end", within("<p>", "a", "")},
    {"spaces", within("<p>", " \n\t", "x")},
    {"no-break spaces", within("<p>", "&nbsp;", "x")},
    {"marks on one letter", within("<p>a", "\xCC\x81", "")},
    {"broken UTF-8", within("<p>", "\xD9\xFF\xC7", "")},
    {"an Arabic page of one byte",
     within("<meta charset=windows-1256><p>", "\xC7\xE1\xDA\xD1 ", "")},
    {"text encoded twice", within("<p>", "Ø§Ù„Ø¹Ø±Ø¨ÙŠØ© ", "")},
    {"zeros", [](size_t n) { return std::string(n, '\0'); }},
    {"the same paragraph", within("<article>", "<p>the same words again and again, here</p>", "")},
    {"one inline element after the other", within("<article><p>", "<b>a</b> ", "")},
    {"comment threads",
     within("<section id=comments>", "<ol><li class=comment id=comment-1><p>x y</p>", "")},
};

void read(const std::string& page) {
  PageContext context;
  context.url = "https://news.example/a";
  context.fetched = *parse_rfc3339("2026-11-24T12:00:00Z");
  context.links = context.comments = true;
  read_page(page, context);
}

TEST(WorstPages, StayLinear) {
  for (const auto& c : kPages) {
    SCOPED_TRACE(c.name);
    const std::string small = c.page(250'000), large = c.page(1'000'000);
    const auto [few, many] = costs([&] { read(small); }, [&] { read(large); });
    EXPECT_LT(many, kMostGrowth * few + 4) << few << " ms for 250 KB, " << many << " ms for 1 MB";
  }
}

TEST(WorstPages, AMegabyteCostsLittle) {
  constexpr double kMsOfOneMb = 50 * 20;  // debug builds, sanitizers and slow machines
  constexpr double kMbOfOneMb = 64;
  double most_ms = 0, most_mb = 0;
  for (const auto& c : kPages) {
    SCOPED_TRACE(c.name);
    const std::string page = c.page(1'000'000);
    double ms = 0;
    const double mb = peak_growth_mb([&] { ms = cpu_ms([&] { read(page); }); });
    EXPECT_LT(ms, kMsOfOneMb);
    EXPECT_LT(memory_is_ours() ? mb : 0, kMbOfOneMb);
    most_ms = std::max(most_ms, ms);
    most_mb = std::max(most_mb, mb);
    if (std::getenv("RASD_PRINT_TIMES"))
      printf("%-36s %7.2f ms %6.1f MB\n", c.name, ms, mb), fflush(stdout);
  }
  std::printf("%zu pages of one megabyte: at most %.0f ms of CPU and %.0f MB\n", std::size(kPages),
              most_ms, most_mb);
}

}  // namespace
}  // namespace rasd
