#pragma once
#include <chrono>
#include <map>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "crawler/fetcher.h"
#include "crawler/robots.h"
#include "pipeline/config.h"

namespace rasd {

/// A handful of pages fetched one after another for a person who waits, with the crawler's manners:
/// its name, its limits, the configured pause between two requests, robots.txt asked first. Nothing
/// is stored.
class SiteVisit {
 public:
  /// `local`: loopback and private addresses are allowed, and not paused for.
  SiteVisit(const Config& config, bool local);

  /// Fetches an address that robots.txt allows. Fails with kRefused where it does not, else as
  /// the fetcher does, or by the status of the answer.
  Result<FetchAnswer> get(const std::string& url);
  /// The same for what was configured by hand, as feeds are: robots.txt is not asked.
  Result<FetchAnswer> get_unasked(const std::string& url);

  enum class Verdict { kAllowed, kForbidden, kUnreachable };
  Verdict verdict(const std::string& url);
  /// What the host's robots.txt says; asks for it at most once.
  struct Host {
    RobotsFile rules;
    std::string body;  ///< of robots.txt, for its sitemaps
    bool reachable = true;
  };
  const Host& host_of(const std::string& url);

 private:
  FetchAnswer fetch(const std::string& url);

  std::string robots_name_;
  std::chrono::milliseconds pause_{0};
  bool local_;
  SystemClock clock_;
  Fetcher fetcher_;
  std::map<std::string, Host> hosts_;  // by origin
  bool fetched_ = false;
};

}  // namespace rasd
