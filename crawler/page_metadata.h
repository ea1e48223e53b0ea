#pragma once
#include <optional>
#include <string>

#include "crawler/html_tree.h"
#include "crawler/page.h"
#include "crawler/structured_data.h"

namespace rasd {

/// What a page says about itself, from JSON-LD, OpenGraph and other meta elements, microdata, time
/// elements, the visible lines around its title, and its address; in that order of trust.
struct PageMetadata {
  std::string canonical;  ///< never of another site than the page's own
  std::string title, lead, byline, language, section, image, site_name;
  std::optional<StatedDate> published, updated;
  bool declared_article = false;  ///< the page calls itself an article
};

/// Reads the metadata. No date lies after context.fetched, where that is known. Linear.
PageMetadata read_metadata(const HtmlTree& tree, const StructuredArticle& structured,
                           const PageContext& context);

}  // namespace rasd
