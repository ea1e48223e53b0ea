#pragma once
#include <string>

namespace rasd {

/// `rasd report`: the trend report of a period, on standard output.
struct ReportCommand {
  std::string store;
  std::string zone = "Asia/Amman";
  std::string from;  ///< "2026-11-01"; empty: 29 days before `to`
  std::string to;    ///< inclusive; empty: today
  std::string format = "text";
  std::string language = "ar";
  std::string digits = "latn";
  int width = 0;
};

/// Exit codes as run_digest.
int run_report(const ReportCommand& command);

}  // namespace rasd
