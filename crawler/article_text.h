#pragma once
#include <string>
#include <string_view>

#include "crawler/html_tree.h"
#include "crawler/page.h"

namespace rasd {

/// What the metadata already knows that helps to find the text and to say what the page is.
struct ArticleHints {
  std::string_view title;      ///< left out of the text where it stands above it
  std::string_view byline;     ///< left out of the text where a line above it says only this
  std::string_view json_body;  ///< the text from JSON-LD, plain, may be empty
  bool declared_article = false;
  bool live = false, gallery = false, paywalled = false;  ///< as JSON-LD says
  bool product = false, thread = false;                   ///< the same
};

/// The main text of a page and what kind of page it is.
struct ArticleText {
  std::string text;  ///< paragraphs separated by one newline
  PageKind kind = PageKind::kOther;
  uint32_t container = 0;  ///< the node that holds it; 0 when it came from JSON
};

/// Finds the main text: blocks of text are weighed by length, sentences and links; the element with
/// the best sum wins, helped by markup that names the body (itemprop, article, main, class names);
/// inside it what is not the article's own is left out. A page without such a text is read as a
/// list, that of a product with its table of properties. Works on structure, so on any language.
/// Linear in the tree. Method after Pomikálek (2011), Kohlschütter (2010) and Readability, with
/// rules of our own.
ArticleText extract_article(const HtmlTree& tree, const ArticleHints& hints);

}  // namespace rasd
