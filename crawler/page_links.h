#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "crawler/html_tree.h"
#include "crawler/page.h"

namespace rasd {

/// What relative addresses of the page are relative to: its <base href> where that is http or
/// https, else its own address.
std::string base_address(const HtmlTree& tree, std::string_view page_url);

/// The web links of a page in order, absolute, each address once with its longest text. At most
/// 5,000; fragments, scripts and mail addresses are left out.
std::vector<PageLink> read_links(const HtmlTree& tree, std::string_view page_url);

/// What the page names as the one after it: <link rel=next>, else <a rel=next>; as written,
/// resolved against the page. Empty when it names none.
std::string read_next_link(const HtmlTree& tree, std::string_view page_url);

}  // namespace rasd
