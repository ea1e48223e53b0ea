#include "crawler/url.h"

#include <array>
#include <utility>

#include "base/utf8.h"
#include "crawler/url_host.h"

namespace rasd {
namespace {

/// The percent-encode sets of WHATWG 1.3, one bit each, for the ASCII range.
enum EncodeSet : uint8_t {
  kControlSet = 1,
  kFragmentSet = 2,
  kQuerySet = 4,
  kSpecialQuerySet = 8,
  kPathSet = 16,
  kUserinfoSet = 32,
};

constexpr std::array<uint8_t, 256> make_encode_table() {
  std::array<uint8_t, 256> table{};
  const auto add = [&](std::string_view characters, unsigned sets) {
    for (const char c : characters) {
      auto& slot = table[static_cast<unsigned char>(c)];
      slot = static_cast<uint8_t>(slot | sets);
    }
  };
  for (size_t i = 0; i < 256; ++i)
    if (i < 0x20 || i > 0x7e) table[i] = 0xff;
  constexpr unsigned kQueries = kQuerySet | kSpecialQuerySet;
  add(" \"<>", kFragmentSet | kQueries | kPathSet | kUserinfoSet);
  add("`", kFragmentSet | kPathSet | kUserinfoSet);
  add("#", kQueries | kPathSet | kUserinfoSet);
  add("'", kSpecialQuerySet);
  add("?^{}", kPathSet | kUserinfoSet);
  add("/:;=@[\\]|", kUserinfoSet);
  return table;
}
constexpr auto kEncodeTable = make_encode_table();

void append_encoded(std::string& out, std::string_view text, EncodeSet set) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (kEncodeTable[byte] & set) {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
}

int default_port(std::string_view scheme) {
  if (scheme == "http" || scheme == "ws") return 80;
  if (scheme == "https" || scheme == "wss") return 443;
  if (scheme == "ftp") return 21;
  return scheme == "file" ? 0 : -1;
}
bool is_special(std::string_view scheme) { return default_port(scheme) >= 0; }

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_drive_letter(std::string_view text) {
  return text.size() == 2 && is_alpha(text[0]) && (text[1] == ':' || text[1] == '|');
}
bool starts_with_drive_letter(std::string_view text) {
  return text.size() >= 2 && is_drive_letter(text.substr(0, 2)) &&
         (text.size() == 2 || std::string_view("/\\?#").find(text[2]) != std::string_view::npos);
}

/// A dot, plain or as %2e.
size_t dot_length(std::string_view text) {
  if (!text.empty() && text[0] == '.') return 1;
  return text.size() >= 3 && text[0] == '%' && text[1] == '2' && (text[2] == 'e' || text[2] == 'E')
             ? 3
             : 0;
}
bool is_single_dot(std::string_view segment) {
  const size_t length = dot_length(segment);
  return length > 0 && length == segment.size();
}
bool is_double_dot(std::string_view segment) {
  const size_t length = dot_length(segment);
  return length > 0 && is_single_dot(segment.substr(length));
}

/// One reading of one address. The states of the standard that only move the pointer are merged;
/// each function is named after the states that it stands for, and `rest_` is what is unread.
class Reading {
 public:
  Reading(std::string_view text, const Url* base) : rest_(text), base_(base) {}

  bool run() {
    if (take_scheme()) return after_scheme();
    if (!base_) return false;
    if (base_->opaque_path) {
      if (first() != '#') return false;
      url_ = *base_;
      url_.fragment.reset();
      return query_and_fragment();
    }
    url_.scheme = base_->scheme;
    special_ = is_special(url_.scheme);
    return url_.scheme == "file" ? file() : relative();
  }
  Url take() { return std::move(url_); }

 private:
  char first() const { return rest_.empty() ? '\0' : rest_[0]; }
  bool slash_at(size_t i) const {
    return i < rest_.size() && (rest_[i] == '/' || (special_ && rest_[i] == '\\'));
  }

  bool take_scheme() {
    if (rest_.empty() || !is_alpha(rest_[0])) return false;
    size_t i = 1;
    while (i < rest_.size() && (is_alpha(rest_[i]) || is_digit(rest_[i]) || rest_[i] == '+' ||
                                rest_[i] == '-' || rest_[i] == '.'))
      ++i;
    if (i >= rest_.size() || rest_[i] != ':') return false;
    url_.scheme = to_lower_ascii(rest_.substr(0, i));
    rest_.remove_prefix(i + 1);
    special_ = is_special(url_.scheme);
    return true;
  }

