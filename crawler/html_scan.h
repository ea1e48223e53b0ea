#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "crawler/html_tree.h"

namespace rasd {

/// What is left of a page after one scan: the same text in the same elements, without what nobody
/// reads.
struct ScannedHtml {
  std::string html;
  std::vector<HtmlScript> scripts;  ///< the data scripts, views of the input
  bool truncated = false;           ///< an element was left out at the depth cap
};

/// Drops comments, scripts, styles, drawings, embedded documents, form choices and all attributes
/// but the kept ones; leaves out start tags past the depth cap (their content stays) and end tags
/// that close nothing. This is what makes the parser behind it linear: libxml2 compares each
/// attribute with all before it and each stray end tag with all open elements. One pass, linear.
ScannedHtml scan_html(std::string_view utf8, const HtmlLimits& limits);

}  // namespace rasd
