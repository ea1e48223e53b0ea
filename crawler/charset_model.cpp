#include "crawler/charset_model.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/utf8.h"
#include "crawler/charset_samples.h"
#include "crawler/charset_tables.h"

namespace rasd {
namespace {

// Natural logarithms, set once by the order of size that they have in any text; what decides is
// that nonsense costs more than a rare letter, and a control more than nonsense.
constexpr float kQuote = -3.5F;      ///< quotes, dashes, no-break spaces
constexpr float kSign = -5.5F;       ///< § © € and their like
constexpr float kOddSign = -9.0F;    ///< ¤ ¬ ‰ ¾ and other signs of no trade
constexpr float kStranger = -8.0F;   ///< a letter of the script that the language lacks
constexpr float kOtherLetter = -11;  ///< a letter of another script, a line of a box
constexpr float kControl = -14;
constexpr float kUnmapped = -16;

char32_t lower(char32_t c) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))); }

bool is_letter(char32_t c) {
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  return (mask & (U_GC_L_MASK | U_GC_M_MASK)) != 0 && c != 0xAA && c != 0xBA && c != 0xB5;
}

UScriptCode script_of(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status);
}

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> out;
  for (size_t at = 0; at < text.size();) out.push_back(next_code_point(text, at));
  return out;
}

/// windows-1258 writes the tones of Vietnamese as marks of their own, and only some with their
/// vowels: the sample is read both ways.
std::string with_separate_tones(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfd = icu::Normalizer2::getNFDInstance(status);
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(text);
  const icu::UnicodeString apart =
      nfd->normalize(icu::UnicodeString::fromUTF8(
                         icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))),
                     status);
  icu::UnicodeString joined;
  for (int32_t i = 0; i < apart.length(); ++i) {
    const char16_t mark = apart[i];
    const bool shape = mark == 0x302 || mark == 0x306 || mark == 0x31B;
    if (shape && !joined.isEmpty()) {
      // The dot below may stand between a vowel and its shape.
      int32_t base = joined.length() - 1;
      if (joined[base] == 0x323 && base > 0) --base;
      const UChar32 one = nfc->composePair(joined[base], mark);
      if (one > 0) {
        joined.replace(base, 1, one);
        continue;
      }
    }
    joined.append(mark);
  }
  std::string out;
  return joined.toUTF8String(out);
}

LetterModel train(std::string_view text) {
  LetterModel model;
  const auto points = code_points(text);
  size_t ascii = 0;
  for (const char32_t c : points) {
    if (!is_letter(c)) continue;
    model.letters.push_back(lower(c));
    ascii += c < 0x80;
  }
  const auto letters = static_cast<float>(model.letters.size());
  model.latin = static_cast<float>(ascii) > letters / 4;
  if (model.latin)  // a few sentences may lack a "z"
    for (char32_t c = 'a'; c <= 'z'; ++c) model.letters.push_back(c);
  std::sort(model.letters.begin(), model.letters.end());
  model.letters.erase(std::unique(model.letters.begin(), model.letters.end()), model.letters.end());
  if (!model.latin) std::erase_if(model.letters, [](char32_t c) { return c < 0x80; });

  const size_t size = model.size();
  std::vector<float> pairs(size * size, 0.0F);
  std::vector<float> single(size, 0.4F);
  std::vector<float> before(size, 0.0F);
  size_t last = 0;
  for (const char32_t c : points) {
    const auto it = std::lower_bound(model.letters.begin(), model.letters.end(), lower(c));
    const bool known = it != model.letters.end() && *it == lower(c);
    const size_t letter = known ? static_cast<size_t>(it - model.letters.begin()) + 1 : 0;
    if (letter == 0 && last == 0) continue;
    pairs[last * size + letter] += 1;
    before[last] += 1;
    single[letter] += 1;
    last = letter;
  }
  float total = 0;
  for (const float count : single) total += count;
  // A pair that the few sentences lack is judged by its second letter.
  constexpr float kTrust = 6;
  model.next.resize(size * size);
  for (size_t a = 0; a < size; ++a)
    for (size_t b = 0; b < size; ++b)
      model.next[a * size + b] =
          std::log((pairs[a * size + b] + kTrust * single[b] / total) / (before[a] + kTrust));
  return model;
}

