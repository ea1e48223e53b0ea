#pragma once
#include <string>
#include <string_view>

#include "crawler/html_tree.h"
#include "crawler/page_metas.h"
#include "crawler/structured_data.h"

namespace rasd {

/// A byline as it stands in a page made a name: "By", "كتب:", "Von" and the like in front go, and
/// so do dates, reading times and posts ("مراسل …") behind. Empty when what is left is no name: an
/// address, a date, a sentence, or the site's own name.
std::string clean_byline(std::string_view text, std::string_view site_name);

/// Who wrote the article: JSON-LD, meta elements, microdata and RDFa, elements named for it, and
/// last a short line that says so ("بقلم: …"). Several names are separated by a comma. Empty when
/// the page does not say. Linear.
std::string byline_of(const HtmlTree& tree, const Metas& metas, const StructuredArticle& structured,
                      std::string_view site_name);

}  // namespace rasd
