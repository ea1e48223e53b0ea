#include "base/combining_marks.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

namespace rasd {

std::string limit_combining_marks(std::string text) {
  constexpr size_t kMost = 30;
  constexpr char32_t kFirstMark = 0x300;  // nothing before it combines
  if (text.size() <= 2 * kMost) return text;
  size_t run = 0;
  size_t kept = 0;  // bytes at the front that are the result so far
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const char32_t c = next_code_point(text, at);
    const bool mark = c >= kFirstMark && u_getCombiningClass(static_cast<UChar32>(c)) != 0;
    run = mark ? run + 1 : 0;
    if (run > kMost) continue;
    for (size_t from = start; from < at; ++from) text[kept++] = text[from];
  }
  text.resize(kept);
  return text;
}

}  // namespace rasd
