#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace rasd {

/// True when every byte belongs to well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);
/// The same text with every ill-formed sequence replaced by U+FFFD, as the WHATWG decoder does.
std::string to_valid_utf8(std::string_view text);
/// Reads the code point at `at` and moves past it; U+FFFD for an ill-formed sequence.
char32_t next_code_point(std::string_view text, size_t& at);
void append_utf8(std::string& out, char32_t code_point);
/// The first `bytes` bytes at most, cut between code points.
std::string_view clip_utf8(std::string_view text, size_t bytes);
/// White space at both ends gone (ASCII, no-break space, U+200B–U+200F, U+FEFF).
std::string_view trim(std::string_view text);
/// Runs of white space become one space, and both ends are trimmed.
std::string squeeze_spaces(std::string_view text);
/// The same text without what could reorder or hide its neighbours: bidi embeddings, overrides
/// and isolates (U+202A–202E, U+2066–2069) and control characters but tab and newline are gone.
std::string without_bidi_controls(std::string_view text);
std::string to_lower_ascii(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);

// The two common lengths, ASCII and Arabic or Latin letters, are read in place: this is the inner
// loop of every pass over text.
char32_t next_rare_code_point(std::string_view text, size_t& at);
inline char32_t next_code_point(std::string_view text, size_t& at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) {
    ++at;
    return first;
  }
  if (first >= 0xC2 && first < 0xE0 && at + 1 < text.size()) {
    const auto second = static_cast<unsigned char>(text[at + 1]);
    if ((second & 0xC0) == 0x80) {
      at += 2;
      return static_cast<char32_t>((first & 0x1F) << 6 | (second & 0x3F));
    }
  }
  return next_rare_code_point(text, at);
}

}  // namespace rasd
