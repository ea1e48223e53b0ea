#include "crawler/html_tree.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "crawler/html_scan.h"
#include "crawler/page.h"

namespace rasd {
namespace {

/// The tree as text: elements by name where it is known here, text in quotes.
std::string drawn(const HtmlTree& tree, uint32_t node = 0) {
  std::string out;
  for (uint32_t i = node + 1; i < tree[node].end; i = tree[i].end) {
    if (tree[i].tag == Tag::kText) {
      out += "'" + squeeze_spaces(tree.text(i)) + "'";
      continue;
    }
    const char* name = "x";
    for (const char* known : {"html", "head", "body", "p", "div", "a", "b", "i", "table", "tbody",
                              "tr", "td", "ul", "li", "title", "meta", "br", "h1", "article"})
      if (tag_of(known) == tree[i].tag) name = known;
    out += std::string(name) + "(" + drawn(tree, i) + ")";
  }
  return out;
}

std::string body_of(const std::string& html) {
  const HtmlTree tree = HtmlTree::parse(html);
  for (uint32_t i = 1; i < tree.size(); ++i)
    if (tree[i].tag == Tag::kBody) return drawn(tree, i);
  return drawn(tree);
}

TEST(HtmlTree, KeepsTheTextInItsElements) {
  const struct {
    const char* name;
    const char* html;
    const char* expected;
  } cases[] = {
      {"plain", "<body><p>one<p>two</body>", "p('one')p('two')"},
      {"references", "<body><p>a &amp; b &lt;c&gt; &#1605;&nbsp;.</body>", "p('a & b <c> م .')"},
      {"comment", "<body>a<!-- <p>no</p> -->b</body>", "'ab'"},
      {"script", "<body><p>a<script>if (a<b) '</p>'</script>b</p></body>", "p('ab')"},
      {"style and svg", "<body><style>p{}</style><p>a<svg><path/><text>no</text></svg>b</p></body>",
       "p('ab')"},
      {"noscript", "<body><p>a</p><noscript><p>no</p></noscript></body>", "p('a')"},
      {"unclosed script swallows", "<body><p>a</p><script>var x = '<p>b</p>'", "p('a')"},
      {"unclosed svg does not", "<body><svg><p>a</p></body>", "p('a')"},
      {"capitals", "<BODY><P>a</P><SCRIPT>x</Script><P>b</P></BODY>", "p('a')p('b')"},
      {"stray end tags", "<body></b></div><p>a</i></p></body>", "p('a')"},
      {"less-than in text", "<body><p>1 < 2 and 3 <4</p></body>", "p('1 < 2 and 3 <4')"},
      {"a div does not close a cell's row", "<body><table><tr><td>a</div>b</table></body>",
       "table(tr(td('ab')))"},
      {"br end", "<body><p>a</br>b</p></body>", "p('a'br()'b')"},
      {"quotes in attributes", "<body><p title='a>b' class=\"x\">t</p></body>", "p('t')"},
      {"unknown elements", "<body><amp-x><p>t</p></amp-x></body>", "x(p('t'))"},
      {"no body tag", "<title>t</title><meta name=x content=y><article><p>a</article>",
       "article(p('a'))"},
      {"no body tag after a head", "<head><base href='/'><meta name=x><article>a</article>",
       "article('a')"},
      {"a fragment", "\n<div><p>a</div>", "div(p('a'))"},
      {"a body after its first element", "<head></head><article>a</article><body><p>b</body>",
       "article('a')p('b')"},
      {"elements that hold nothing", "<body><p>a<wbr>b<wbr>c</p></body>", "p('abc')"},
      {"nul and controls", "<body><p>a\x01\x02 b</p></body>", "p('a b')"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(body_of(c.html), c.expected);
  }
}

TEST(HtmlTree, KeepsAttributesThatAreRead) {
  const HtmlTree tree = HtmlTree::parse(
      "<p CLASS='a \"b\"' data-x=1 id=main onclick='x()' hidden>t</p><a "
      "href=\"?a=1&amp;b=2\">l</a>");
  uint32_t p = 0, a = 0;
  for (uint32_t i = 1; i < tree.size(); ++i) {
    if (tree[i].tag == Tag::kP && p == 0) p = i;
    if (tree[i].tag == Tag::kA) a = i;
  }
  EXPECT_EQ(tree.attribute(p, Attribute::kClass), "a \"b\"");
  EXPECT_EQ(tree.attribute(p, Attribute::kId), "main");
  EXPECT_TRUE(tree.has(p, Attribute::kHidden));
  EXPECT_FALSE(tree.has(p, Attribute::kHref));
  EXPECT_EQ(tree.attribute(a, Attribute::kHref), "?a=1&b=2");
}

TEST(HtmlTree, PutsDataScriptsAside) {
  const std::string html =
      "<script type='application/ld+json'>{\"a\":1}</script><script>var x;</script>"
      "<script id=__NEXT_DATA__ type='application/json'>{\"b\":2}</script>";
  const HtmlTree tree = HtmlTree::parse(html);
  ASSERT_EQ(tree.scripts().size(), 2u);
  EXPECT_EQ(tree.scripts()[0].body, "{\"a\":1}");
  EXPECT_EQ(tree.scripts()[1].id, "__NEXT_DATA__");
}

TEST(HtmlTree, HoldsItsCaps) {
  std::string deep, many;
  for (int i = 0; i < 2000; ++i) deep += "<div>";
  deep += "text";
  const HtmlTree deep_tree = HtmlTree::parse(deep);
  EXPECT_TRUE(deep_tree.truncated());
  for (const HtmlNode& node : deep_tree.nodes()) EXPECT_LE(node.depth, 512 + 4);
  EXPECT_EQ(deep_tree.text_content(0), "text");  // content past the cap stays, flattened

  for (int i = 0; i < 3000; ++i) many += "<p>a";
  HtmlLimits few;
  few.nodes = 1000;
  const HtmlTree many_tree = HtmlTree::parse(many, few);
  EXPECT_TRUE(many_tree.truncated());
  EXPECT_LE(many_tree.size(), 1000u);

  HtmlLimits small;
  small.bytes = 100;
  EXPECT_TRUE(HtmlTree::parse(many, small).truncated());
  EXPECT_FALSE(HtmlTree::parse("<p>a</p>").truncated());
}

TEST(HtmlTree, RangesNest) {
  const HtmlTree tree = HtmlTree::parse("<div><p>a<b>b</b></p><ul><li>c<li>d</ul></div><p>e</p>");
  for (uint32_t i = 1; i < tree.size(); ++i) {
    EXPECT_GT(tree[i].end, i);
    EXPECT_LT(tree[i].parent, i);
    EXPECT_LE(tree[i].end, tree[tree[i].parent].end);
  }
}

TEST(HtmlTree, AnyBytesAreReadAndComeOutAsUtf8) {
  uint32_t seed = 7;
  const auto random = [&seed] { return seed = seed * 1664525u + 1013904223u; };
  const std::string_view pieces[] = {
      "<p>", "</p>",     "<div class=\"", "\">",      "&#",          ";",  "<!--",
      "-->", "<script>", "</script>",     "\xff\xfe", "\xd9\x85",    "<",  ">",
      "a",   "<table>",  "</td>",         "<h1>",     "2026-11-24 ", "\0x"};
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (int i = 0; i < 200; ++i) {
      if (random() % 4 == 0)
        bytes += static_cast<char>(random() >> 24);
      else
        bytes += pieces[(random() >> 16) % std::size(pieces)];
    }
    PageContext context;
    context.url = "https://news.example/a";
    context.links = context.comments = true;
    const ExtractedPage page = read_page(bytes, context);
    EXPECT_TRUE(is_utf8(page.text));
    EXPECT_TRUE(is_utf8(page.title));
    EXPECT_TRUE(is_utf8(page.lead));
    EXPECT_TRUE(is_utf8(page.byline));
    for (const PageLink& link : page.links) EXPECT_TRUE(is_utf8(link.text));
    for (const PageComment& comment : page.comments) EXPECT_TRUE(is_utf8(comment.text));
  }
}

}  // namespace
}  // namespace rasd
