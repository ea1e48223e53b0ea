#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rasd {

/// What one robots.txt asks of crawlers, by RFC 9309. Values; safe to share once read.
///
/// Where the RFC leaves room or practice differs: percent-encoded unreserved characters are not
/// decoded before comparing (Google's matcher and its conformance suite do not either, RFC 9309
/// 2.2.2 asks for it); a group is found by the whole product token, never by a part of it;
/// "Crawl-delay", which the RFC does not know, belongs to the group it stands in.
class RobotsFile {
 public:
  /// Whether the crawler with this product token ("Rasd", or a User-Agent that begins with it) may
  /// fetch the address. Not to be asked about /robots.txt itself, which always may be (2.2.2).
  bool allows(std::string_view agent, std::string_view url) const;
  /// Seconds that the agent's group asks to wait between fetches; the longest where it says two.
  std::optional<double> crawl_delay(std::string_view agent) const;
  /// As written, in order, each once; resolve against the file's own address.
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  friend RobotsFile read_robots(std::string_view bytes);
  struct Rule {
    std::string pattern;  ///< octets beyond ASCII as %XX
    bool allow = false;
  };
  struct Group {
    std::string agent;  ///< product token in lower case, or "*"
    std::vector<Rule> rules;
    std::optional<double> delay;
  };
  /// The group for the agent, "*" where it has none of its own, null where neither stands.
  const Group* group_for(std::string_view agent) const;
  Group& group_named(const std::string& agent);

  std::vector<Group> groups_;  // groups of one agent are merged (2.2.1)
  std::vector<std::string> sitemaps_;
};

/// Reads a robots.txt of any bytes, its first 500 KiB (2.5). Never fails: lines that say nothing
/// are skipped (2.2). What an unreachable file means (2.3.1) is the caller's to decide.
/// Thread-safe.
RobotsFile read_robots(std::string_view bytes);

/// What an HTTP status of /robots.txt means (2.3.1): 2xx is read, 3xx and 4xx allow everything,
/// 5xx and 0 (unreachable) forbid everything for now.
enum class RobotsAnswer { kRead, kAllowAll, kForbidAll };
RobotsAnswer robots_answer(int status);

}  // namespace rasd
