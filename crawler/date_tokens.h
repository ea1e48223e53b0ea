#pragma once
#include <initializer_list>
#include <string_view>
#include <vector>

namespace rasd {

/// A number, a word or a mark in a date's text. Views of the text, which must outlive it.
struct DateToken {
  enum Kind { kNumber, kWord, kMark } kind = kMark;
  std::string_view text;
  long value = 0;        ///< of a number, its first 15 digits
  size_t digits = 0;     ///< of a number
  bool spaced = false;   ///< white space before it
  bool spelled = false;  ///< a number that was written in words
};

/// The first 100 tokens of a text folded by fold_date_text, and questions about them. A position
/// past the end is allowed in every question: nothing stands there.
class DateTokens {
 public:
  explicit DateTokens(std::string_view folded);

  size_t size() const { return tokens_.size(); }
  const DateToken& operator[](size_t i) const { return tokens_[i]; }
  bool number(size_t i, size_t digits_from, size_t digits_to) const {
    return i < size() && tokens_[i].kind == DateToken::kNumber &&
           tokens_[i].digits >= digits_from && tokens_[i].digits <= digits_to;
  }
  bool mark(size_t i, char c) const {
    return i < size() && tokens_[i].kind == DateToken::kMark && tokens_[i].text[0] == c;
  }
  bool word(size_t i) const { return i < size() && tokens_[i].kind == DateToken::kWord; }
  bool word(size_t i, std::string_view w) const { return word(i) && tokens_[i].text == w; }
  bool any(size_t i, std::initializer_list<std::string_view> words) const {
    for (const std::string_view w : words)
      if (word(i, w)) return true;
    return false;
  }
  /// '-', '/' or '.' between the parts of a date in digits.
  bool separator(size_t i) const { return mark(i, '-') || mark(i, '/') || mark(i, '.'); }

  /// Puts one number in the place of `count` tokens from i on.
  void merge(size_t i, size_t count, long value);

 private:
  std::vector<DateToken> tokens_;
};

}  // namespace rasd
