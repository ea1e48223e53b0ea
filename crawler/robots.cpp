#include "crawler/robots.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"

namespace rasd {
namespace {

constexpr size_t kParsed = size_t{500} << 10;  ///< RFC 9309 2.5: at least 500 KiB
constexpr size_t kMaxRules = 20'000;           ///< over all groups; 500 KiB hold few more
constexpr size_t kMaxPath = 16'384;            ///< octets of an address that are compared

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f'; }

std::string_view strip(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// RFC 9309 2.2.2: octets outside ASCII are compared percent-encoded, hex digits in one case.
std::string octets(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x80) {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else if (byte == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
               hex_value(text[i + 2]) >= 0) {
      out += '%';
      out += kHex[hex_value(text[i + 1])];
      out += kHex[hex_value(text[i + 2])];
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// The product token at the start (2.2.1): letters, "-" and "_"; in lower case.
std::string product_token(std::string_view text) {
  size_t end = 0;
  const auto is_token = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  };
  while (end < text.size() && is_token(text[end])) ++end;
  return to_lower_ascii(text.substr(0, end));
}

std::string agent_of_line(std::string_view value) {
  if (!value.empty() && value[0] == '*' && (value.size() == 1 || is_space(value[1]))) return "*";
  return product_token(value);
}

/// Path and query of an address, as they are compared; "/" at least.
std::string path_of(std::string_view url) {
  const size_t scheme = url.find("://");
  const size_t first = url.find_first_of("/?#");
  if (scheme != std::string_view::npos && scheme < first)
    url.remove_prefix(scheme + 3);
  else if (url.starts_with("//"))
    url.remove_prefix(2);
  url.remove_prefix(std::min(url.find_first_of("/?;#"), url.size()));
  url = url.substr(0, url.find('#'));
  std::string path = octets(url.substr(0, kMaxPath));
  return path.starts_with('/') ? path : "/" + path;
}

/// 2.2.3: "*" stands for any octets, "$" at the end for the end. Each literal between stars is
/// taken where it first occurs, which is enough: a later place leaves less for the rest.
bool matches(std::string_view pattern, std::string_view path) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  size_t star = std::min(pattern.find('*'), pattern.size());
  if (!path.starts_with(pattern.substr(0, star))) return false;
  size_t at = star;
  while (star < pattern.size()) {
    const size_t start = star + 1;
    star = std::min(pattern.find('*', start), pattern.size());
    const auto literal = pattern.substr(start, star - start);
    if (star == pattern.size() && anchored)
      return path.size() - at >= literal.size() && path.ends_with(literal);
    const size_t found = path.find(literal, at);
    if (found == std::string_view::npos) return false;
    at = found + literal.size();
  }
  return !anchored || at == path.size();
}

std::optional<double> seconds_of(std::string_view text) {
  if (text.empty() || text[0] < '0' || text[0] > '9') return std::nullopt;
  double value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

RobotsFile::Group& RobotsFile::group_named(const std::string& agent) {
  for (auto& group : groups_)
    if (group.agent == agent) return group;
  groups_.push_back({agent, {}, {}});
  return groups_.back();
}

const RobotsFile::Group* RobotsFile::group_for(std::string_view agent) const {
  // Of "Rasd/1.0 (+https://…)" the name. One with a digit is no product token and has no group,
  // rather than that of another whose token it begins with.
  const std::string token = to_lower_ascii(agent.substr(0, agent.find_first_of("/ \t(")));
  const Group* any = nullptr;
  for (const auto& group : groups_) {
    if (group.agent == token && !token.empty()) return &group;
    if (group.agent == "*") any = &group;
  }
  return any;
}

bool RobotsFile::allows(std::string_view agent, std::string_view url) const {
  const std::string path = path_of(url);
  const Group* group = group_for(agent);
  if (!group) return true;
  // 2.2.2: the most octets win, and of two equal ones the allowing.
  size_t longest = 0;
  bool allowed = true;
  for (const auto& rule : group->rules) {
    if (rule.pattern.size() < longest || (rule.pattern.size() == longest && !rule.allow)) continue;
    if (!matches(rule.pattern, path)) continue;
    longest = rule.pattern.size();
    allowed = rule.allow;
  }
  return allowed;
}

std::optional<double> RobotsFile::crawl_delay(std::string_view agent) const {
  const Group* group = group_for(agent);
  return group ? group->delay : std::nullopt;
}

RobotsFile read_robots(std::string_view bytes) {
  bytes = bytes.substr(0, kParsed);
  // As much of a byte order mark as there is: editors leave halves of it.
  for (const char c : {'\xEF', '\xBB', '\xBF'})
    if (!bytes.empty() && bytes[0] == c) bytes.remove_prefix(1);
  RobotsFile file;
  std::vector<std::string> agents;  // whom the coming rules are for
  bool closed = true;               // a rule was seen, so a user-agent line starts a new group
  // A delay is for the agents named right before it; it ends no group (2.2.4), so rules that come
  // after "user-agent: a, crawl-delay, user-agent: b" are for both, and the delay is a's alone.
  std::vector<std::string> delayed_agents;
  bool delay_closed = true;
  size_t rules = 0;
  while (!bytes.empty()) {
    const size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    line = line.substr(0, line.find('#'));
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string key = to_lower_ascii(strip(line.substr(0, colon)));
    const auto value = strip(line.substr(colon + 1));
    if (key == "user-agent") {
      if (closed) agents.clear();
      if (closed || delay_closed) delayed_agents.clear();
      closed = delay_closed = false;
      if (agents.size() >= 1000) continue;
      agents.push_back(agent_of_line(value));
      delayed_agents.push_back(agents.back());
      if (!agents.back().empty()) file.group_named(agents.back());
    } else if (key == "allow" || key == "disallow") {
      closed = true;
      if (value.empty()) continue;  // 2.2.2: an empty path says nothing
      const std::string pattern = octets(value);
      for (const auto& agent : agents) {
        if (agent.empty() || ++rules > kMaxRules) continue;
        file.group_named(agent).rules.push_back({pattern, key == "allow"});
      }
    } else if (key == "crawl-delay") {
      const auto delay = seconds_of(value);
      delay_closed = true;
      for (const auto& agent : delayed_agents) {
        if (agent.empty() || !delay) continue;
        auto& known = file.group_named(agent).delay;
        known = std::max(known.value_or(0), *delay);
      }
    } else if (key == "sitemap" && !value.empty()) {
      std::string address = to_valid_utf8(value);
      auto& all = file.sitemaps_;
      if (all.size() < 1000 && std::find(all.begin(), all.end(), address) == all.end())
        all.push_back(std::move(address));
    }
  }
  return file;
}

RobotsAnswer robots_answer(int status) {
  if (status >= 200 && status < 300) return RobotsAnswer::kRead;
  if (status >= 300 && status < 500) return RobotsAnswer::kAllowAll;
  return RobotsAnswer::kForbidAll;
}

}  // namespace rasd
