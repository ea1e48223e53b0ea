#include "cli/report_options.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

#include "base/log.h"

namespace rasd {

Result<ReportFormat> parse_format(std::string_view text) {
  if (text == "html") return ReportFormat::kHtml;
  if (text == "text") return ReportFormat::kText;
  if (text == "json") return ReportFormat::kJson;
  return fail(ErrorKind::kUsage,
              "--format: \"" + std::string(text) + "\" is unknown; write html, text or json");
}

Result<Wording> make_wording(std::string_view language, std::string_view digits,
                             const TimeZone& zone) {
  if (language != "ar" && language != "en") {
    return fail(ErrorKind::kUsage,
                "--lang: \"" + std::string(language) + "\" is unknown; write ar or en");
  }
  if (digits != "latn" && digits != "arab") {
    return fail(ErrorKind::kUsage,
                "--digits: \"" + std::string(digits) + "\" is unknown; write latn or arab");
  }
  return Wording(language == "ar" ? Language::kArabic : Language::kEnglish, zone,
                 digits == "arab" ? Digits::kArabicIndic : Digits::kWestern);
}

int text_width(int asked) {
  if (asked > 0) return asked;
  winsize size{};
  if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return 80;
}

Result<void> print(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!written || std::fflush(stdout) != 0) {
    return fail(ErrorKind::kTemporary, "cannot write to standard output");
  }
  return {};
}

int finish(std::string_view command, const Result<int>& done) {
  if (done) return *done;
  log_error(std::string(command) + ": " + done.error().message);
  switch (done.error().kind) {
    case ErrorKind::kUsage:
      return 2;
    case ErrorKind::kConfiguration:
      return 4;
    case ErrorKind::kTemporary:
      return 75;
    default:
      return 1;
  }
}

}  // namespace rasd
