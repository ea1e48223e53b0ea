#include "crawler/mojibake.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "crawler/charset_tables.h"

namespace rasd {
namespace {

/// From code point back to byte: one table that text was misread with.
class Lens {
 public:
  explicit Lens(std::string_view charset) {
    const UpperHalf& upper = upper_half(*find_charset(charset));
    for (size_t i = 0; i < upper.size(); ++i) bytes_[i] = {upper[i], static_cast<char>(0x80 + i)};
    std::sort(bytes_.begin(), bytes_.end());
  }

  std::optional<char> byte_of(char32_t c) const {
    const auto it =
        std::lower_bound(bytes_.begin(), bytes_.end(), std::pair{c, '\0'},
                         [](const auto& a, const auto& b) { return a.first < b.first; });
    if (it != bytes_.end() && it->first == c) return it->second;
    // Where the table has nothing, misreaders let the control through.
    if (c >= 0x80 && c < 0xA0) return static_cast<char>(c);
    return std::nullopt;
  }

 private:
  std::array<std::pair<char32_t, char>, 128> bytes_;
};

/// Phonetic letters and lone marks are what "É»" would give; nobody's news is written in them.
bool is_plausible(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c < 0xA0 || (c >= 0x180 && c < 0x370)) return false;
  }
  return true;
}

/// What the run was before, or empty when it is no misread UTF-8.
std::string before_misreading(std::string_view run, const Lens& lens) {
  std::string bytes;
  for (size_t at = 0; at < run.size();) {
    const auto byte = lens.byte_of(next_code_point(run, at));
    if (!byte) return {};
    bytes += *byte;
  }
  return is_utf8(bytes) && is_plausible(bytes) ? bytes : std::string();
}

size_t count_code_points(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

/// A byte that begins UTF-8 of Arabic or Latin letters, as the two tables show it: where none of
/// them stands, there is nothing to look at.
bool may_be_misread(std::string_view text) {
  for (const std::string_view lead : {"Ã", "Ø", "Ù", "â€", "Â", "Ð", "Ñ", "ط§", "ظ„", "ظ…", "ط±"})
    if (text.find(lead) != std::string_view::npos) return true;
  return false;
}

struct Mended {
  std::string text;
  size_t characters = 0;
  size_t arabic = 0;  ///< of these, two-byte letters from U+0600 on
  size_t runs = 0;    ///< of characters beyond ASCII
  size_t mended_runs = 0;
};

bool is_sure(const Mended& mended) {
  constexpr size_t kSure = 3;
  // Western accents may be meant as they stand, so most of the text must agree.
  return mended.arabic >= kSure ||
         (mended.characters >= kSure && mended.mended_runs * 2 >= mended.runs);
}

Mended mend(std::string_view text, const Lens& lens) {
  Mended out;
  out.text.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    if (is_ascii(text[i])) {
      while (end < text.size() && is_ascii(text[end])) ++end;
      out.text += text.substr(i, end - i);
    } else {
      while (end < text.size() && !is_ascii(text[end])) ++end;
      const auto run = text.substr(i, end - i);
      ++out.runs;
      const std::string before = before_misreading(run, lens);
      const size_t characters = count_code_points(before);
      // One alone may be what it seems: the Arabic comma after an emphatic, "Â" before a quote.
      if (characters >= 2 || (characters == 1 && !lens.byte_of(U'ط'))) {
        out.text += before;
        out.characters += characters;
        out.arabic += static_cast<size_t>(std::count_if(
            before.begin(), before.end(), [](char c) { return c >= '\xD8' && c <= '\xDB'; }));
        ++out.mended_runs;
      } else {
        out.text += run;
      }
    }
    i = end;
  }
  return out;
}

}  // namespace

size_t mend_mojibake(std::string& text) {
  if (!may_be_misread(text)) return 0;
  static const std::array<Lens, 2> lenses = {Lens("windows-1252"), Lens("windows-1256")};
  for (const Lens& lens : lenses) {
    Mended mended = mend(text, lens);
    if (!is_sure(mended)) continue;
    text = std::move(mended.text);
    return mended.characters;
  }
  return 0;
}

}  // namespace rasd
