#pragma once
#include <optional>
#include <string_view>

#include "crawler/page.h"

namespace rasd {

/// The day that an address states: /2026/11/24/, /2026-11-24-, /20261124. Linear. Thread-safe.
std::optional<StatedDate> date_in_url(std::string_view url);

}  // namespace rasd
