#include "nlp/features.h"
#include "nlp/normalize.h"
#include "tests/fuzz/property.h"

using namespace rasd;
using fuzz::require;
using fuzz::require_text;

/// Input: a text of any bytes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  const std::string valid = to_valid_utf8(text);
  const std::string folded = normalize_for_matching(text);
  require(is_utf8(folded), "matching form is UTF-8", folded);
  require(folded.size() <= 3 * size, "matching form is three times as long at most", folded);
  require(normalize_for_matching(folded) == folded, "normalising is idempotent", folded);

  for (const Stemming stemming : {Stemming::kNone, Stemming::kLight}) {
    const auto tokens = tokenize(valid, stemming);
    const auto by_icu = tokenize_by_icu(valid, stemming);
    require(tokens.size() == by_icu.size(), "the fast scanner cuts as ICU does", valid);
    size_t last = 0;
    for (size_t i = 0; i < tokens.size(); ++i) {
      const Token& token = tokens[i];
      require(token.start >= last && token.end > token.start && token.end <= valid.size(),
              "tokens stand in order in the text", valid);
      require(token.form == by_icu[i].form && token.start == by_icu[i].start &&
                  token.end == by_icu[i].end,
              "the fast scanner cuts as ICU does", valid);
      require(!token.form.empty(), "a token has a form", valid);
      require_text(token.form, 3 * (token.end - token.start), "form");
      require(is_utf8(std::string_view(valid).substr(token.start, token.end - token.start)),
              "tokens end between characters", valid);
      last = token.start;
    }
  }
  require_text(light_stem(folded), folded.size(), "stem");
  tokenize(text, Stemming::kLight);
  const std::string shown = classifier_text(valid.substr(0, 0), valid);
  require_text(shown, 1100 + 64, "text of the classifier");
  for (const Genre genre : {Genre::kNews, Genre::kPost})
    for (const Feature& feature : extract_features(valid, genre))
      require(feature.value == feature.value && feature.value < 1e6f, "features are numbers");
  return 0;
}
