#pragma once
#include <unicode/ucnv.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "crawler/charset_names.h"

namespace rasd {

struct ConverterClose {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterClose>;

/// ICU's converter of that name, or null.
Converter open_converter(std::string_view icu_name);

/// All of `bytes` through a converter, as valid UTF-8; what it does not map becomes U+FFFD.
std::string convert(std::string_view bytes, UConverter* converter);

/// The code points of the bytes 0x80 to 0xFF of a single-byte encoding; U+FFFD where none is, the
/// control itself where the WHATWG's tables keep it. Made once, never removed. Thread-safe.
using UpperHalf = std::array<char32_t, 128>;
const UpperHalf& upper_half(const CharsetName& charset);

/// Decodes by one encoding, whatever the bytes say. Valid UTF-8. Thread-safe.
std::string decode(std::string_view bytes, const CharsetName& charset);

}  // namespace rasd
