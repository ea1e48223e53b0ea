#include "reports/text_layout.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/utf8.h"

namespace rasd {
namespace {

int width_of(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
      return 0;
    default:
      break;
  }
  const int wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

bool is_bidi_control(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  size_t at = 0;
  while (at < text.size()) width += width_of(next_code_point(text, at));
  return width;
}

std::string pad(std::string_view text, int width, Align align) {
  const int have = display_width(text);
  if (have <= width) {
    const std::string space(static_cast<size_t>(width - have), ' ');
    return align == Align::kStart ? std::string(text) + space : space + std::string(text);
  }
  std::string out;
  int used = 0;
  int open = 0;  // isolates left open by the cut
  size_t at = 0;
  while (at < text.size()) {
    const char32_t c = next_code_point(text, at);
    if (used + width_of(c) > width - 1) break;
    used += width_of(c);
    open += c == 0x2068 ? 1 : c == 0x2069 ? -1 : 0;
    append_utf8(out, c);
  }
  out += "…";
  for (; open > 0; --open) out += "\u2069";
  if (used < width - 1) out += std::string(static_cast<size_t>(width - 1 - used), ' ');
  return out;
}

std::vector<std::string> wrap(std::string_view text, int width, int indent) {
  std::vector<std::string> lines;
  const std::string space(static_cast<size_t>(std::max(indent, 0)), ' ');
  std::string line;
  int used = 0;
  size_t at = 0;
  while (at < text.size()) {
    const size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const int wide = display_width(word);
    if (used > 0 && used + 1 + wide > width) {
      lines.push_back(std::move(line));
      line = space;
      used = indent;
      line += word;
      used += wide;
      continue;
    }
    if (used > indent || (lines.empty() && used > 0)) {
      line += ' ';
      ++used;
    }
    line += word;
    used += wide;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string without_controls(std::string_view text) {
  std::string out;
  size_t at = 0;
  while (at < text.size()) {
    const char32_t c = next_code_point(text, at);
    if (is_bidi_control(c)) continue;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
      if (c == '\n' || c == '\t' || c == '\r') out += ' ';
      continue;
    }
    append_utf8(out, c);
  }
  return out;
}

std::string quoted_text(std::string_view text) {
  return "\u2068" + without_controls(text) + "\u2069";
}

std::string text_table(const std::vector<std::vector<std::string>>& rows,
                       const std::vector<Align>& aligns, int width) {
  std::vector<int> widths(aligns.size(), 0);
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size() && i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  // Too wide for the terminal: the widest column gives way.
  const auto total = [&] {
    int sum = 2 * static_cast<int>(widths.size()) - 2;
    for (const int w : widths) sum += w;
    return sum;
  };
  while (total() > width) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= 8) break;
    *widest = std::max(8, *widest - (total() - width));
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size() && i < widths.size(); ++i) {
      if (i > 0) line += "  ";
      line += pad(row[i], widths[i], aligns[i]);
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out += line + "\n";
  }
  return out;
}

TextSheet::TextSheet(int width) : width_(std::clamp(width, 40, 200)) {}

void TextSheet::put(std::string_view text, int indent) {
  const std::string space(static_cast<size_t>(indent), ' ');
  for (const std::string& line : wrap(text, width_ - indent)) out_ += space + line + "\n";
}

void TextSheet::hang(std::string_view mark, std::string_view text) {
  const int indent = display_width(mark);
  std::string before(mark);
  for (const std::string& line : wrap(text, width_ - indent)) {
    out_ += before + line + "\n";
    before.assign(static_cast<size_t>(indent), ' ');
  }
}

void TextSheet::heading(std::string_view text) {
  const int columns = std::min(display_width(text), width_);
  out_ += "\n" + std::string(text) + "\n" + std::string(static_cast<size_t>(columns), '-') + "\n";
}

}  // namespace rasd
