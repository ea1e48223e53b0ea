#pragma once
#include <string>

#include "cli/command.h"

namespace rasd {

struct ExportCommand {
  std::string from;            ///< first day; empty: as `to`
  std::string to;              ///< last day, inclusive; empty: today
  std::string format = "csv";  ///< csv or jsonl
  std::string source;          ///< one source alone
  std::string file = "-";      ///< "-" is standard output
};

/// `rasd export`: the items of a period for a spreadsheet or another program; noted in the audit
/// log. Exit codes as run_digest.
int run_export(const CommonOptions& common, const ExportCommand& command);

}  // namespace rasd
