#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/search_folding.h"

namespace rasd {

/// A user's query as the full-text engine is given it.
struct ParsedQuery {
  std::string match;  ///< an FTS5 expression made of quoted strings and our own operators
  std::string shown;  ///< the same for people: folded forms, "OR", "-"
  /// For kExact: of each group one term must occur as typed.
  std::vector<std::vector<std::string>> exact;
};

/// Reads words, "phrases", word*, -word and OR; see SearchQuery::text. Never passes the user's
/// operators on: every term is quoted. Fails with kUsage when no term is left to search for.
Result<ParsedQuery> parse_search(std::string_view text, const SearchFolding& folding);

}  // namespace rasd
