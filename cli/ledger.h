#pragma once
#include "cli/command.h"

namespace rasd {

/// `rasd ledger`: what became of every item taken in. The crawler's count and the store's sums
/// stand side by side; exit 1 when they do not reconcile.
int run_ledger(const CommonOptions& common);

}  // namespace rasd
