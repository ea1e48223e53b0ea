#pragma once
#include <string>

#include "store/store.h"

namespace rasd {

/// Copies the living store to `file` by SQLite's online backup (a consistent state, also while the
/// writer works), checks the copy, syncs file and folder, then renames it into place: `file` is
/// the old one or a whole new one. The copy is one plain file without side files.
Result<void> back_up_store(const StoreOptions& options, const std::string& file);

/// Puts a backup in the store's place after checking it; what was there is kept as
/// "PATH.before-restore". Fails with kRefused while another process has the store open for
/// writing, and with kConfiguration for a file that is not a Rasd store or of a newer version.
Result<void> restore_store(const StoreOptions& options, const std::string& file);

}  // namespace rasd
