#pragma once
#include <chrono>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace rasd {

/// Reads a Retry-After header: how long a server asks us to stay away.
/// Takes whole seconds or an HTTP date (RFC 9110 10.2.3), cut to one day so that one
/// bad header cannot silence a source. Fails with kMalformed otherwise. Thread-safe.
Result<std::chrono::seconds> parse_retry_after(std::string_view header, Instant now);

}  // namespace rasd
