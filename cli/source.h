#pragma once
#include "cli/command.h"

namespace rasd {

/// `rasd source list`: every configured source, and how far it was reached in the last day.
int run_source_list(const CommonOptions& common);

}  // namespace rasd
