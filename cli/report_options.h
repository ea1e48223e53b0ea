#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "reports/wording.h"

namespace rasd {

/// What `rasd digest` and `rasd report` have in common.
enum class ReportFormat { kHtml, kText, kJson };
/// "html", "text" or "json". Fails with kUsage.
Result<ReportFormat> parse_format(std::string_view text);
/// The wording for --lang ("ar", "en") and --digits ("latn", "arab"). Fails with kUsage.
Result<Wording> make_wording(std::string_view language, std::string_view digits,
                             const TimeZone& zone);
/// Columns of text: as asked, else the terminal's, else 80.
int text_width(int asked);
/// Writes to standard output, whole. Fails with kTemporary (disk full, reader gone).
Result<void> print(std::string_view text);
/// The exit code of a command; an error is told on standard error first.
int finish(std::string_view command, const Result<int>& done);

}  // namespace rasd
