#pragma once
#include <string>

#include "cli/command.h"
#include "pipeline/run.h"

namespace rasd {

/// `rasd crawl`, `rasd annotate`, `rasd store`: one stage as a process of its own.
int run_stage(const CommonOptions& common, RunOptions options);

}  // namespace rasd
