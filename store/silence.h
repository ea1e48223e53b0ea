#pragma once
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "store/sqlite.h"

namespace rasd {

/// How a source used to publish, up to an instant.
struct SourceHistory {
  std::optional<Instant> last_item;
  double items_a_day = 0;  ///< over the 28 days up to its last item (less when it is younger)
};
Result<SourceHistory> source_history(sql::Connection& db, const std::string& source_id,
                                     Instant until);

/// True when the gap since its last item is unlikely by its own history: at its usual rate three
/// items or more would have come, and none did (a Poisson chance of exp(−3), below 5 %).
bool is_silent(const SourceHistory& history, Instant until);

}  // namespace rasd
