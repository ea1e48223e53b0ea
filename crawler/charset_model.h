#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/charset_names.h"

namespace rasd {

/// A language as pairs of letters. Letters are numbered from 1 in their lower case; 0 is whatever
/// stands between words. Values are natural logarithms of probabilities.
struct LetterModel {
  bool latin = false;             ///< written in ASCII letters and some more
  std::vector<char32_t> letters;  ///< sorted; the number of a letter is its place plus 1
  std::vector<float> next;        ///< row by the letter before: size() squared
  size_t size() const { return letters.size() + 1; }
  float after(uint8_t before, uint8_t letter) const { return next[before * size() + letter]; }
};

/// One language in one single-byte encoding: what each byte is.
struct ByteReading {
  enum Shape : uint8_t { kMark, kUpper, kLower, kOtherScript };
  const CharsetName* charset;
  const LetterModel* language;
  bool arabic;
  float prior;                        ///< below 0 for encodings that are rarely met
  std::array<uint8_t, 256> letter{};  ///< number in the language, 0 for none
  std::array<Shape, 256> shape{};
  std::array<float, 256> cost{};  ///< what a byte that is no letter of the language costs
};

/// A language of many characters in a multi-byte encoding: how common each character is.
struct CharacterModel {
  const CharsetName* charset;
  std::vector<std::pair<char32_t, float>> common;  ///< sorted by character
  float cost(char32_t c) const;
};

/// All that detection knows, made of the samples at the first call (a few milliseconds) and never
/// changed. Thread-safe.
struct CharsetModels {
  std::vector<LetterModel> languages;
  std::vector<ByteReading> readings;
  std::vector<CharacterModel> characters;
};
const CharsetModels& charset_models();

}  // namespace rasd