  bool after_scheme() {
    if (url_.scheme == "file") {
      if (base_ && base_->scheme != "file") base_ = nullptr;
      return file();
    }
    if (special_) {
      const bool same = base_ && base_->scheme == url_.scheme;
      if (same && rest_.substr(0, 2) != "//") return relative();
      return special_authority();
    }
    if (rest_.substr(0, 2) == "//") {
      rest_.remove_prefix(2);
      return authority();
    }
    if (first() == '/') return path_start();
    return opaque_path();
  }

  /// "special authority slashes" and "special authority ignore slashes".
  bool special_authority() {
    while (slash_at(0)) rest_.remove_prefix(1);
    return authority();
  }

  void copy_authority(const Url& from) {
    url_.username = from.username;
    url_.password = from.password;
    url_.host = from.host;
    url_.port = from.port;
  }

  bool relative() {
    if (slash_at(0)) {
      if (slash_at(1)) {
        rest_.remove_prefix(2);
        return special_ ? special_authority() : authority();
      }
      copy_authority(*base_);
      rest_.remove_prefix(1);
      return path();
    }
    copy_authority(*base_);
    url_.path = base_->path;
    url_.query = base_->query;
    return relative_tail();
  }

  /// What "relative" and "file" share once the base's parts are copied.
  bool relative_tail() {
    if (first() == '?' || first() == '#' || rest_.empty()) {
      if (first() == '?') url_.query.reset();
      return query_and_fragment();
    }
    url_.query.reset();
    if (url_.scheme == "file" && starts_with_drive_letter(rest_))
      url_.path.clear();
    else
      shorten();
    return path();
  }

  bool authority() {
    const size_t end = std::min(rest_.find_first_of(special_ ? "/\\?#" : "/?#"), rest_.size());
    std::string_view part = rest_.substr(0, end);
    rest_.remove_prefix(end);
    if (const size_t at = part.rfind('@'); at != std::string_view::npos) {
      const auto credentials = part.substr(0, at);
      const size_t colon = std::min(credentials.find(':'), credentials.size());
      append_encoded(url_.username, credentials.substr(0, colon), kUserinfoSet);
      if (colon < credentials.size())
        append_encoded(url_.password, credentials.substr(colon + 1), kUserinfoSet);
      part.remove_prefix(at + 1);
      if (part.empty()) return false;
    }
    return host_and_port(part) && path_start();
  }

  bool host_and_port(std::string_view part) {
    bool inside = false;
    size_t colon = part.size();
    for (size_t i = 0; i < part.size(); ++i) {
      if (part[i] == '[') inside = true;
      if (part[i] == ']') inside = false;
      if (part[i] == ':' && !inside) {
        colon = i;
        break;
      }
    }
    const auto name = part.substr(0, colon);
    if (name.empty() && (special_ || colon < part.size())) return false;
    if (name.empty()) {
      url_.host = "";
    } else {
      auto host = parse_host(name, special_ ? HostKind::kDomain : HostKind::kOpaque);
      if (!host) return false;
      url_.host = std::move(*host);
    }
    unsigned port = 0;
    bool digits = false;
    for (size_t i = colon + 1; i < part.size(); ++i) {
      if (!is_digit(part[i])) return false;
      digits = true;
      port = port * 10 + static_cast<unsigned>(part[i] - '0');
      if (port > 65535) return false;
    }
    if (digits && static_cast<int>(port) != (special_ ? default_port(url_.scheme) : -1))
      url_.port = static_cast<uint16_t>(port);
    return true;
  }

  bool file() {
    url_.host = "";
    if (slash_at(0)) {
      if (slash_at(1)) {
        rest_.remove_prefix(2);
        return file_host();
      }
      rest_.remove_prefix(1);
      if (base_) {
        url_.host = base_->host;
        if (!starts_with_drive_letter(rest_)) {
          const auto segment = std::string_view(base_->path).substr(0, 3);
          if (segment.size() == 3 && is_drive_letter(segment.substr(1)) && segment[2] == ':' &&
              (base_->path.size() == 3 || base_->path[3] == '/'))
            url_.path = segment;
        }
      }
      return path();
    }
    if (!base_) return path();
    url_.host = base_->host;
    url_.path = base_->path;
    url_.query = base_->query;
    return relative_tail();
  }

