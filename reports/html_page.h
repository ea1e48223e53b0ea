#pragma once
#include <string>
#include <string_view>

#include "reports/wording.h"

namespace rasd {

/// A standalone page around a report's body: inline rules, no script, nothing loaded from outside
/// (a Content-Security-Policy in the page forbids it). `title` is plain text, `body` is HTML.
std::string html_page(std::string_view title, const Wording& words, std::string_view body);

}  // namespace rasd
