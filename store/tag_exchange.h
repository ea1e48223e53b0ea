#pragma once
#include <iosfwd>

#include "store/sqlite.h"
#include "store/tags.h"

namespace rasd {

/// Tags as JSON Lines, see TagBook::export_tags; reading runs inside the caller's transaction.
Result<uint64_t> write_tags(sql::Connection& db, std::ostream& out);
Result<TagImport> read_tags(sql::Connection& db, std::istream& in);

}  // namespace rasd
