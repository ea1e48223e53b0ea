#pragma once
#include <cstdint>
#include <string>

namespace rasd {

/// What a code point becomes in matching form, where one table look-up decides it. This is the
/// fast path of normalize_for_matching; everything else goes through ICU's NFKC_Casefold.
inline constexpr char32_t kFoldsToNothing = 0;
inline constexpr char32_t kFoldNeedsIcu = 0xFFFFFFFF;

/// The folded code point, kFoldsToNothing or kFoldNeedsIcu. Thread-safe.
char32_t fold_code_point(char32_t code_point);

/// Cuts runs of three or more of one letter to one letter, in place ("جمييييل" -> "جميل").
/// Runs of digits and marks stay. `from` is where to start (a code point boundary).
void cut_elongation(std::string& text, size_t from = 0);

}  // namespace rasd
