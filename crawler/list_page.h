#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "crawler/page.h"

namespace rasd {

/// The links of a list page that look like articles, in page order, each once, with its longest
/// anchor text. A link counts when it stays on the page's site, is no section, tag, file or
/// service page, and its address (a date, a number, a slug) or its text (a sentence) speaks for an
/// article. Thread-safe.
std::vector<PageLink> article_links(const std::vector<PageLink>& links, std::string_view page_url);

}  // namespace rasd
