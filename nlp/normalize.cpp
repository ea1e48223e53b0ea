#include "nlp/normalize.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include "base/combining_marks.h"
#include "base/utf8.h"
#include "nlp/fold.h"

namespace rasd {
namespace {

const icu::Normalizer2& nfkc_casefold() {
  static const icu::Normalizer2* const normalizer = [] {
    UErrorCode status = U_ZERO_ERROR;
    const auto* n = icu::Normalizer2::getNFKCCasefoldInstance(status);
    return U_FAILURE(status) != 0 ? nullptr : n;
  }();
  return *normalizer;  // ICU's own data is linked in: it cannot be missing
}

std::string icu_normalize(std::string_view text) {
  std::string out;
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&out);
  nfkc_casefold().normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())),
                                sink, nullptr, status);
  return U_FAILURE(status) != 0 ? std::string(text) : out;
}

/// A stretch that the table does not decide. What ICU makes of it may hold marks that we drop, and
/// dropping may let two characters compose: so again until it is stable (twice, in practice).
std::string normalize_segment(std::string segment) {
  segment = limit_combining_marks(std::move(segment));
  for (int round = 0; round < 6; ++round) {
    const std::string composed = icu_normalize(segment);
    std::string folded;
    folded.reserve(composed.size());
    for (size_t at = 0; at < composed.size();) {
      const char32_t c = next_code_point(composed, at);
      const char32_t f = fold_code_point(c);
      if (f == kFoldsToNothing) continue;
      append_utf8(folded, f == kFoldNeedsIcu ? c : f);
    }
    folded = limit_combining_marks(std::move(folded));  // a character may come apart into two
    if (folded == segment) return folded;
    segment = std::move(folded);
  }
  return segment;
}

void pop_code_point(std::string& from, std::string& to) {
  size_t start = from.size();
  if (start == 0) return;
  do {
    --start;
  } while (start > 0 && (static_cast<unsigned char>(from[start]) & 0xC0) == 0x80);
  size_t at = start;
  if (next_code_point(from, at) >= 0x2000) return;  // nothing the table knows there composes
  to.assign(from, start, std::string::npos);
  from.resize(start);
}

}  // namespace

std::string normalize_for_matching(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::string segment;
  bool in_segment = false;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);  // U+FFFD where ill-formed
    const char32_t folded = fold_code_point(c);
    if (folded == kFoldsToNothing) continue;
    if (folded == kFoldNeedsIcu) {
      if (!in_segment) {
        segment.clear();
        pop_code_point(out, segment);  // a mark that follows may compose with it
        in_segment = true;
      }
      append_utf8(segment, c);
      continue;
    }
    if (in_segment) {
      out += normalize_segment(std::move(segment));
      in_segment = false;
    }
    append_utf8(out, folded);
  }
  if (in_segment) out += normalize_segment(std::move(segment));
  cut_elongation(out);
  return out;
}

}  // namespace rasd
