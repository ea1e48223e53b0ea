#pragma once
#include <string_view>
#include <vector>

#include "crawler/html_tree.h"
#include "crawler/page.h"

namespace rasd {

/// The web links of a page in order, absolute, each address once with its longest text. At most
/// 5,000; fragments, scripts and mail addresses are left out.
std::vector<PageLink> read_links(const HtmlTree& tree, std::string_view page_url);

}  // namespace rasd
