#pragma once
#include <cstdint>

#include "base/clock.h"
#include "base/result.h"
#include "demo/newsroom.h"
#include "store/store.h"

namespace rasd {

/// The demonstration's analysts at work: draws a random audit sample for each of the last five
/// weeks and tags it with what was planted in the world, so that the trends page has audited
/// figures beside raw ones. Weeks that were drawn before are left alone. Returns how many tags
/// were added. Only ever called for the demonstration's own store.
Result<uint64_t> audit_demonstration(const StoreOptions& store, const Newsroom& newsroom,
                                     const TimeZone& zone, const Clock& clock);

}  // namespace rasd
