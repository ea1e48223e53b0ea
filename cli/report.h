#pragma once
#include <string>

#include "cli/report_options.h"

namespace rasd {

/// `rasd report`: the trend report of a period, on standard output.
struct ReportCommand : ReportOptions {
  std::string from;  ///< first day; empty: 29 days before `to`
  std::string to;    ///< inclusive; empty: today
};

/// Exit codes as run_digest.
int run_report(const ReportCommand& command);
/// `rasd report pickup`: who carried the organisation's statements of the period.
int run_pickup(const ReportCommand& command);

}  // namespace rasd
