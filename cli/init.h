#pragma once
#include "cli/command.h"

namespace rasd {

/// `rasd init`: writes a commented configuration; never over an existing one unless `force`.
int run_init(const CommonOptions& common, bool force);

/// `rasd doctor`: looks at configuration, models, folders, store, spool and desk port; says what is
/// wrong and how to mend it. Exit 0, 4 for configuration, else 1.
int run_doctor(const CommonOptions& common);

}  // namespace rasd
