#pragma once
#include <string_view>

namespace rasd {

enum class CharsetKind { kUtf8, kSingleByte, kMultiByte };

/// One encoding of the WHATWG Encoding Standard, and how ICU calls the same table.
struct CharsetName {
  std::string_view name;  ///< as the standard writes it: "windows-1256"
  std::string_view icu;   ///< empty where ICU has none
  CharsetKind kind;
};

/// The encoding behind a label ("cp1256", "ARABIC", "latin1"), or null. Thread-safe.
const CharsetName* find_charset(std::string_view label);

/// The same for detection, by exact name, which also knows a few encodings that the standard left
/// to history: "cp720", "IBM852", "IBM855", "mac-centraleurope".
const CharsetName* find_detectable(std::string_view name);

}  // namespace rasd
