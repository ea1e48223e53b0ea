#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/items.h"

namespace rasd {

/// kFolded finds every spelling that the folding makes equal; kExact keeps, of those, the items
/// that hold each term byte for byte as it was typed.
enum class SearchMode { kFolded, kExact };
enum class SearchOrder { kBest, kNewest };

struct SearchQuery {
  /// Words (all must occur), "a phrase", word* (prefix), -word (must not occur), OR between terms.
  /// Anything else is taken as words; never passed to the engine as it stands. At most 1,000 bytes
  /// and 32 terms are used.
  std::string text;
  ItemFilter filter;  ///< a zero window (from == to) searches all time
  SearchMode mode = SearchMode::kFolded;
  SearchOrder order = SearchOrder::kBest;
  Slice slice;
};

struct SearchHit {
  ItemLine item;
  std::string snippet;  ///< about 24 words of the text or title around the matches, plain text
  std::vector<std::pair<size_t, size_t>> matches;  ///< bytes [start, end) of `snippet`
};

struct SearchAnswer {
  std::vector<SearchHit> hits;
  uint64_t total = 0;      ///< counted up to kSearchCountCap
  bool more_than = false;  ///< the cap was met
  std::string understood;  ///< the query as it was read, for "matched forms shown"
};
inline constexpr uint64_t kSearchCountCap = 10000;

/// Fails with kUsage, in words for the user, when nothing searchable is left of the query.
Result<SearchAnswer> search_items(StoreReader& reader, const SearchQuery& query);

}  // namespace rasd
