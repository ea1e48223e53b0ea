#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rasd {

/// Plain text for a terminal: UTF-8 in and out, widths in columns.

/// Columns that a text takes: marks and controls none, wide East Asian signs two.
int display_width(std::string_view text);

/// The text with spaces after it (or before it, for numbers) up to `width`; a longer one is cut
/// with an ellipsis.
enum class Align { kStart, kEnd };
std::string pad(std::string_view text, int width, Align align = Align::kStart);

/// Lines of at most `width` columns, broken at spaces; a word longer than a line stands alone and
/// is not cut (addresses stay whole). `indent` columns of space go before every line but the first.
std::vector<std::string> wrap(std::string_view text, int width, int indent = 0);

/// A foreign text inside a line: set off by U+2068 and U+2069 so that it cannot turn its
/// neighbours around; control characters (also escape sequences of terminals) and bidi controls
/// that it brought along are taken out.
std::string quoted_text(std::string_view text);
/// The same without the isolates.
std::string without_controls(std::string_view text);

/// A table: one row a line, columns as wide as their widest cell, two spaces between. The first
/// row is the head. Numbers (`ends[i]`) are aligned at their end.
std::string text_table(const std::vector<std::vector<std::string>>& rows,
                       const std::vector<Align>& aligns, int width);

/// A report of plain text under way: paragraphs wrapped to its width (40 to 200 columns), headings
/// underlined. A report derives from it and appends to `out_`.
class TextSheet {
 protected:
  explicit TextSheet(int width);
  void put(std::string_view text, int indent = 0);
  /// An item of a list: its further lines are indented by the width of its mark.
  void hang(std::string_view mark, std::string_view text);
  void heading(std::string_view text);

  int width_;
  std::string out_;
};

}  // namespace rasd
