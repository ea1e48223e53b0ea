#pragma once
#include <string>

#include "cli/command.h"

namespace rasd {

struct TagCommand {
  std::string user = "cli";  ///< a user of the desk, or "cli", which stands for the command line
  std::string file = "-";    ///< export, import: "-" is standard output or input
  std::string day_from;      ///< sample: first day, "2026-11-18"
  std::string day_to;        ///< sample: last day, inclusive
  unsigned size = 35;
  uint64_t seed = 0;     ///< 0: taken from the system's random source, and logged either way
  bool dry_run = false;  ///< import: count, keep nothing
};

/// `rasd tag next`: the next item of the queue, with what the model suggests.
int run_tag_next(const CommonOptions& common, const TagCommand& command);
/// `rasd tag sample`: draws and logs a random audit sample of a period.
int run_tag_sample(const CommonOptions& common, const TagCommand& command);
/// `rasd tag export|import`: tags as JSON Lines.
int run_tag_export(const CommonOptions& common, const TagCommand& command);
int run_tag_import(const CommonOptions& common, const TagCommand& command);
/// `rasd tag agreement`: Krippendorff's alpha of what two people or more audited.
int run_tag_agreement(const CommonOptions& common);

}  // namespace rasd
