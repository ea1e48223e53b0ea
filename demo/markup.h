#pragma once
#include <string>
#include <string_view>

#include "demo/world.h"

namespace rasd {

/// "2026-11-24T11:30:00+03:00"
std::string rfc3339_local(Instant at);
/// "Tue, 24 Nov 2026 11:30:00 +0300", as RSS wants it.
std::string rfc822_local(Instant at);
/// "Tue, 24 Nov 2026 08:30:00 GMT", for HTTP headers.
std::string http_date(Instant at);
/// "الثلاثاء 24 تشرين الثاني 2026 - 11:30", or "Tuesday, 24 November 2026, 11:30".
std::string long_date(Instant at, std::string_view language);
/// "24/11/2026 11:30"
std::string short_date(Instant at);
/// The bytes in windows-1256; what that charset lacks becomes "?".
std::string to_windows_1256(std::string_view utf8);

}  // namespace rasd
