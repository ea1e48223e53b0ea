#pragma once
#include <string>
#include <string_view>

#include "crawler/url.h"

namespace rasd {

/// HTML from anybody made safe to show: an allow-list of elements that carry text and structure
/// and of a few attributes (href, src, alt, title, dir, lang, cite, datetime, width, height,
/// colspan, rowspan), addresses only of http, https, mailto, tel and relative ones, which `base`
/// makes absolute. Elements not on the list go and their text stays, except script, style, and
/// what is not text, whose content goes too. Comments go. What is left open is closed, so the
/// result can stand inside any page. Text is kept as it is; a lone "<" or "&" is escaped.
/// Sanitising twice changes nothing. Linear in its input; nesting is cut at 100. Valid UTF-8 in
/// and out. Thread-safe.
std::string sanitize_html(std::string_view html, const Url* base);

}  // namespace rasd
