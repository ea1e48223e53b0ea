#pragma once
#include "base/result.h"
#include "store/search_folding.h"
#include "store/sqlite.h"

namespace rasd {

/// Teaches a connection the full-text tokenizer "rasd", which is `folding`. Without it the
/// connection can neither write articles nor search.
Result<void> register_search(sql::Connection& connection, const SearchFolding& folding);

}  // namespace rasd
