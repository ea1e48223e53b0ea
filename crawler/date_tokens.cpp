#include "crawler/date_tokens.h"

namespace rasd {
namespace {

constexpr size_t kTokenCap = 100;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

DateTokens::DateTokens(std::string_view s) {
  bool spaced = false;
  for (size_t i = 0; i < s.size() && tokens_.size() < kTokenCap;) {
    if (s[i] == ' ') {
      spaced = true;
      ++i;
      continue;
    }
    DateToken t;
    t.spaced = spaced;
    spaced = false;
    const size_t from = i;
    if (is_digit(s[i])) {
      t.kind = DateToken::kNumber;
      while (i < s.size() && is_digit(s[i])) {
        if (i - from < 15) t.value = t.value * 10 + (s[i] - '0');
        ++i;
      }
      t.digits = i - from;
    } else if (is_word_byte(s[i])) {
      t.kind = DateToken::kWord;
      while (i < s.size() && is_word_byte(s[i])) ++i;
    } else {
      ++i;
    }
    t.text = s.substr(from, i - from);
    tokens_.push_back(t);
  }
}

void DateTokens::merge(size_t i, size_t count, long value) {
  DateToken& t = tokens_[i];
  t.kind = DateToken::kNumber;
  t.value = value;
  t.digits = value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : 4;
  t.spelled = true;
  const auto at = tokens_.begin() + static_cast<std::ptrdiff_t>(i);
  tokens_.erase(at + 1, at + static_cast<std::ptrdiff_t>(count));
}

}  // namespace rasd
