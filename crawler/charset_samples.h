#pragma once
#include <span>
#include <string_view>

namespace rasd {

/// What detection knows of a language: some sentences in it, and the encodings in which pages in it
/// were written, the likelier first (names of charset_names.h, separated by spaces).
struct CharsetSample {
  std::string_view language;  ///< BCP 47
  std::string_view encodings;
  std::string_view text;  ///< UTF-8
};

/// One entry a language, in no order. Constant data.
std::span<const CharsetSample> charset_samples();

}  // namespace rasd
