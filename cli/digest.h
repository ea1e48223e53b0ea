#pragma once
#include <string>

#include "cli/report_options.h"

namespace rasd {

/// `rasd digest`: the coverage digest of one day, on standard output.
struct DigestCommand : ReportOptions {
  std::string date;                    ///< "2026-11-21", "today" or "yesterday"; empty: today
  std::string item_prefix = "/item/";  ///< of the links in HTML
};

/// Returns the exit code: 0 ok, 1 failure, 2 usage, 3 printed but some sources failed,
/// 4 configuration. Messages go to standard error.
int run_digest(const DigestCommand& command);

}  // namespace rasd