float cost_of(char32_t c, UScriptCode script, std::string_view sample) {
  if (c == 0xFFFD) return kUnmapped;
  if (c < 0xA0) return kControl;
  std::string text;
  append_utf8(text, c);
  const bool in_sample = sample.find(text) != std::string_view::npos;
  if (is_letter(c)) {
    if (in_sample) return 0;
    const bool same = script_of(c) == script || script_of(c) == USCRIPT_INHERITED;
    return same ? kStranger : kOtherLetter;
  }
  constexpr std::u32string_view kQuotes = U"\u00A0«»‘’‚“”„–—…\u200C\u200D\u200E\u200F";
  if (in_sample || kQuotes.find(c) != std::u32string_view::npos) return kQuote;
  constexpr std::u32string_view kSigns = U"§©®™°·•€£¡¿\u00ADªº№";
  if (kSigns.find(c) != std::u32string_view::npos) return kSign;
  return c >= 0x2500 && c < 0x2600 ? kOtherLetter : kOddSign;
}

ByteReading make_reading(const CharsetName& charset, const LetterModel& language,
                         const CharsetSample& sample) {
  ByteReading reading{&charset, &language, false, 0, {}, {}, {}};
  const auto script = script_of(language.letters.front());
  reading.arabic = script == USCRIPT_ARABIC;
  const UpperHalf& upper = upper_half(charset);
  for (size_t byte = 0; byte < 256; ++byte) {
    const char32_t c = byte < 0x80 ? static_cast<char32_t>(byte) : upper[byte - 0x80];
    const auto it = std::lower_bound(language.letters.begin(), language.letters.end(), lower(c));
    const bool known = it != language.letters.end() && *it == lower(c);
    if (known)
      reading.letter[byte] = static_cast<uint8_t>(it - language.letters.begin() + 1);
    else if (byte >= 0x80)
      reading.cost[byte] = cost_of(c, script, sample.text);
    if (!is_letter(c)) continue;
    const bool foreign = !known && byte < 0x80 && !language.latin;
    reading.shape[byte] = foreign         ? ByteReading::kOtherScript
                          : lower(c) != c ? ByteReading::kUpper
                                          : ByteReading::kLower;
  }
  return reading;
}

CharacterModel make_characters(const CharsetName& charset, std::string_view text) {
  std::map<char32_t, float> counts;
  float total = 0;
  for (const char32_t c : code_points(text)) {
    if (c < 0x80) continue;
    counts[c] += 1;
    total += 1;
  }
  CharacterModel model{&charset, {}};
  for (const auto& [c, count] : counts)
    model.common.emplace_back(c, std::log(.85F * count / total));
  return model;
}

/// The names in a sample's list, each with its place.
template <typename Use>
void for_each_encoding(std::string_view list, Use use) {
  size_t place = 0;
  for (size_t start = 0; start < list.size(); ++place) {
    const size_t end = std::min(list.find(' ', start), list.size());
    if (const auto* charset = find_detectable(list.substr(start, end - start)))
      use(*charset, place);
    start = end + 1;
  }
}

CharsetModels make_models() {
  CharsetModels models;
  const auto samples = charset_samples();
  models.languages.reserve(samples.size());  // readings point into it
  for (const auto& sample : samples) {
    if (find_detectable(sample.encodings.substr(0, sample.encodings.find(' ')))->kind ==
        CharsetKind::kMultiByte) {
      for_each_encoding(sample.encodings, [&](const CharsetName& charset, size_t) {
        models.characters.push_back(make_characters(charset, sample.text));
      });
      continue;
    }
    const std::string text = sample.language == "vi"
                                 ? std::string(sample.text) + with_separate_tones(sample.text)
                                 : std::string(sample.text);
    models.languages.push_back(train(text));
    for_each_encoding(sample.encodings, [&](const CharsetName& charset, size_t place) {
      models.readings.push_back(make_reading(charset, models.languages.back(), sample));
      // Rare encodings need evidence; Arabic is what is mostly read here.
      models.readings.back().prior =
          -1.5F * static_cast<float>(place) + (models.readings.back().arabic ? 3.0F : 0.0F);
    });
  }
  return models;
}

}  // namespace

float CharacterModel::cost(char32_t c) const {
  const auto it =
      std::lower_bound(common.begin(), common.end(), c,
                       [](const auto& one, char32_t wanted) { return one.first < wanted; });
  if (it != common.end() && it->first == c) return it->second;
  if (c == 0xFFFD || (c >= 0xE000 && c < 0xF900) || c > 0x1FFFF) return kUnmapped;
  if (c < 0xA0) return kControl;
  if (c >= 0x3000 && c < 0x3100) return -7.5F;  // punctuation and kana
  if (c >= 0xFF00 && c < 0xFF60) return -6.5F;  // full width
  if (c >= 0xFF60 && c < 0xFFA0) return -7.5F;  // half-width kana
  if ((c >= 0x4E00 && c < 0xA000) || (c >= 0xAC00 && c < 0xD7A4)) return -10.5F;
  return -11.5F;
}

const CharsetModels& charset_models() {
  static const CharsetModels models = make_models();
  return models;
}

}  // namespace rasd
