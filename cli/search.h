#pragma once
#include <string>

#include "cli/command.h"

namespace rasd {

struct SearchCommand {
  std::string query;
  bool exact = false;
  bool newest = false;
  unsigned limit = 20;
};

/// `rasd search QUERY`: full-text search that folds Arabic spelling.
int run_search(const CommonOptions& common, const SearchCommand& command);

}  // namespace rasd
