#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "records/ledger.h"
#include "store/store.h"

namespace rasd {

/// The times of a source's items in a window, in order. At most 50,000, the newest.
Result<std::vector<Instant>> read_arrivals(StoreReader& reader, const std::string& source_id,
                                           Window window);

/// A source's polls before an instant, newest first.
Result<std::vector<SourcePoll>> read_polls(StoreReader& reader, const std::string& source_id,
                                           Instant before, size_t most);

}  // namespace rasd
