#include "nlp/language.h"

#include <fasttext/fasttext.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <sstream>

#include "base/utf8.h"
#include "nlp/features.h"
#include "nlp/variety.h"

namespace rasd {
namespace {

/// More text costs more and tells no more: a whole article takes lid.176 .9 ms, this 64 µs.
constexpr size_t kClip = 400;
/// Below this probability lid.176 is not believed about a short text.
constexpr float kSure = 0.35F;
/// What the Arabizi detector must say to be believed against a sure lid.176.
constexpr float kAgainstLid = 0.25F;
constexpr size_t kFewestLetters = 3;

struct Letters {
  size_t arabic = 0;
  size_t latin = 0;
  size_t other = 0;
  size_t foreign = 0;  ///< letters of Persian, Urdu, Kurdish, Pashto that Arabic does not write
};

Letters count_letters(std::string_view text) {
  Letters letters;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c < 0x80) {
      letters.latin += (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? 1 : 0;
    } else if ((c >= 0x620 && c <= 0x6FF) || (c >= 0xFB50 && c <= 0xFEFC)) {
      ++letters.arabic;
      // U+06A9 and U+06CC are left out: some keyboards write Arabic with them.
      if (c == 0x67E || c == 0x686 || c == 0x698 || c == 0x6AF || c == 0x679 || c == 0x688 ||
          c == 0x691 || c == 0x6BA || c == 0x6BE || c == 0x6C1 || c == 0x6D2 || c == 0x6CE ||
          c == 0x6C6 || c == 0x6B5 || c == 0x695 || c == 0x6D5 || c == 0x67C || c == 0x693) {
        ++letters.foreign;
      }
    } else if (u_isalpha(static_cast<UChar32>(c)) != 0) {
      UErrorCode status = U_ZERO_ERROR;
      if (uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_LATIN) {
        ++letters.latin;
      } else {
        ++letters.other;
      }
    }
  }
  return letters;
}

/// The first bytes, cut after a word, without line breaks (fastText reads one line).
std::string clipped_line(std::string_view text) {
  std::string_view clip = clip_utf8(text, kClip);
  if (clip.size() < text.size()) {
    const size_t space = clip.find_last_of(" \n");
    if (space != std::string_view::npos && space > kClip / 2) clip = clip.substr(0, space);
  }
  std::string line(clip);
  size_t capitals = 0;
  size_t small = 0;
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
    capitals += c >= 'A' && c <= 'Z' ? 1 : 0;
    small += c >= 'a' && c <= 'z' ? 1 : 0;
  }
  return capitals > small ? to_lower_ascii(line) : line;  // lid.176 takes shouting for Spanish
}

}  // namespace

struct LanguageReader::Models {
  fasttext::FastText lid;
  VarietyModel variety;
};

LanguageReader::LanguageReader() : models_(std::make_unique<Models>()) {}
LanguageReader::~LanguageReader() = default;

Result<std::unique_ptr<LanguageReader>> LanguageReader::open(const std::string& models_folder) {
  std::unique_ptr<LanguageReader> reader(new LanguageReader());  // its constructor is private
  const std::string path = models_folder + "/lid.176.ftz";
  try {
    reader->models_->lid.loadModel(path);
  } catch (const std::exception& e) {
    return fail(ErrorKind::kConfiguration,
                "the language model " + path + " cannot be read (" + e.what() +
                    "): set the folder of the models, or take the file from fasttext.cc");
  }
  auto variety = VarietyModel::open(models_folder + "/variety.bin");
  if (!variety) return fail(variety.error());
  reader->models_->variety = std::move(*variety);
  return reader;
}

Language LanguageReader::detect(std::string_view text) const {
  const std::string line = clipped_line(trim(text));
  const Letters letters = count_letters(line);
  if (letters.arabic + letters.latin + letters.other < kFewestLetters) return {"und", ""};
  std::vector<std::pair<fasttext::real, std::string>> guesses;
  std::istringstream in(line);
  models_->lid.predictLine(in, guesses, 3, 0.0F);
  constexpr size_t kPrefix = 9;  // "__label__"
  const std::string best = guesses.empty() ? "und" : guesses[0].second.substr(kPrefix);
  const float sure = guesses.empty() ? 0 : guesses[0].first;

  if (letters.arabic > letters.latin && letters.arabic > letters.other) {
    const bool other = best != "ar" && best != "arz";
    if (other && letters.foreign > 0 && (sure > 0.8F || letters.foreign * 25 > letters.arabic)) {
      return {best, ""};
    }
    const float dialect = models_->variety.score(VarietyModel::Question::kDialect,
                                                 extract_features(line, Genre::kPost));
    return {"ar", dialect > 0 ? "dialect" : "msa"};
  }
  if (letters.latin > letters.other) {
    // Arabizi goes to English, German or French, or to nothing with much certainty; another
    // language that lid.176 is sure of is believed, and so is a long text.
    const bool usual = best == "en" || best == "de" || best == "fr";
    const bool settled = sure > (usual ? 0.9F : 0.6F) && (!usual || letters.latin > 120);
    if (models_->variety.score(VarietyModel::Question::kArabizi,
                               extract_features(line, Genre::kPost)) >
        (settled ? kAgainstLid : 0.0F)) {
      return {"ar", "arabizi"};
    }
    if (sure >= kSure) return {best, ""};
    for (const auto& [p, label] : guesses) {
      if (label == "__label__en" && p > 0.12F) return {"en", ""};
    }
    return {"und", ""};
  }
  return {sure >= kSure ? best : "und", ""};
}

}  // namespace rasd
