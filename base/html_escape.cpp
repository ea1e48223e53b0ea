#include "base/html_escape.h"

#include "base/utf8.h"

namespace rasd {

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        // Not allowed in XML, and of no use in HTML.
        if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F) break;
        out += c;
      }
    }
  }
  // A stray control would turn the page around it; texts come in their own <bdi> anyhow.
  // First-strong isolates (U+2068, U+2069) stay: phrases set names off with them.
  for (const std::string_view control :
       {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067"}) {
    for (size_t at = out.find(control); at != std::string::npos; at = out.find(control, at)) {
      out.erase(at, control.size());
    }
  }
  return out;
}

std::string safe_href(std::string_view url) {
  const std::string_view start = trim(url);
  const std::string head = to_lower_ascii(start.substr(0, 8));
  if (!head.starts_with("http://") && !head.starts_with("https://")) return {};
  return escape_html(start);
}

}  // namespace rasd
