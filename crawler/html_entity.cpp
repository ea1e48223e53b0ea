#include "crawler/html_entity.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace rasd {
namespace {

// What windows-1252 has at 0x80 to 0x9F; 0 where it has nothing (WHATWG 13.2.5.80).
constexpr std::array<char32_t, 32> kC1 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

char32_t numeric_reference(std::string_view digits) {
  unsigned base = 10;
  if (!digits.empty() && (digits[0] == 'x' || digits[0] == 'X')) {
    base = 16;
    digits.remove_prefix(1);
  }
  if (digits.empty()) return 0;
  char32_t value = 0;
  for (const char c : digits) {
    const char lower = static_cast<char>(c | 0x20);
    unsigned digit = 99;
    if (c >= '0' && c <= '9')
      digit = static_cast<unsigned>(c - '0');
    else if (lower >= 'a' && lower <= 'f')
      digit = static_cast<unsigned>(lower - 'a') + 10;
    if (digit >= base) return 0;
    value = std::min<char32_t>(value * base + digit, 0x110000);
  }
  if (value >= 0x80 && value <= 0x9F && kC1[value - 0x80]) return kC1[value - 0x80];
  const bool bad = value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF) ||
                   (value < 0x20 && value != '\t' && value != '\n' && value != '\r');
  return bad ? 0xFFFD : value;
}

bool is_block(std::string_view name) {
  static constexpr std::array<std::string_view, 18> kBlocks = {
      "p",  "br", "div", "li", "ul", "ol", "td",         "tr",     "table",
      "h1", "h2", "h3",  "h4", "h5", "h6", "blockquote", "figure", "hr"};
  return std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end();
}

}  // namespace

std::string html_entity(std::string_view name) {
  if (name == "apos") return "'";
  std::array<xmlChar, 16> key{};
  if (name.size() >= key.size()) return {};
  std::copy(name.begin(), name.end(), key.begin());
  const htmlEntityDesc* found = htmlEntityLookup(key.data());
  if (!found) return {};
  std::string out;
  append_utf8(out, found->value);
  return out;
}

std::string decode_entities(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t amp = text.find('&', at);
    out.append(text.substr(at, amp - at));
    if (amp == std::string_view::npos) break;
    size_t end = amp + 1;
    const bool number = end < text.size() && text[end] == '#';
    if (number) ++end;
    const size_t start = end;
    while (end < text.size() && end - start < 32 && is_name(text[end])) ++end;
    const auto body = text.substr(start, end - start);
    const bool closed = end < text.size() && text[end] == ';';
    std::string value;
    if (number) {
      if (const char32_t c = numeric_reference(body)) append_utf8(value, c);
    } else if (closed && !body.empty()) {
      value = html_entity(body);
    }
    if (value.empty()) {
      out += '&';
      at = amp + 1;
    } else {
      out += value;
      at = closed ? end + 1 : end;
    }
  }
  return out;
}

void append_html_escaped(std::string& out, std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    size_t next = at;
    while (next < text.size() && text[next] != '&' && text[next] != '<' && text[next] != '>' &&
           text[next] != '"')
      ++next;
    out.append(text.substr(at, next - at));
    at = next;
    if (at == text.size()) break;
    switch (text[at++]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += "&quot;";
    }
  }
}

std::string html_to_text(std::string_view html) {
  if (html.find_first_of("<&") == std::string_view::npos) return std::string(html);
  std::string out;
  out.reserve(html.size());
  const size_t last_close = html.rfind('>');  // past it no tag ends, and none is looked for
  for (size_t at = 0; at < html.size();) {
    const size_t angle = std::min(html.find('<', at), html.size());
    out.append(html.substr(at, angle - at));
    if (angle == html.size()) break;
    size_t name = angle + 1;
    if (name < html.size() && html[name] == '/') ++name;
    const bool tag = name < html.size() && (is_name(html[name]) || html[name] == '!');
    const size_t close = tag && last_close != std::string_view::npos && name <= last_close
                             ? html.find('>', name)
                             : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += '<';
      at = angle + 1;
      continue;
    }
    size_t end = name;
    while (end < close && is_name(html[end])) ++end;
    if (is_block(to_lower_ascii(html.substr(name, end - name)))) out += ' ';
    at = close + 1;
  }
  return decode_entities(out);
}

}  // namespace rasd
