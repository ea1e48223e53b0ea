#pragma once
#include <string>
#include <string_view>

namespace rasd {

/// Text made safe for HTML and SVG, in elements and in quoted attributes: & < > " ' escaped,
/// control characters and unpaired direction overrides left out. UTF-8.
std::string escape_html(std::string_view text);

/// The address when it is http or https (anything else, as javascript:, becomes ""), escaped for
/// an attribute.
std::string safe_href(std::string_view url);

}  // namespace rasd
