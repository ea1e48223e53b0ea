#include "crawler/charset_detect.h"

#include <unicode/ucsdet.h>

#include <array>
#include <memory>

#include "crawler/charset_names.h"

namespace rasd {
namespace {

constexpr size_t kSample = size_t{64} << 10;

/// A single-byte encoding of Arabic: how common each byte's letter is in Arabic text, as the
/// natural logarithm of its share; 0 marks what is no letter.
struct ArabicTable {
  std::string_view name;
  unsigned char alef, lam;
  std::array<float, 256> weight;
};

// Shares of the letters U+0621 to U+063A and U+0640 to U+064A in news text, to a tenth.
constexpr std::array<float, 26> kHamzaToGhain = {
    -5.5f, -6.2f, -3.7f, -6.5f, -4.6f, -5.3f, -2.0f, -3.3f, -3.4f, -3.1f, -5.1f, -4.2f, -3.9f,
    -4.6f, -3.4f, -5.1f, -3.0f, -5.0f, -3.5f, -4.4f, -4.5f, -5.0f, -4.6f, -6.2f, -3.4f, -5.3f};
constexpr std::array<float, 11> kTatweelToYeh = {-6.9f, -3.5f, -3.7f, -3.8f, -2.2f, -2.8f,
                                                 -2.9f, -3.5f, -2.8f, -4.7f, -2.7f};
constexpr float kRare = -5.5F;  ///< short vowels, Persian letters

constexpr ArabicTable make_iso() {
  ArabicTable table{"ISO-8859-6", 0xC7, 0xE4, {}};
  for (size_t i = 0; i < kHamzaToGhain.size(); ++i) table.weight[0xC1 + i] = kHamzaToGhain[i];
  for (size_t i = 0; i < kTatweelToYeh.size(); ++i) table.weight[0xE0 + i] = kTatweelToYeh[i];
  for (size_t i = 0xEB; i <= 0xF2; ++i) table.weight[i] = kRare;
  return table;
}

/// windows-1256 keeps the French letters of the Maghreb between the Arabic ones.
constexpr ArabicTable make_windows() {
  ArabicTable table{"windows-1256", 0xC7, 0xE1, {}};
  for (size_t i = 0; i < 22; ++i) table.weight[0xC1 + i] = kHamzaToGhain[i];     // to dad
  for (size_t i = 22; i < 26; ++i) table.weight[0xC2 + i] = kHamzaToGhain[i];    // past the x
  for (size_t i = 0; i < 4; ++i) table.weight[0xDC + i] = kTatweelToYeh[i];      // to kaf
  constexpr unsigned char kRest[] = {0xE1, 0xE3, 0xE4, 0xE5, 0xE6, 0xEC, 0xED};  // lam to yeh
  for (size_t i = 0; i < 7; ++i) table.weight[kRest[i]] = kTatweelToYeh[4 + i];
  for (const unsigned c :
       {0x81u, 0x8Du, 0x8Eu, 0x90u, 0x98u, 0xF0u, 0xF1u, 0xF2u, 0xF3u, 0xF5u, 0xF6u, 0xF8u, 0xFAu})
    table.weight[c] = kRare;
  return table;
}

constexpr ArabicTable kWindows1256 = make_windows();
constexpr ArabicTable kIso88596 = make_iso();

struct ArabicCount {
  size_t words = 0;    ///< runs of two letters and more
  size_t article = 0;  ///< of these, with the article in front
  size_t letters = 0;
  size_t odd = 0;  ///< bytes beyond ASCII that are no letter of this table, or in Latin words
  double fit = 0;  ///< mean weight of the letters; true Arabic lies near -2.9
};

bool is_latin(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

ArabicCount count_arabic(std::string_view bytes, const ArabicTable& table) {
  ArabicCount count;
  size_t run = 0;
  bool article = false;
  double weight = 0;
  const auto end_word = [&] {
    if (run >= 2) ++count.words;
    if (article && run >= 4) ++count.article;
    run = 0;
    article = false;
  };
  unsigned char before = 0;
  for (const char raw : bytes) {
    const auto c = static_cast<unsigned char>(raw);
    if (table.weight[c] < 0) {
      // An umlaut inside a Latin word is no Arabic letter, whatever its byte.
      if (is_latin(before)) ++count.odd;
      ++run;
      ++count.letters;
      weight += static_cast<double>(table.weight[c]);
      if (run == 2) article = before == table.alef && c == table.lam;
    } else {
      if (run > 0) end_word();
      // No-break spaces, quotes, dashes, the Arabic comma and marks belong to any text.
      if (c >= 0xC0) ++count.odd;
    }
    before = c;
  }
  end_word();
  if (count.letters > 0) count.fit = weight / static_cast<double>(count.letters);
  return count;
}

bool has_articles(const ArabicCount& count, Evidence wanted) {
  const size_t least = wanted == Evidence::kSure ? 5 : 1;
  return count.article >= least && count.article * 14 >= count.words &&
         count.odd * 12 <= count.letters;
}

/// For the few words of a title, which may have no article: words of nothing but letters that are
/// as common as Arabic's are. Cyrillic and Hebrew read so lie below -3.8.
bool fits(const ArabicCount& count) {
  return count.odd == 0 && count.letters >= 6 && count.letters >= 3 * count.words &&
         count.fit > -3.4;
}

std::string_view better_arabic(std::string_view bytes) {
  const ArabicCount windows = count_arabic(bytes, kWindows1256);
  const ArabicCount iso = count_arabic(bytes, kIso88596);
  const auto cost = [](const ArabicCount& count) {
    return static_cast<double>(count.letters) * count.fit - 8.0 * static_cast<double>(count.odd);
  };
  return cost(windows) >= cost(iso) ? kWindows1256.name : kIso88596.name;
}

struct DetectorClose {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

}  // namespace

std::string_view detect_arabic(std::string_view bytes, Evidence wanted) {
  bytes = bytes.substr(0, kSample);
  const ArabicCount windows = count_arabic(bytes, kWindows1256);
  const ArabicCount iso = count_arabic(bytes, kIso88596);
  const bool windows_likely = has_articles(windows, wanted);
  const bool iso_likely = has_articles(iso, wanted);
  if (windows_likely && (!iso_likely || windows.article >= iso.article)) return kWindows1256.name;
  if (iso_likely) return kIso88596.name;
  if (wanted == Evidence::kSure) return {};
  const bool windows_fits = fits(windows);
  const bool iso_fits = fits(iso);
  if (windows_fits && (!iso_fits || windows.fit >= iso.fit)) return kWindows1256.name;
  return iso_fits ? kIso88596.name : std::string_view();
}

std::string detect_charset(std::string_view bytes) {
  bytes = bytes.substr(0, kSample);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, DetectorClose> detector(ucsdet_open(&status));
  if (U_FAILURE(status)) return "windows-1252";
  ucsdet_enableInputFilter(detector.get(), true);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<int32_t>(bytes.size()), &status);
  int32_t found = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &found, &status);
  if (U_FAILURE(status)) return "windows-1252";
  for (int32_t i = 0; i < found; ++i) {
    const char* label = ucsdet_getName(matches[i], &status);
    if (U_FAILURE(status) || !label) break;
    const auto* charset = find_charset(label);
    // Whatever is UTF-8 or carries a mark was recognised before anybody asked here.
    if (!charset || charset->kind == CharsetKind::kUtf8 || charset->name.starts_with("UTF-16"))
      continue;
    if (ucsdet_getConfidence(matches[i], &status) < 10) break;
    // That it is Arabic ICU knows well; which of the two encodings, our letters know better.
    if (charset->name == kWindows1256.name || charset->name == kIso88596.name)
      return std::string(better_arabic(bytes));
    return std::string(charset->name);
  }
  return "windows-1252";
}

}  // namespace rasd
