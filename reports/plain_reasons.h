#pragma once
#include <string>
#include <string_view>

#include "reports/wording.h"

namespace rasd {

/// What the crawler, the reader and the store say of a failure, of an item that was not stored or
/// of a logged act is plain English; this says it in the reader's language: "the server answered
/// 500" as «أجاب الخادم بالرمز 500». A sentence that is not known is given back as it is, English
/// is never changed. Plain text in, plain text out: callers escape it.
std::string plain_reason(std::string_view english, const Wording& words);

}  // namespace rasd
