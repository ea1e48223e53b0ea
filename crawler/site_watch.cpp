#include "crawler/site_watch.h"

#include <algorithm>
#include <deque>
#include <set>
#include <thread>
#include <unordered_map>

#include "base/file.h"
#include "base/utf8.h"
#include "crawler/certificate.h"
#include "crawler/crawl_loop.h"
#include "crawler/fetcher.h"
#include "crawler/page.h"
#include "crawler/politeness.h"
#include "crawler/url.h"

namespace rasd {
namespace {

using std::chrono::milliseconds;

constexpr size_t kMostText = 20'000;
constexpr size_t kMostLines = 400;
constexpr size_t kShownLines = 20;
constexpr size_t kShownBytes = 300;
constexpr size_t kLinkBytes = size_t{64} << 10;  // a link is there when it begins to answer
constexpr size_t kRobotsBytes = size_t{2} << 20;

std::string file_of(const std::string& folder, const std::string& source_id) {
  return folder + "/" + source_id + ".json";
}

PolitenessOptions politeness_of(const SiteWatchOptions& options) {
  PolitenessOptions politeness;
  politeness.robots_name = options.robots_name;
  return politeness;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    if (const auto line = trim(text.substr(0, end)); !line.empty()) lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void show(std::vector<std::string>& list, std::string_view line) {
  if (list.size() < kShownLines) list.emplace_back(clip_utf8(line, kShownBytes));
}

/// What was asked for but did not come, by its status first: a body past the cap is an answer.
std::string trouble_of(const FetchAnswer& answer) {
  if (answer.status > 0) {
    const auto error = error_of_status(answer.status);
    return error ? error->message : "";
  }
  return answer.error ? answer.error->message : "no answer";
}

/// Refused is not broken: a site that turns programs away has the page all the same.
bool is_broken(const FetchAnswer& answer) {
  if (answer.status == 404 || answer.status == 410 || answer.status >= 500) return true;
  return answer.status == 0 && answer.error && answer.error->kind != ErrorKind::kRefused;
}

class Round {
 public:
  Round(Fetcher& fetcher, bool local, const Clock& clock, const SiteWatchOptions& options,
        const std::stop_token& stop)
      : fetcher_(fetcher),
        local_(local),
        clock_(clock),
        options_(options),
        stop_(stop),
        politeness_(politeness_of(options)) {}

  SiteRound look(const std::string& site, const SiteRound& before) {
    round_.site = site;
    round_.at = clock_.now();
    const auto home = parse_url(site);
    if (!home || !home->is_web()) {
      round_.error = "not a web address";
      return std::move(round_);
    }
    origin_ = home->origin();
    for (const WatchedPage& page : before.pages) before_[page.url] = &page.text;
    const FetchAnswer first = get(home->href(), 0);
    round_.status = first.status;
    round_.latency = first.took;
    round_.error = trouble_of(first);
    round_.up = round_.error.empty() && !first.error;
    if (first.error && round_.error.empty()) round_.error = first.error->message;
    const bool refused_by_us =
        first.error && first.error->message.find("public internet") != std::string::npos;
    if (home->scheme == "https" && !refused_by_us)
      if (const auto end = certificate_end(site, options_.certificate_patience))
        round_.certificate_ends = *end;
    if (!round_.up) return std::move(round_);
    asked_.insert(home->href());
    read(home->href(), first);
    const bool check_links =
        !before.links_checked || round_.at - *before.links_checked >= options_.links_every;
    follow(check_links);
    round_.links_asked = asked_.size();
    round_.links_checked = check_links ? round_.at : before.links_checked;
    for (const BrokenLink& link : before.broken)  // what was not asked this time is as it was
      if (!check_links && !asked_.contains(link.url)) round_.broken.push_back(link);
    for (const WatchedPage& page : before.pages)
      if (!asked_.contains(page.url) && round_.pages.size() < options_.pages)
        round_.pages.push_back(page);
    return std::move(round_);
  }

 private:
  struct Link {
    std::string page, url, text;
  };

  void follow(bool check_links) {
    std::set<std::string> seen = asked_;
    while (!waiting_.empty() && asked_.size() < options_.links && !stop_.stop_requested()) {
      const Link link = std::move(waiting_.front());
      waiting_.pop_front();
      if (!seen.insert(link.url).second) continue;
      const auto url = parse_url(link.url);
      if (!url || !url->is_web()) continue;
      const bool to_read = url->origin() == origin_ && round_.pages_read < options_.pages;
      if (!to_read && !check_links) continue;
      std::string silent;
      if (!may_ask(*url, silent)) {
        ++round_.not_allowed;
        continue;
      }
      asked_.insert(link.url);
      if (!silent.empty()) {
        round_.broken.push_back({link.page, link.url, link.text, std::move(silent)});
        continue;
      }
      const FetchAnswer answer = to_read ? get(link.url, 0) : head(link.url);
      if (is_broken(answer))
        round_.broken.push_back({link.page, link.url, link.text, trouble_of(answer)});
      else if (to_read && !answer.error && answer.status == 200)
        read(link.url, answer);
    }
  }

  /// What robots.txt of the address's host says, asked for once a round. `silent` says why when
  /// that host does not answer at all: then its pages are not there either.
  bool may_ask(const Url& url, std::string& silent) {
    if (known_.insert(url.origin()).second) politeness_.add_host(url.origin(), local_);
    if (politeness_.robots(url.origin(), url, clock_.now()) == Politeness::Robots::kAsk) {
      const FetchAnswer answer = get(url.origin() + "/robots.txt", kRobotsBytes);
      const bool lost = answer.error && answer.status >= 300 && answer.status < 400;
      politeness_.learn_robots(url.origin(),
                               lost           ? 404
                               : answer.error ? 0
                                              : answer.status,
                               answer.body, clock_.now());
      if (answer.status == 0 && is_broken(answer)) silent_[url.origin()] = trouble_of(answer);
    }
    if (const auto found = silent_.find(url.origin()); found != silent_.end()) {
      silent = found->second;
      return true;
    }
    return politeness_.robots(url.origin(), url, clock_.now()) == Politeness::Robots::kAllowed;
  }

  /// Is it there? HEAD costs the other side least; some answer it wrongly, so only GET condemns.
  FetchAnswer head(const std::string& url) {
    FetchAnswer answer = ask(url, FetchMethod::kHead, 0);
    const bool there = !answer.error && answer.status >= 200 && answer.status < 400;
    return there ? std::move(answer) : get(url, kLinkBytes);
  }

  FetchAnswer get(const std::string& url, size_t cap) { return ask(url, FetchMethod::kGet, cap); }

  FetchAnswer ask(const std::string& url, FetchMethod method, size_t cap) {
    if (!local_ && asked_anything_) std::this_thread::sleep_for(options_.delay);
    asked_anything_ = true;
    FetchRequest request;
    request.url = url;
    request.method = method;
    request.local = local_;
    request.cap_bytes = cap;
    fetcher_.start(std::move(request));
    while (fetcher_.running() > 0)  // the fetcher's own time limit ends it
      for (FetchAnswer& answer : fetcher_.wait(milliseconds{250})) return std::move(answer);
    for (FetchAnswer& answer : fetcher_.wait(milliseconds{0})) return std::move(answer);
    return {};
  }

  void read(const std::string& url, const FetchAnswer& answer) {
    if (answer.content_type.find("html") == std::string::npos && !answer.content_type.empty())
      return;
    ++round_.pages_read;
    PageContext context;
    context.url = answer.url;
    context.content_type = answer.content_type;
    context.links = true;
    const ExtractedPage page = read_page(answer.body, context);
    for (const PageLink& link : page.links)
      if (!asked_.contains(link.url)) waiting_.push_back({url, link.url, link.text});
    // A list changes with every item; what people wrote and may have changed are its pages.
    if (page.kind == PageKind::kList || page.text.empty()) return;
    std::string text(clip_utf8(page.title + "\n" + page.text, kMostText));
    if (const auto old = before_.find(url); old != before_.end() && *old->second != text) {
      PageChange change = changed_paragraphs(*old->second, text);
      change.url = url;
      change.at = round_.at;
      round_.changes.push_back(std::move(change));
    }
    round_.pages.push_back({url, std::move(text)});
  }

  Fetcher& fetcher_;
  bool local_;
  const Clock& clock_;
  SiteWatchOptions options_;
  const std::stop_token& stop_;
  Politeness politeness_;
  SiteRound round_;
  std::string origin_;
  bool asked_anything_ = false;
  std::unordered_map<std::string, const std::string*> before_;
  std::set<std::string> asked_;
  std::set<std::string> known_;                          // origins that the politeness knows
  std::unordered_map<std::string, std::string> silent_;  // origins that do not answer, and why
  std::deque<Link> waiting_;  // at most the links of the pages read: 60 × 5,000
};

}  // namespace

PageChange changed_paragraphs(std::string_view before, std::string_view after) {
  const auto old = lines_of(before);
  const auto now = lines_of(after);
  PageChange change;
  if (old.size() > kMostLines || now.size() > kMostLines) {
    const std::set<std::string_view> had(old.begin(), old.end()), has(now.begin(), now.end());
    for (const auto line : old)
      if (!has.contains(line)) show(change.removed, line);
    for (const auto line : now)
      if (!had.contains(line)) show(change.added, line);
    return change;
  }
  // common[i][j]: longest common subsequence of old[i…] and now[j…].
  const size_t width = now.size() + 1;
  std::vector<uint16_t> common((old.size() + 1) * width);
  for (size_t i = old.size(); i-- > 0;)
    for (size_t j = now.size(); j-- > 0;)
      common[i * width + j] =
          old[i] == now[j] ? static_cast<uint16_t>(common[(i + 1) * width + j + 1] + 1)
                           : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
  size_t i = 0;
  size_t j = 0;
  while (i < old.size() || j < now.size()) {
    if (i < old.size() && j < now.size() && old[i] == now[j]) {
      ++i;
      ++j;
    } else if (j == now.size() ||
               (i < old.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      show(change.removed, old[i++]);
    } else {
      show(change.added, now[j++]);
    }
  }
  return change;
}

SiteRound watch_site(Fetcher& fetcher, const std::string& source_id, const std::string& site,
                     bool local, const SiteRound& before, const Clock& clock,
                     const SiteWatchOptions& options, const std::stop_token& stop) {
  SiteRound round = Round(fetcher, local, clock, options, stop).look(site, before);
  round.source_id = source_id;
  return round;
}

Result<std::vector<SiteRound>> watch_own_sites(Fetcher& fetcher, const std::vector<Source>& sources,
                                               const std::string& folder, const Clock& clock,
                                               const SiteWatchOptions& options,
                                               const std::stop_token& stop) {
  std::vector<SiteRound> rounds;
  for (const Source& source : sources) {
    if (!source.official) continue;
    auto kept = kept_rounds({source.id}, folder);
    SiteRound before = kept.empty() ? SiteRound{} : std::move(kept.front());
    SiteRound round = watch_site(fetcher, source.id, source.site.empty() ? source.url : source.site,
                                 source.local, before, clock, options, stop);
    if (stop.stop_requested()) break;
    remember(round, std::move(before));
    if (auto written = write_file(file_of(folder, source.id), encode(round)); !written)
      return fail(written.error());
    rounds.push_back(std::move(round));
  }
  return rounds;
}

std::vector<SiteRound> kept_rounds(const std::vector<std::string>& source_ids,
                                   const std::string& folder) {
  std::vector<SiteRound> rounds;
  for (const std::string& id : source_ids)
    if (const auto bytes = read_file(file_of(folder, id)))
      if (auto round = decode_site_round(*bytes)) rounds.push_back(std::move(*round));
  return rounds;
}

}  // namespace rasd
