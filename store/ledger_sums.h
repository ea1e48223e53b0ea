#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "records/ledger.h"
#include "store/store.h"

namespace rasd {

/// Counts in the order of ItemState.
using StateCounts = std::array<uint64_t, 5>;

/// What became of every item taken in.
struct LedgerSums {
  uint64_t total = 0;
  StateCounts by_state{};
  struct BySource {
    std::string source_id;
    std::string source_name;
    StateCounts by_state{};
  };
  std::vector<BySource> by_source;  ///< by id
  struct ByReason {
    ItemState state{};
    std::string stage;
    std::string reason;
    uint64_t count = 0;
  };
  std::vector<ByReason> by_reason;  ///< not stored ones, most frequent first, at most 100
  uint64_t articles = 0;            ///< rows of the article table in the same span
  uint64_t quarantined = 0;         ///< rows of the quarantine in the same span
  /// True when every item has one state and the tables agree: total = sum of states = sum over
  /// sources, stored = articles, quarantined = rows kept.
  bool reconciles() const;
};

/// Of all time, or of the items decided in a window.
Result<LedgerSums> sum_ledger(StoreReader& reader, std::optional<Window> decided = std::nullopt);

struct LedgerFilter {
  std::optional<ItemState> state;
  std::string source;
  std::optional<Window> decided;
};
/// Ledger rows, latest first (without bytes).
Result<std::vector<Outcome>> list_ledger(StoreReader& reader, const LedgerFilter& filter,
                                         Slice slice = {});
/// One row, with its bytes when quarantined. Fails with kNotFound.
Result<Outcome> read_ledger(StoreReader& reader, const std::string& item_id);

}  // namespace rasd
