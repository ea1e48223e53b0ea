#include "cli/site_visit.h"

#include <thread>

#include "crawler/connectors.h"
#include "crawler/crawler.h"
#include "crawler/url.h"

namespace rasd {
namespace {

FetcherOptions options_of(const Config& config) {
  FetcherOptions options;
  options.user_agent = config.user_agent();
  options.timeout = config.crawl.timeout;
  options.connect_timeout = std::min(options.connect_timeout, options.timeout);
  return options;
}

}  // namespace

SiteVisit::SiteVisit(const Config& config, bool local)
    : robots_name_(CrawlerOptions{}.robots_name),
      pause_(local ? std::chrono::milliseconds(0)
                   : std::chrono::milliseconds(config.crawl.host_delay)),
      local_(local),
      fetcher_(options_of(config), clock_) {}

FetchAnswer SiteVisit::fetch(const std::string& url) {
  if (fetched_) std::this_thread::sleep_for(pause_);
  fetched_ = true;
  FetchRequest request;
  request.url = url;
  request.local = local_;
  fetcher_.start(std::move(request));
  // The fetcher's own limits end every transfer.
  for (;;)
    for (FetchAnswer& answer : fetcher_.wait(std::chrono::milliseconds(250)))
      return std::move(answer);
}

const SiteVisit::Host& SiteVisit::host_of(const std::string& url) {
  const auto parsed = parse_url(url);
  const std::string origin = parsed ? parsed->origin() : std::string();
  const auto [found, fresh] = hosts_.try_emplace(origin);
  if (!fresh || !parsed || !parsed->is_web()) return found->second;
  FetchAnswer answer = fetch(origin + "/robots.txt");
  Host& host = found->second;
  // An address that may not be asked at all says so when the page itself is.
  const bool silent = answer.error && answer.error->kind == ErrorKind::kTemporary;
  const RobotsAnswer meaning = robots_answer(silent ? 0 : answer.error ? 404 : answer.status);
  host.reachable = meaning != RobotsAnswer::kForbidAll;
  if (meaning == RobotsAnswer::kRead) {
    host.rules = read_robots(answer.body);
    host.body = std::move(answer.body);
  }
  return host;
}

SiteVisit::Verdict SiteVisit::verdict(const std::string& url) {
  const Host& host = host_of(url);
  if (!host.reachable) return Verdict::kUnreachable;
  return host.rules.allows(robots_name_, url) ? Verdict::kAllowed : Verdict::kForbidden;
}

Result<FetchAnswer> SiteVisit::get(const std::string& url) {
  switch (verdict(url)) {
    case Verdict::kForbidden:
      return fail(ErrorKind::kRefused, "robots.txt does not allow " + url);
    case Verdict::kUnreachable:
      return fail(ErrorKind::kTemporary, "robots.txt of " + url + " cannot be had");
    case Verdict::kAllowed:
      break;
  }
  return get_unasked(url);
}

Result<FetchAnswer> SiteVisit::get_unasked(const std::string& url) {
  FetchAnswer answer = fetch(url);
  if (!answer.error) answer.error = error_of_status(answer.status);
  if (answer.error) return fail(answer.error->kind, url + ": " + answer.error->message);
  return answer;
}

}  // namespace rasd
