#pragma once
#include <stop_token>

#include "base/clock.h"
#include "base/result.h"
#include "pipeline/config.h"

namespace rasd {

/// Looks over the sites of the official sources at the configured interval, at once the first time
/// unless the kept rounds are younger, until stopped. Returns at once when there is none, or the
/// interval is zero. A round that cannot be kept is logged and comes again: no reason to stop the
/// pipeline beside it. Blocks; for a thread of its own.
Result<void> keep_watching_own_sites(const Config& config, const Clock& clock,
                                     std::stop_token stop);

}  // namespace rasd
