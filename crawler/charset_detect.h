#pragma once
#include <string>
#include <string_view>

namespace rasd {

/// The single-byte Arabic encoding ("windows-1256" or "ISO-8859-6") in which the bytes read as
/// Arabic words, or empty. It looks for the article: a fourth to a third of the words of an Arabic
/// text begin with alef-lam, two bytes that no other language puts there; and, in a text too short
/// for that, for letters that are as common as Arabic's. `kSure` asks for what can overrule a
/// declaration. Reads at most 64 KB. Thread-safe.
enum class Evidence { kLikely, kSure };
std::string_view detect_arabic(std::string_view bytes, Evidence wanted);

/// ICU's guess among the encodings that the WHATWG standard knows; "windows-1252" when it has
/// none. Reads at most 64 KB, without markup. Thread-safe.
std::string detect_charset(std::string_view bytes);

}  // namespace rasd
