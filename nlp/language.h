#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rasd {

/// What language a text is in.
struct Language {
  std::string code;     ///< ISO 639-1 where there is one (else lid.176's own), "und" when unsure
  std::string variety;  ///< of Arabic: "msa", "dialect" or "arabizi"; else empty
};

/// Reads language from the first 400 bytes: fastText's lid.176 (Joulin et al. 2016), corrected by
/// what it is known to get wrong. Text in Arabic letters is Arabic unless letters of Persian, Urdu
/// or Kurdish stand in it; Arabizi has a detector of its own, since lid.176 takes it for English,
/// German or French. Immutable, thread-safe.
class LanguageReader {
 public:
  /// Loads lid.176.ftz and variety.bin. Fails with kConfiguration that names the missing file.
  static Result<std::unique_ptr<LanguageReader>> open(const std::string& models_folder);
  ~LanguageReader();
  Language detect(std::string_view text) const;

 private:
  LanguageReader();
  struct Models;
  std::unique_ptr<Models> models_;
};

}  // namespace rasd
