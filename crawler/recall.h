#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "base/result.h"
#include "records/ledger.h"

namespace rasd {

/// Known-item recall of our own crawl: what became of everything that a source's lists ever named.
struct SourceRecall {
  std::array<uint64_t, 5> final{};  ///< by ItemState
  uint64_t pending = 0;             ///< to be fetched, or on its way to the store
  uint64_t listed() const;
  /// Named, and neither held (stored, a duplicate) nor left out by a rule nor still to come.
  uint64_t missed() const;
  uint64_t of(ItemState state) const { return final[static_cast<size_t>(state)]; }
};

/// By source id, of a crawl folder that another process may be working on; empty when there is
/// none. Reads every item once: a second for a million.
Result<std::map<std::string, SourceRecall>> read_recall(const std::string& folder);

}  // namespace rasd
