#include "nlp/fold.h"

#include <unicode/uchar.h>

#include <array>
#include <cstring>

#include "base/utf8.h"

namespace rasd {
namespace {

constexpr size_t kTableSize = 0x700;

/// U+0000–U+06FF. 0xFFFF stands for "needs ICU".
constexpr std::array<uint16_t, kTableSize> make_table() {
  std::array<uint16_t, kTableSize> t{};
  for (uint16_t c = 0; c < kTableSize; ++c) t[c] = c < 0x80 || c >= 0x600 ? c : 0xFFFF;
  t[0] = ' ';  // zero means "nothing" here, and a NUL is no text
  for (uint16_t c = 'A'; c <= 'Z'; ++c) t[c] = static_cast<uint16_t>(c + 32);
  t[0xA0] = ' ';
  t[0xAD] = 0;
  for (const int c : {0xA7, 0xA9, 0xAB, 0xAE, 0xB0, 0xB1, 0xB7, 0xBB}) {
    t[static_cast<size_t>(c)] = static_cast<uint16_t>(c);
  }
  const auto drop = [&t](size_t first, size_t last) {
    for (size_t c = first; c <= last; ++c) t[c] = 0;
  };
  drop(0x600, 0x605);  // number signs
  drop(0x610, 0x61A);  // Koranic marks
  drop(0x61C, 0x61C);  // Arabic letter mark
  drop(0x640, 0x640);  // tatweel
  drop(0x64B, 0x65F);  // tashkeel, maddah, hamza above and below
  drop(0x670, 0x670);  // dagger alef
  drop(0x674, 0x674);  // high hamza
  drop(0x6D6, 0x6DD);
  drop(0x6DF, 0x6E4);
  drop(0x6E7, 0x6E8);
  drop(0x6EA, 0x6ED);
  for (uint16_t d = 0; d < 10; ++d) t[0x660u + d] = t[0x6F0u + d] = static_cast<uint16_t>('0' + d);
  const auto map = [&t](std::initializer_list<int> from, uint16_t to) {
    for (const int c : from) t[static_cast<size_t>(c)] = to;
  };
  map({0x622, 0x623, 0x625, 0x671, 0x672, 0x673, 0x675}, 0x627);  // alef
  map({0x624, 0x676}, 0x648);                                     // waw
  map({0x677}, 0x6C7);                                            // u with hamza
  map({0x626, 0x649, 0x678, 0x6CC, 0x6CD, 0x6CE, 0x6D0}, 0x64A);  // ya
  map({0x629, 0x6BE, 0x6C0, 0x6C1, 0x6C2, 0x6C3, 0x6D5}, 0x647);  // ta marbuta, ha
  map({0x6A9, 0x6AA}, 0x643);                                     // kaf
  map({0x6D3}, 0x6D2);
  return t;
}
constexpr auto kTable = make_table();

char32_t fold_punctuation(char32_t c) {
  if (c <= 0x200A || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F) return ' ';
  if (c <= 0x200F || (c >= 0x202A && c <= 0x202E) || c >= 0x2060) return kFoldsToNothing;
  if (c >= 0x2010 && c <= 0x2015) return '-';
  if (c == 0x2018 || c == 0x2019 || c == 0x201B) return '\'';
  if (c >= 0x201C && c <= 0x201F) return '"';
  if (c == 0x201A || c == 0x2022 || c == 0x2057) return c;  // 2057: see below
  return kFoldNeedsIcu;
}

/// Code points whose NFKC form is more than three times as long in UTF-8 (U+FDFA is eleven times):
/// they stay as they are, which keeps the output bounded.
bool stays_for_its_length(char32_t c) {
  return (c >= 0x3300 && c <= 0x337F) || c == 0x2A0C || c == 0xFDFA || c == 0xFDFB;
}

}  // namespace

char32_t fold_code_point(char32_t c) {
  if (c < kTableSize) {
    const uint16_t folded = kTable[c];
    return folded == 0xFFFF ? kFoldNeedsIcu : folded;
  }
  if (c >= 0x2000 && c <= 0x206F) return fold_punctuation(c);
  if (c >= 0x8D3 && c <= 0x8FF) return kFoldsToNothing;    // Arabic extended marks
  if (c >= 0xFE00 && c <= 0xFE0F) return kFoldsToNothing;  // variation selectors
  if (c >= 0x1F300 && c <= 0x1FAFF) return c;              // emoji have no other form
  if (stays_for_its_length(c)) return c;
  return kFoldNeedsIcu;
}

void cut_elongation(std::string& text, size_t from) {
  size_t out = from;
  size_t at = from;
  while (at < text.size()) {
    const size_t start = at;
    const char32_t c = next_code_point(text, at);
    const size_t length = at - start;
    size_t end = at;
    size_t run = 1;
    while (end + length <= text.size() && text.compare(end, length, text, start, length) == 0) {
      end += length;
      ++run;
    }
    const bool letter =
        run >= 3 && (c < 0x80 ? (c >= 'a' && c <= 'z') : u_isalpha(static_cast<UChar32>(c)) != 0);
    const size_t keep = letter ? length : end - start;
    if (out != start) std::memmove(text.data() + out, text.data() + start, keep);
    out += keep;
    at = end;
  }
  text.resize(out);
}

}  // namespace rasd
