#pragma once
#include <string_view>

#include "crawler/connectors.h"

namespace rasd {

/// Reads observations received by the directorate: CSV (RFC 4180, a head row, comma or semicolon)
/// or JSON Lines with id, received, channel, place and text. UTF-8. `received` is RFC 3339, a date
/// alone, or "2026-11-24 08:30" in UTC. The rest of a file goes in when a row is broken: that one
/// comes back in `broken` with its line number and bytes. Fails with kMalformed when there is no
/// usable head row. Channel and place stand in the hints' categories, in that order. A JSON row may
/// name files that the context's attachment folder holds already (observation_inbox.h).
Result<ListReading> read_observations(const Source& source, std::string_view bytes,
                                      const ListContext& context);

}  // namespace rasd
