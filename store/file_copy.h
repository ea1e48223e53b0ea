#pragma once
#include <string>

#include "base/result.h"
#include "store/sqlite.h"

namespace rasd {

/// Copies the database behind a connection (one consistent state, writers go on) to a new plain
/// file, synced; then renames it to `file` and syncs the folder. An old `file` is replaced whole.
Result<void> copy_database(sql::Connection& from, const std::string& file);

/// Syncs a file or a folder to the disk.
Result<void> sync_path(const std::string& path);

}  // namespace rasd
