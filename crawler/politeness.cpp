#include "crawler/politeness.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "crawler/robots.h"

namespace rasd {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::hours kRobotsLife{24};  // RFC 9309 2.4
constexpr std::chrono::hours kRobotsRetry{1};  // after a failure
constexpr milliseconds kFirstSlowDelay{1000};  // where slowing down starts from nothing
constexpr size_t kMostUrlBytes = 2000;         // no article's address is longer
constexpr size_t kMostSegments = 20;
constexpr int kSameSegment = 4;

}  // namespace

struct Politeness::Host {
  bool local = false;
  unsigned running = 0;
  Steady next{};  // earliest start of the next request
  milliseconds usual{0};
  milliseconds delay{0};
  int64_t day = 0;
  unsigned pages = 0;

  std::optional<RobotsFile> rules;  // of the last good answer; empty file when all is allowed
  Instant rules_until{};
  bool unreachable = false;
  Instant ask_again{};
};

Politeness::Politeness(PolitenessOptions options) : options_(std::move(options)) {}
Politeness::~Politeness() = default;
Politeness::Politeness(Politeness&&) noexcept = default;

Politeness::Host& Politeness::at(const std::string& host) { return *hosts_.at(host); }
const Politeness::Host& Politeness::at(const std::string& host) const { return *hosts_.at(host); }

milliseconds Politeness::cut(const Host& host, milliseconds wanted) const {
  return host.local ? std::min(wanted, options_.most_local_delay) : wanted;
}

void Politeness::add_host(const std::string& host, bool local) {
  auto& entry = hosts_[host];
  if (entry) return;
  entry = std::make_unique<Host>();
  entry->local = local;
  entry->usual = entry->delay = local ? milliseconds(0) : options_.delay;
}

std::optional<Politeness::Steady> Politeness::next_start(const std::string& host) const {
  const Host& h = at(host);
  if (h.running >= (h.local ? options_.per_local_host : options_.per_host)) return std::nullopt;
  return h.next;
}

void Politeness::started(const std::string& host, Steady now) {
  Host& h = at(host);
  ++h.running;
  h.next = std::max(h.next, now + h.delay);
}

void Politeness::finished(const std::string& host, Steady now, int status,
                          std::optional<std::chrono::seconds> retry_after) {
  Host& h = at(host);
  if (h.running > 0) --h.running;
  if (status == 429 || status == 503 || status == 0) {
    h.delay = cut(h, std::min(std::max(h.delay * 2, kFirstSlowDelay), options_.most_delay));
    h.next = std::max(h.next, now + h.delay);
  } else if (h.delay > h.usual) {
    h.delay = std::max(h.usual, h.delay / 2);
  }
  // A good answer may say as well that it was the last one for now.
  if (retry_after) h.next = std::max(h.next, now + cut(h, milliseconds(*retry_after)));
}

milliseconds Politeness::delay(const std::string& host) const { return at(host).delay; }

Politeness::Robots Politeness::robots(const std::string& host, const Url& url, Instant now) const {
  const Host& h = at(host);
  const bool fresh = h.rules && now < h.rules_until;
  if (!fresh && now >= h.ask_again) return Robots::kAsk;
  if (h.unreachable && !h.rules) return Robots::kUnreachable;
  return h.rules->allows(options_.robots_name, url.href()) ? Robots::kAllowed : Robots::kForbidden;
}

void Politeness::learn_robots(const std::string& host, int status, std::string_view body,
                              Instant now) {
  Host& h = at(host);
  if (status >= 200 && status < 500 && status != 429) {
    h.rules = read_robots(status < 300 ? body : std::string_view());
    h.rules_until = now + kRobotsLife;
    h.unreachable = false;
    h.ask_again = h.rules_until;
    if (const auto stated = h.rules->crawl_delay(options_.robots_name)) {
      const auto wanted =
          std::min(milliseconds(static_cast<int64_t>(*stated * 1000)), options_.most_crawl_delay);
      h.usual = std::max(h.usual, cut(h, wanted));
      h.delay = std::max(h.delay, h.usual);
    }
    return;
  }
  h.unreachable = true;
  h.ask_again = now + kRobotsRetry;
}

bool Politeness::spend_page(const std::string& host, Instant now) {
  Host& h = at(host);
  const int64_t day = std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
  if (day != h.day) h.pages = 0;
  h.day = day;
  if (!h.local && h.pages >= options_.pages_per_day) return false;
  ++h.pages;
  return true;
}

std::string trap_in(const Url& url, Instant now) {
  if (url.href().size() > kMostUrlBytes) return "the address is too long";
  std::vector<std::string_view> segments;
  const std::string_view path = url.path;
  for (size_t at = 0; at < path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    if (end > at) segments.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  if (segments.size() > kMostSegments) return "the address has too many folders";
  for (const std::string_view segment : segments)
    if (std::count(segments.begin(), segments.end(), segment) >= kSameSegment)
      return "the address repeats the same folder";
  // A calendar leads to every year there will ever be; an article is not of the years to come. A
  // year counts as one only with its month behind it: /report/2093 is the article of that number.
  const int this_year = static_cast<int>(
      std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now)).year());
  const auto number_of = [](std::string_view segment, size_t digits) {
    const bool is_number =
        segment.size() <= digits &&
        std::all_of(segment.begin(), segment.end(), [](char c) { return c >= '0' && c <= '9'; });
    return is_number ? std::atoi(std::string(segment).c_str()) : 0;
  };
  for (size_t i = 0; i + 1 < segments.size(); ++i) {
    const int year = number_of(segments[i], 4);
    const int month = number_of(segments[i + 1], 2);
    if (year > this_year + 1 && year < 2200 && month >= 1 && month <= 12)
      return "the address is of a year to come";
  }
  return {};
}

}  // namespace rasd
