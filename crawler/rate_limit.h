#pragma once
#include <chrono>
#include <optional>
#include <string_view>

#include "base/clock.h"

namespace rasd {

/// How long a server asks us to stay away, by the head of its answer: Retry-After, and where its
/// rate limit is spent (a remaining count of zero, or status 429) the time until it is reset:
/// X-RateLimit-Reset, X-Rate-Limit-Reset or RateLimit-Reset as seconds from now (Reddit, IETF
/// draft), seconds since 1970 (X, Bluesky) or RFC 3339 (Mastodon). At most a day; nothing when it
/// does not ask. Thread-safe.
std::optional<std::chrono::seconds> asked_to_wait(std::string_view head, int status, Instant now);

}  // namespace rasd
