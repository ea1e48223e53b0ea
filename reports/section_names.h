#pragma once
#include "reports/digest.h"
#include "reports/strings.h"

namespace rasd {

/// The heading of a section.
Phrase heading_of(DigestSectionId id);
/// "+12", "−3" or "0", with a true minus sign.
std::string signed_number(int64_t n, const class Wording& words);

}  // namespace rasd
