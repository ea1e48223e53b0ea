#pragma once
#include <string_view>
#include <vector>

namespace rasd {

/// A number, a word or a mark in a date's text. Views of the text, which must outlive it.
struct DateToken {
  enum Kind { kNumber, kWord, kMark } kind = kMark;
  std::string_view text;
  long value = 0;       ///< of a number, its first 15 digits
  bool spaced = false;  ///< white space before it
};

/// The first 100 tokens of a text folded by fold_date_text.
std::vector<DateToken> date_tokens(std::string_view folded);

}  // namespace rasd
