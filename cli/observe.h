#pragma once
#include <string>
#include <vector>

#include "cli/command.h"

namespace rasd {

struct ObserveCommand {
  std::string text;  ///< "-": standard input
  std::string file;  ///< CSV or JSON Lines instead of one text; "-": standard input
  std::string channel, place;
  std::string received;  ///< RFC 3339 or a day; empty: now
  std::vector<std::string> attachments;
};

/// Hands an observation in, or a file of them: into the inbox of the data folder, from which `rasd
/// run` takes it in at once or when it next runs. Rows that cannot be read are said with their
/// line; the rest goes in (exit 3).
int run_observe(const CommonOptions& common, const ObserveCommand& command);

}  // namespace rasd
