#pragma once
#include <optional>
#include <string_view>

#include "crawler/html_tree.h"
#include "crawler/page.h"
#include "crawler/page_metas.h"
#include "crawler/structured_data.h"

namespace rasd {

struct PageDates {
  std::optional<StatedDate> published, updated;
};

/// When the page says it was published and changed: structured data, meta elements, microdata and
/// time elements, its address, then visible lines near the title. A date alone is completed with
/// an hour that another place states for the same day.
PageDates read_page_dates(const HtmlTree& tree, const Metas& metas, const StructuredArticle& ld,
                          const PageContext& context, std::string_view language);

}  // namespace rasd
