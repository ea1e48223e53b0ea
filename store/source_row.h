#pragma once
#include "store/coverage.h"
#include "store/sqlite.h"

namespace rasd {

/// The columns of a KnownSource over `sources`.
extern const char* const kSourceColumns;
KnownSource read_known_source(const sql::Statement& row);

}  // namespace rasd