  bool file_host() {
    const size_t end = std::min(rest_.find_first_of("/\\?#"), rest_.size());
    const auto name = rest_.substr(0, end);
    if (is_drive_letter(name)) return path();
    rest_.remove_prefix(end);
    if (!name.empty()) {
      auto host = parse_host(name, HostKind::kDomain);
      if (!host) return false;
      if (*host != "localhost") url_.host = std::move(*host);
    }
    return path_start();
  }

  bool path_start() {
    if (!special_ && (rest_.empty() || first() == '?' || first() == '#'))
      return query_and_fragment();
    if (slash_at(0)) rest_.remove_prefix(1);
    return path();
  }

  void shorten() {
    if (url_.scheme == "file" && url_.path.size() == 3 && is_alpha(url_.path[1]) &&
        url_.path[2] == ':')
      return;
    const size_t slash = url_.path.rfind('/');
    if (slash != std::string::npos) url_.path.erase(slash);
  }

  bool path() {
    for (;;) {
      const size_t end = std::min(rest_.find_first_of(special_ ? "/\\?#" : "/?#"), rest_.size());
      const auto segment = rest_.substr(0, end);
      rest_.remove_prefix(end);
      const bool more = slash_at(0);
      if (is_double_dot(segment)) {
        shorten();
        if (!more) url_.path += '/';
      } else if (is_single_dot(segment)) {
        if (!more) url_.path += '/';
      } else {
        const bool drive = url_.scheme == "file" && url_.path.empty() && is_drive_letter(segment);
        url_.path += '/';
        append_encoded(url_.path, segment, kPathSet);
        if (drive) url_.path.back() = ':';
      }
      if (!more) return query_and_fragment();
      rest_.remove_prefix(1);
    }
  }

  bool opaque_path() {
    url_.opaque_path = true;
    const size_t end = std::min(rest_.find_first_of("?#"), rest_.size());
    append_encoded(url_.path, rest_.substr(0, end), kControlSet);
    // A last space before "?" or "#" would be lost when the address is read again.
    if (end < rest_.size() && !url_.path.empty() && url_.path.back() == ' ') {
      url_.path.pop_back();
      url_.path += "%20";
    }
    rest_.remove_prefix(end);
    return query_and_fragment();
  }

  bool query_and_fragment() {
    if (first() == '?') {
      const size_t end = std::min(rest_.find('#'), rest_.size());
      url_.query.emplace();
      append_encoded(*url_.query, rest_.substr(1, end - 1),
                     special_ ? kSpecialQuerySet : kQuerySet);
      rest_.remove_prefix(end);
    }
    if (first() == '#' && !rest_.empty()) {
      url_.fragment.emplace();
      append_encoded(*url_.fragment, rest_.substr(1), kFragmentSet);
    }
    return true;
  }

  std::string_view rest_;
  const Url* base_;
  bool special_ = false;
  Url url_;
};

/// The text without C0 controls and spaces at its ends and without tabs and newlines inside.
std::string strip(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= 0x20) text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= 0x20) text.remove_suffix(1);
  std::string out = to_valid_utf8(text);
  std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return out;
}

}  // namespace

std::string Url::authority() const {
  std::string out = host.value_or("");
  if (port) out += ":" + std::to_string(*port);
  return out;
}

std::string Url::origin() const {
  return is_special(scheme) && scheme != "file" ? scheme + "://" + authority() : "null";
}

std::string Url::href() const {
  std::string out = scheme + ":";
  if (host) {
    out += "//";
    if (!username.empty() || !password.empty()) {
      out += username;
      if (!password.empty()) out += ":" + password;
      out += '@';
    }
    out += authority();
  } else if (!opaque_path && path.size() > 1 && path[0] == '/' && path[1] == '/') {
    out += "/.";
  }
  out += path;
  if (query) out += "?" + *query;
  if (fragment) out += "#" + *fragment;
  return out;
}

Result<Url> parse_url(std::string_view text, const Url* base) {
  if (text.size() > kMaxUrlBytes)
    return fail(ErrorKind::kMalformed, "an address of " + std::to_string(text.size()) +
                                           " bytes is over the limit of " +
                                           std::to_string(kMaxUrlBytes));
  const std::string stripped = strip(text);
  Reading reading(stripped, base);
  if (!reading.run()) return fail(ErrorKind::kMalformed, "not a URL: '" + stripped + "'");
  return reading.take();
}

std::string resolve_url(std::string_view text, std::string_view base) {
  const auto from = parse_url(base);
  const auto url = parse_url(text, from ? &*from : nullptr);
  return url ? url->href() : "";
}

}  // namespace rasd
