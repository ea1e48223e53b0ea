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

}  // namespace rasd
