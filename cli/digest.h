#pragma once
#include <string>

namespace rasd {

/// `rasd digest`: the coverage digest of one day, on standard output.
struct DigestCommand {
  std::string store;  ///< path of the database
  std::string zone = "Asia/Amman";
  std::string date;                    ///< "2026-11-21", "today" or "yesterday"; empty: today
  std::string format = "text";         ///< html, text or json
  std::string language = "ar";         ///< ar or en
  std::string digits = "latn";         ///< latn or arab (Arabic-Indic)
  std::string item_prefix = "/item/";  ///< of the links in HTML
  int width = 0;                       ///< columns of text; 0: the terminal's, else 80
};

/// Returns the exit code: 0 ok, 1 failure, 2 usage, 3 printed but some sources failed,
/// 4 configuration. Messages go to standard error.
int run_digest(const DigestCommand& command);

}  // namespace rasd
