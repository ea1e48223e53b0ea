#pragma once
#include <string>

#include "cli/command.h"
#include "pipeline/run.h"

namespace rasd {

/// `rasd crawl`, `rasd annotate`, `rasd store`: one stage as a process of its own.
int run_stage(const CommonOptions& common, RunOptions options);

struct ReplayCommand {
  std::string folder;
};
/// `rasd replay DIR`: archived items through the same stages; ends when all are in the store.
int run_replay(const CommonOptions& common, const ReplayCommand& command);

}  // namespace rasd
