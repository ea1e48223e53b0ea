#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace rasd {

/// Where the knowledge of a page's encoding came from.
enum class CharsetSource { kBom, kHttp, kMeta, kDetected };
std::string_view name(CharsetSource source);  // "bom", "http", "meta", "detected"

struct DecodedText {
  std::string text;     ///< valid UTF-8, without the byte order mark
  std::string charset;  ///< WHATWG name: "UTF-8", "windows-1256", …
  CharsetSource source = CharsetSource::kDetected;
  size_t mended = 0;  ///< characters that had been encoded twice (mojibake.h)
};

/// Decodes the bytes of a page or feed. Never fails: what no table maps becomes U+FFFD.
///
/// The order is the one that Arabic sites need, who often say one thing and send another:
/// 1. a byte order mark (UTF-8, UTF-16, UTF-32);
/// 2. text with letters beyond ASCII that is valid UTF-8 *is* UTF-8, whatever is declared (bytes
///    of windows-1256 are practically never valid UTF-8): one scan, the common case;
/// 3. what HTTP declares, unless it is the server's Latin default and the page says otherwise;
/// 4. `<?xml encoding>` or `<meta charset>` in the first 4 KB;
/// 5. detection by letters and their neighbours (charset_detect.h).
/// Forms that show by themselves (UTF-16 and UTF-32 without a mark, ISO-2022, HZ) come before 2.
/// A declaration that the bytes refute (UTF-8 that is not, Latin or Arabic that reads far better as
/// an Arabic encoding) counts as none. Text that was encoded twice is mended. `content_type` is the
/// HTTP header, or empty. Thread-safe.
DecodedText decode_page(std::string_view bytes, std::string_view content_type);

/// Decodes by a label, by WHATWG's tables (for labels that the standard does not know, by ICU's).
/// Valid UTF-8. Fails with kMalformed for a label that neither knows.
Result<std::string> decode_as(std::string_view bytes, std::string_view label);

/// The WHATWG name of a label, or empty.
std::string_view charset_of_label(std::string_view label);

/// The label after "charset=" in a Content-Type header, or empty.
std::string_view charset_of_content_type(std::string_view content_type);

/// What the first 4 KB declare by `<?xml … encoding="…"` or `<meta … charset=…>`, or empty.
std::string_view declared_charset(std::string_view bytes);

}  // namespace rasd
