#include "crawler/token_file.h"

#include <sys/stat.h>

#include <algorithm>

#include "base/file.h"
#include "base/utf8.h"

namespace rasd {

Result<std::string> read_token(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0)
    return fail(ErrorKind::kConfiguration, "there is no token file " + path);
  if ((about.st_mode & 077) != 0)
    return fail(ErrorKind::kConfiguration,
                "the token file " + path + " can be read by others; run: chmod 600 " + path);
  auto bytes = read_file(path, 16384);
  if (!bytes) return fail(ErrorKind::kConfiguration, bytes.error().message);
  std::string token(trim(*bytes));
  const bool fits =
      std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7f; });
  if (token.empty() || !fits)
    return fail(ErrorKind::kConfiguration,
                "the token file " + path + " must hold the token alone, on one line");
  return token;
}

std::string without_token(std::string text, std::string_view token) {
  constexpr std::string_view kMark = "(token)";
  if (token.empty()) return text;
  for (size_t at = text.find(token); at != text.npos; at = text.find(token, at + kMark.size()))
    text.replace(at, token.size(), kMark);
  return text;
}

}  // namespace rasd
