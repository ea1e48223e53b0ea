#pragma once
#include "cli/command.h"

namespace rasd {

/// `rasd doctor`: looks at configuration, models, folders, store, spool and desk port; says what is
/// wrong and how to mend it. Exit 0, 4 for configuration, else 1.
int run_doctor(const CommonOptions& common);

}  // namespace rasd
