#pragma once
#include <optional>
#include <string_view>

#include "crawler/page.h"

namespace rasd {

/// Reads a date as feeds and sitemaps write it: RFC 822 and its successors with all that is done
/// to them (full or missing day names, two-digit years, "UT", "EST", "GMT+3", no seconds, Arabic
/// month names and digits), W3C-DTF and ISO 8601 ("2026-11-24T08:30+03:00", "20261124T083000Z",
/// "2026-11", "2026"), asctime, SQL ("2026-11-24 08:30:00.0"). Without a zone it is UTC. Nothing
/// when it is no date of any calendar, or before 1970 or after 2100, where only mistakes live.
/// Thread-safe.
std::optional<StatedDate> parse_feed_date(std::string_view text);

}  // namespace rasd
