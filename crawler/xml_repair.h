#pragma once
#include <string>
#include <string_view>

namespace rasd {

/// Turns XML that no parser takes into well-formed XML with the same text: lone "&" and "<" are
/// escaped, references with impossible numbers and control characters go, attributes are quoted
/// once each, end tags that are missing are added and those that match nothing are dropped, an
/// unclosed CDATA section or tag is closed. Comments, processing instructions and the document
/// type are left out. Nesting is cut at 200. Linear. Valid UTF-8 in and out. Thread-safe.
std::string repair_xml(std::string_view text);

/// Whether a start tag has more attributes than any feed has: libxml2 compares each with all before
/// it, so such a text goes through repair_xml first, which keeps 64 of them. One pass, linear.
bool has_crowded_tag(std::string_view xml);

}  // namespace rasd
