#include "crawler/html_scan.h"
#include "crawler/embedded_text.h"
#include "crawler/html_tree.h"
#include "crawler/structured_data.h"
#include "tests/fuzz/property.h"

using namespace rasd;
using fuzz::require;
using fuzz::require_text;

/// Input: a page in UTF-8 or not. The bytes are copied to their exact size, so that the sanitizer
/// sees what reads past them.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string html = to_valid_utf8(fuzz::as_text(data, size));
  HtmlLimits limits;
  limits.depth = 64;
  const ScannedHtml scanned = scan_html(html, limits);
  // "<" in text becomes a reference of four bytes, a quotation mark in an attribute one of six.
  require(scanned.html.size() <= 6 * html.size() + 64,
          "the scan grows the page by references only");

  const HtmlTree tree = HtmlTree::parse(html, limits);
  require(tree.size() >= 1 && tree.size() <= limits.nodes, "nodes are bounded");
  require(tree.size() <= 4 * size + 16, "nodes come from the input");
  require(tree[0].end == tree.size(), "the root holds everything");
  for (uint32_t i = 1; i < tree.size(); ++i) {
    const HtmlNode& node = tree[i];
    require(node.parent < i && node.end > i && node.end <= tree[node.parent].end, "ranges nest");
    require(node.depth == tree[node.parent].depth + 1, "depth is counted");
    require(node.depth <= limits.depth + 8, "depth is bounded");
    if (node.tag == Tag::kText) {
      require(node.end == i + 1, "text has no children");
      require_text(tree.text(i), size * 8, "text");
    }
    for (int name = 0; name < static_cast<int>(Attribute::kCount); ++name)
      require_text(tree.attribute(i, static_cast<Attribute>(name)), size * 8 + 32, "attribute");
  }
  require_text(tree.text_content(0, 1000), 1000, "text of the page");
  // A type or id without a value reads as its own name, which is no view of the page.
  for (const HtmlScript& script : tree.scripts())
    require(script.body.empty() ||
                (script.body.data() >= html.data() &&
                 script.body.data() + script.body.size() <= html.data() + html.size()),
            "scripts are views of the page");
  const StructuredArticle article = read_structured_data(tree, Instant{});
  for (const std::string* text :
       {&article.headline, &article.description, &article.body, &article.author, &article.url})
    require_text(*text, size * 8 + 64, "structured data");
  require_text(embedded_article_text(tree), size * 8 + 64, "embedded text");
  return 0;
}
