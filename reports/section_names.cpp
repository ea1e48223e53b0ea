#include "reports/section_names.h"

#include "reports/wording.h"

namespace rasd {

Phrase heading_of(DigestSectionId id) {
  switch (id) {
    case DigestSectionId::kOwn:
      return Phrase::kSectionOwn;
    case DigestSectionId::kCrime:
      return Phrase::kSectionCrime;
    case DigestSectionId::kPublicOrder:
      return Phrase::kSectionPublicOrder;
    case DigestSectionId::kTrafficRescue:
      return Phrase::kSectionTrafficRescue;
    case DigestSectionId::kOpinion:
      return Phrase::kSectionOpinion;
    case DigestSectionId::kGeneralSecurity:
      return Phrase::kSectionGeneral;
    case DigestSectionId::kOther:
      return Phrase::kSectionOther;
  }
  return Phrase::kSectionOther;
}

std::string signed_number(int64_t n, const Wording& words) {
  // U+200E keeps the sign before its number in right-to-left lines.
  if (n > 0) return "\u200E+" + words.number(n);
  if (n < 0) return "\u200E\u2212" + words.number(-n);
  return words.number(0);
}

}  // namespace rasd
