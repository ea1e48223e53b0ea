#include "crawler/charset_detect.h"

#include <unicode/ucsdet.h>

#include <array>
#include <memory>

#include "crawler/charset_names.h"

namespace rasd {
namespace {

constexpr size_t kSample = size_t{64} << 10;

struct ArabicTable {
  std::string_view name;
  unsigned char alef, lam;
  std::array<bool, 256> letter;
};

constexpr ArabicTable make_table(std::string_view name, unsigned char lam,
                                 std::string_view ranges) {
  ArabicTable table{name, 0xC7, lam, {}};
  for (size_t i = 0; i + 1 < ranges.size(); i += 2)
    for (unsigned c = static_cast<unsigned char>(ranges[i]);
         c <= static_cast<unsigned char>(ranges[i + 1]); ++c)
      table.letter[c] = true;
  return table;
}

// Letters and short vowels; windows-1256 keeps the French letters of the Maghreb between them.
constexpr ArabicTable kWindows1256 = make_table("windows-1256", 0xE1,
                                                "\xC1\xD6\xD8\xDF\xE1\xE1\xE3\xE6\xEC\xED\xF0\xF3"
                                                "\xF5\xF6\xF8\xF8\xFA\xFA\x81\x81\x8D\x8E\x90\x90");
constexpr ArabicTable kIso88596 = make_table("ISO-8859-6", 0xE4, "\xC1\xDA\xE0\xF2");

struct ArabicCount {
  size_t words = 0;    ///< runs of two letters and more
  size_t article = 0;  ///< of these, with the article in front
  size_t letters = 0;
  size_t odd = 0;  ///< bytes beyond ASCII that are no letter of this table
};

ArabicCount count_arabic(std::string_view bytes, const ArabicTable& table) {
  ArabicCount count;
  size_t run = 0;
  bool article = false;
  const auto end_word = [&] {
    if (run >= 2) ++count.words;
    if (article && run >= 4) ++count.article;
    run = 0;
    article = false;
  };
  unsigned char before = 0;
  for (const char raw : bytes) {
    const auto c = static_cast<unsigned char>(raw);
    if (table.letter[c]) {
      ++run;
      ++count.letters;
      if (run == 2) article = before == table.alef && c == table.lam;
    } else {
      if (run > 0) end_word();
      // No-break spaces, quotes, dashes, the Arabic comma and marks belong to any text.
      if (c >= 0xC0) ++count.odd;
    }
    before = c;
  }
  end_word();
  return count;
}

bool is_plausible(const ArabicCount& count, Evidence wanted) {
  const size_t least = wanted == Evidence::kSure ? 5 : 1;
  return count.article >= least && count.article * 14 >= count.words &&
         count.odd * 12 <= count.letters;
}

struct DetectorClose {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

}  // namespace

std::string_view detect_arabic(std::string_view bytes, Evidence wanted) {
  bytes = bytes.substr(0, kSample);
  const ArabicCount windows = count_arabic(bytes, kWindows1256);
  const ArabicCount iso = count_arabic(bytes, kIso88596);
  const bool windows_likely = is_plausible(windows, wanted);
  const bool iso_likely = is_plausible(iso, wanted);
  if (windows_likely && (!iso_likely || windows.article >= iso.article)) return kWindows1256.name;
  return iso_likely ? kIso88596.name : std::string_view();
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
    return std::string(charset->name);
  }
  return "windows-1252";
}

}  // namespace rasd
