#pragma once
#include <string_view>

namespace rasd {

/// Where trouble is told: standard error, one line each, level and time first. Data never goes
/// here. Thread-safe. The level is set once, in main.
enum class LogLevel { kDebug, kInfo, kWarning, kError, kOff };
void set_log_level(LogLevel level);
void log_debug(std::string_view text);
void log_info(std::string_view text);
void log_warning(std::string_view text);
void log_error(std::string_view text);

}  // namespace rasd
