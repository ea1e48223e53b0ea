#pragma once
#include "cli/command.h"

namespace rasd {

/// `rasd init`: writes a commented configuration; never over an existing one unless `force`.
int run_init(const CommonOptions& common, bool force);

}  // namespace rasd
