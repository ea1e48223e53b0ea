#include <cmath>

#include "crawler/robots.h"
#include "tests/fuzz/property.h"

using namespace rasd;
using fuzz::require;

/// Input: an address, a newline, a robots.txt.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto input = fuzz::cut(fuzz::as_text(data, size));
  const std::string body(input.body);
  const RobotsFile file = read_robots(body);
  // Lines that say nothing change nothing (RFC 9309 2.2).
  const RobotsFile noted = read_robots(body + "\n# a remark\n\n");
  for (const char* agent : {"Rasd", "Other/2.0", "*", ""}) {
    require(file.allows(agent, input.head) == noted.allows(agent, input.head),
            "a remark changes no answer", agent);
    const auto delay = file.crawl_delay(agent);
    require(!delay || (std::isfinite(*delay) && *delay >= 0), "a delay is a number of seconds");
    require(delay == noted.crawl_delay(agent), "a remark changes no delay");
  }
  size_t bytes = 0;
  for (const std::string& map : file.sitemaps()) {
    bytes += map.size();
    require(map.find_first_of("\r\n") == std::string::npos, "a sitemap's address is one line");
  }
  // An octet that is no UTF-8 becomes U+FFFD.
  require(bytes <= 3 * body.size(), "addresses of sitemaps come from the file");
  return 0;
}
