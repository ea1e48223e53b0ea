#pragma once
#include <string>
#include <string_view>

#include "crawler/charset_names.h"

namespace rasd {

/// What the bytes themselves say of their encoding.
struct CharsetGuess {
  const CharsetName* charset;  ///< never null; windows-1252 when the bytes say nothing
  bool arabic = false;         ///< read so, they are Arabic, Persian or Urdu
  double lead = 0;             ///< how much likelier than `rival`, in nats; 0 without a rival
};

/// Reads the bytes in every encoding and language of charset_model.h and takes the likeliest: pairs
/// of letters for single-byte encodings, characters for those of East Asia. Markup, scripts and
/// styles are passed over where anything remains without them. `rival` is an encoding to be
/// compared with, such as the declared one. Reads at most 64 KB, in about a millisecond. For bytes
/// that are no UTF-8. Thread-safe.
CharsetGuess guess_charset(std::string_view bytes, const CharsetName* rival = nullptr);

/// The ICU name of an encoding that shows by its form, whatever the language: UTF-16 and UTF-32
/// without a mark, ISO-2022-JP and -KR by their escapes, HZ by its braces; empty for none.
/// Thread-safe.
std::string_view charset_by_form(std::string_view bytes);

}  // namespace rasd
