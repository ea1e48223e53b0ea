#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "crawler/html_tree.h"
#include "crawler/page.h"

namespace rasd {

/// What the JSON-LD of a page says of its article. Texts are plain (markup and references decoded),
/// dates as they stand. Empty where it says nothing.
struct StructuredArticle {
  std::string type;  ///< schema.org type that was read: "NewsArticle", …
  std::string headline, description, body, author, published, modified, section, language, image,
      publisher, url;
  bool live = false;                     ///< LiveBlogPosting
  bool gallery = false;                  ///< ImageGallery
  bool paywalled = false;                ///< isAccessibleForFree is false
  bool product = false, thread = false;  ///< the page is of a thing sold, a discussion
  std::vector<PageComment> comments;

  bool is_article() const { return !type.empty(); }
};

/// Reads all JSON-LD scripts; the first article in them wins, lists of other articles are passed
/// over. The meta element "parsely-page" fills what they leave open. Bounded by the JSON caps;
/// broken scripts are skipped.
StructuredArticle read_structured_data(const HtmlTree& tree, Instant fetched);

/// Markup, references and odd spaces decoded to plain text; paragraphs by newline.
std::string plain_text(std::string_view html);

}  // namespace rasd
