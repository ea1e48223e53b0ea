#pragma once
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "store/sqlite.h"

namespace rasd {

/// Appends to the hash-chained log, inside the caller's write transaction (which keeps two
/// appends from having the same predecessor).
Result<void> append_audit_log(sql::Connection& db, Instant at, const std::string& who,
                              const std::string& what, const std::string& detail);

/// The hash of an entry: of the one before it and of every part, lengths included.
std::string audit_hash(const std::string& previous, int64_t id, Instant at, const std::string& who,
                       const std::string& what, const std::string& detail);

}  // namespace rasd
