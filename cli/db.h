#pragma once
#include <string>

#include "cli/command.h"

namespace rasd {

/// `rasd db backup FILE`, `restore FILE`, `check`, `migrate`: the store's file.
int run_db_backup(const CommonOptions& common, const std::string& file);
int run_db_restore(const CommonOptions& common, const std::string& file);
int run_db_check(const CommonOptions& common);
int run_db_migrate(const CommonOptions& common);

}  // namespace rasd
