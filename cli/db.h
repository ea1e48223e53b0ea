#pragma once
#include <string>

#include "cli/command.h"

namespace rasd {

struct DbCommand {
  std::string file;             ///< backup, restore
  bool dry_run = false;         ///< migrate: say what would be done
  bool rebuild_search = false;  ///< check: build the full-text index anew before
};

/// `rasd db backup FILE`, `restore FILE`, `check`, `migrate`: the store's file.
int run_db_backup(const CommonOptions& common, const DbCommand& command);
int run_db_restore(const CommonOptions& common, const DbCommand& command);
int run_db_check(const CommonOptions& common, const DbCommand& command);
int run_db_migrate(const CommonOptions& common, const DbCommand& command);

}  // namespace rasd
