#include "crawler/crawl_loop.h"

#include <algorithm>

#include "base/log.h"
#include "crawler/address.h"
#include "crawler/database.h"
#include "crawler/learned_shapes.h"
#include "crawler/post_sources.h"
#include "crawler/rate_limit.h"

namespace rasd {
namespace {

using std::chrono::milliseconds;

constexpr size_t kTasksAtHand = 256;       // of one host; the rest waits in crawl.db
constexpr milliseconds kLongestWait{250};  // bounds how late a stop is seen

PolitenessOptions politeness_of(const CrawlerOptions& options) {
  PolitenessOptions politeness;
  politeness.robots_name = options.robots_name;
  politeness.per_host = options.per_host;
  politeness.per_local_host = options.per_local_host;
  politeness.delay = options.delay;
  politeness.pages_per_day = options.pages_per_host_and_day;
  return politeness;
}

FetcherOptions fetcher_of(const CrawlerOptions& options) {
  FetcherOptions fetcher;
  fetcher.user_agent = options.user_agent;
  fetcher.connections = options.connections;
  fetcher.per_host = std::max(options.per_host, options.per_local_host);
  fetcher.cap_bytes = options.cap_bytes;
  fetcher.timeout = options.timeout;
  fetcher.connect_timeout = std::min(fetcher.connect_timeout, options.timeout);
  return fetcher;
}

/// Whether a host is on this machine or in a private network by its name alone. A local source may
/// link to the outside, and is no licence to hurry there.
bool is_private_name(const Url& url) {
  std::string host = url.host.value_or("");
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const bool is_address =
      host.find(':') != host.npos || host.find_first_not_of("0123456789.") == host.npos;
  return is_address ? !is_public(host)
                    : host.find('.') == host.npos || host.ends_with(".localhost");
}

bool is_file_source(const Source& source) {
  return !source.url.starts_with("http://") && !source.url.starts_with("https://");
}

/// Feeds and interfaces are published for programs that were told of them, and configured by hand;
/// robots.txt is for what a robot finds by itself, and for pages made for people.
bool asks_robots(const Source& source) {
  return source.connector == Connector::kSitemap || source.connector == Connector::kListPage ||
         source.connector == Connector::kTelegram;
}

/// Whether an answer to a page's request becomes no item.
bool is_failure(const FetchAnswer& answer) {
  return answer.error || answer.status == 304 || error_of_status(answer.status).has_value();
}

}  // namespace

Crawler::Loop::Loop(CrawlerOptions options, const Clock& clock, Spool& spool)
    : options_(std::move(options)),
      clock_(clock),
      spool_(spool),
      frontier_(spool.database()),
      missing_(spool.database()),
      politeness_(politeness_of(options_)),
      fetcher_(options_.network ? options_.network()
                                : std::make_unique<Fetcher>(fetcher_of(options_), clock)) {
  if (!options_.attachments.empty()) attachments_.emplace(options_.attachments);
}

Result<void> Crawler::Loop::use_key_file(const std::string& path) {
  auto pseudonym = Pseudonym::open(path);
  if (!pseudonym) return fail(pseudonym.error());
  pseudonym_ = *pseudonym;
  return {};
}

Result<void> Crawler::Loop::add_source(Source source) {
  if (source.connector == Connector::kReplay) return {};
  if (source.id.empty()) return fail(ErrorKind::kConfiguration, "a source has no id");
  if (watch_by_id_.contains(source.id))
    return fail(ErrorKind::kConfiguration, "two sources have the id \"" + source.id + "\"");
  if (const std::string trouble = trouble_with(source); !trouble.empty())
    return fail(ErrorKind::kConfiguration, "source " + source.id + ": " + trouble);
  Watch watch;
  if (!is_file_source(source)) {
    const auto url = parse_url(source.url);
    if (!url || !url->host)
      return fail(ErrorKind::kConfiguration,
                  "source " + source.id + ": not a web address: " + source.url);
    watch.host = host_of(*url, source.local).name;
  } else if (source.url.starts_with("imap")) {
    if (auto checked = check_mailbox_url(source.url); !checked)
      return fail(checked.error().kind, "source " + source.id + ": " + checked.error().message);
  } else if (source.connector != Connector::kObservations) {
    return fail(
        ErrorKind::kConfiguration,
        "source " + source.id + ": the address must begin with http:// or https://: " + source.url);
  }
  auto state = frontier_.source(source.id);
  if (!state) return fail(state.error());
  watch.state = std::move(*state);
  if (source.connector == Connector::kListPage) {
    auto shapes = read_learned_shapes(spool_.database(), source.id);
    if (!shapes) return fail(shapes.error());
    watch.shapes = std::move(*shapes);
  }
  watch_by_id_[source.id] = watches_.size();
  watch.source = std::move(source);
  watches_.push_back(std::move(watch));
  return {};
}

Crawler::Loop::Host& Crawler::Loop::host_of(const Url& url, bool local) {
  const std::string name = url.authority();
  auto& host = hosts_[name];
  if (!host) {
    host = std::make_unique<Host>();
    host->name = name;
    host->origin = url.origin();
    host->local = local && is_private_name(url);
    host_order_.push_back(host.get());
    politeness_.add_host(name, host->local);
  }
  host->may_be_private |= local;
  return *host;
}

/// The tasks that an earlier run left: their hosts come back with their source's rights.
Result<void> Crawler::Loop::load() {
  const Instant now = clock_.now();
  if (auto ready = missing_.prepare(); !ready) return ready;
  auto names = frontier_.hosts();
  if (!names) return fail(names.error());
  for (const std::string& name : *names) {
    auto tasks = frontier_.due(name, Instant::max(), 1);
    if (!tasks) return fail(tasks.error());
    if (tasks->empty()) continue;
    const auto url = parse_url(tasks->front().page.url);
    const auto watch = watch_by_id_.find(tasks->front().page.source_id);
    if (!url || watch == watch_by_id_.end()) continue;  // a source that is watched no more
    host_of(*url, watches_[watch->second].source.local).next_due = now;
  }
  std::vector<SpoolItem> sources;
  for (const Watch& watch : watches_) sources.push_back({watch.source, {}});
  auto told = spool_.append(std::move(sources));
  return told ? Result<void>{} : fail(told.error());
}

Result<void> Crawler::Loop::run(const std::stop_token& stop, RunMode mode) {
  const std::stop_callback wake(stop, [this] { fetcher_->wake(); });
  if (auto loaded = load(); !loaded) return loaded;
  for (Watch& watch : watches_) watch.polled = false;
  mode_ = mode;
  while (!stop.stop_requested()) {
    const Instant now = clock_.now();
    start_polls(now, mode);
    if (std::chrono::steady_clock::now() >= resume_at_ && !host_order_.empty()) {
      first_host_ = (first_host_ + 1) % host_order_.size();
      for (size_t i = 0; i < host_order_.size(); ++i)
        start_host(*host_order_[(first_host_ + i) % host_order_.size()], now);
    }
    if (mode == RunMode::kOnce && all_done(now)) break;
    for (FetchAnswer& answer : fetcher_->wait(wait_time(now))) {
      const auto found = jobs_.find(answer.tag);
      if (found == jobs_.end()) continue;
      Job job = std::move(found->second);
      jobs_.erase(found);
      const Instant then = clock_.now();
      const auto stay_away = asked_to_wait(answer.exchange.response_head, answer.status, then);
      const bool silent = answer.error && answer.error->kind == ErrorKind::kTemporary;
      politeness_.finished(job.host->name, std::chrono::steady_clock::now(),
                           silent ? 0 : std::max(answer.status, 1), stay_away);
      if (is_kept(job, answer)) keep(answer);
      if (job.kind == JobKind::kRobots) {
        job.host->asking_robots = false;
        // Too many redirects: as if there were none (RFC 9309 2.3.1.2).
        const bool lost = answer.error && answer.status >= 300 && answer.status < 400;
        politeness_.learn_robots(job.host->name,
                                 lost           ? 404
                                 : answer.error ? 0
                                                : answer.status,
                                 answer.body, then);
      } else if (job.kind == JobKind::kList) {
        watches_[job.list.watch].stay_away = stay_away;
        on_list(job.list, answer, then);
      } else {
        on_page(std::move(job.task), answer, then);
      }
      if (batch_.size() >= 64 || batch_bytes_ > size_t{8} << 20) flush();
    }
    if (!batch_tasks_.empty() &&
        (jobs_.empty() || std::chrono::steady_clock::now() - batch_began_ > milliseconds(50)))
      flush();
    if (broken_) return fail(*broken_);
  }
  flush();
  return broken_ ? fail(*broken_) : Result<void>{};
}

/// Lists, robots.txt and failures are evidence. The answers of networks are not kept: they name
/// everybody who wrote a post, and names go no further than the reading.
bool Crawler::Loop::is_kept(const Job& job, const FetchAnswer& answer) const {
  if (job.kind == JobKind::kPage) return job.task.comment_feed || is_failure(answer);
  return job.kind == JobKind::kRobots || !is_of_posts(watches_[job.list.watch].source.connector);
}

/// Archives what becomes no item of its own. An answer that was broken off is none.
void Crawler::Loop::keep(const FetchAnswer& answer) {
  const bool broken_off = answer.error && answer.exchange.payload.empty();
  if (broken_off || answer.exchange.response_head.empty()) return;
  if (auto kept = spool_.keep(answer.exchange); !kept) log_error(kept.error().message);
}

void Crawler::Loop::start_polls(Instant now, RunMode mode) {
  for (size_t i = 0; i < watches_.size(); ++i) {
    Watch& watch = watches_[i];
    if (watch.mailbox && watch.mailbox->done()) end_mailbox(watch, now);
    if (watch.polling) continue;
    const bool due = mode == RunMode::kOnce ? !watch.polled : now >= watch.state.next_poll;
    if (due || (mode == RunMode::kForever && has_files_waiting(watch, now))) begin_poll(i, now);
  }
}

void Crawler::Loop::start_host(Host& host, Instant now) {
  while (fetcher_->running() < options_.connections) {
    if (host.tasks.empty() && host.next_due <= now) refill(host, now);
    if (host.lists.empty() && host.tasks.empty()) return;
    const auto next = politeness_.next_start(host.name);
    if (!next || *next > std::chrono::steady_clock::now()) return;
    if (!(host.lists.empty() ? start_task(host, now) : start_list(host, now))) return;
  }
}

/// False when robots.txt is being asked for first; nothing else of the host can go on then.
bool Crawler::Loop::may_fetch(Host& host, const Url& url, Instant now,
                              Politeness::Robots& verdict) {
  verdict = politeness_.robots(host.name, url, now);
  if (verdict != Politeness::Robots::kAsk) return true;
  if (host.asking_robots) return false;
  host.asking_robots = true;
  FetchRequest request;
  request.url = host.origin + "/robots.txt";
  request.cap_bytes = size_t{2} << 20;
  Job job;
  job.kind = JobKind::kRobots;
  send(host, std::move(job), std::move(request));
  return false;
}

bool Crawler::Loop::start_list(Host& host, Instant now) {
  ListJob list = host.lists.front();
  Watch& watch = watches_[list.watch];
  const auto url = parse_url(list.url);
  if (url && asks_robots(watch.source)) {
    Politeness::Robots verdict{};
    if (!may_fetch(host, *url, now, verdict)) return false;
    if (verdict != Politeness::Robots::kAllowed) {
      host.lists.pop_front();
      fail_poll(watch, 0,
                verdict == Politeness::Robots::kForbidden ? "robots.txt does not allow it"
                                                          : "robots.txt cannot be had");
      end_list(watch, now);
      return true;
    }
  }
  host.lists.pop_front();
  FetchRequest request;
  request.url = list.url;
  request.local = watch.source.local;
  if (list.first && is_conditional(watch.source)) {
    request.etag = watch.state.etag;
    request.last_modified = watch.state.last_modified;
  }
  if (!watch.token.empty()) request.secret_header = token_header(watch.source, watch.token);
  Job job;
  job.kind = JobKind::kList;
  job.list = std::move(list);
  send(host, std::move(job), std::move(request));
  return true;
}

bool Crawler::Loop::start_task(Host& host, Instant now) {
  if (!spool_.has_room(batch_.size() + jobs_.size() + 1)) return false;
  CrawlTask& front = host.tasks.front();
  const auto watch = watch_by_id_.find(front.page.source_id);
  const auto url = parse_url(front.page.url);
  if (!url || !url->is_web() || watch == watch_by_id_.end()) {
    CrawlTask task = std::move(front);
    host.tasks.pop_front();
    const char* why = watch == watch_by_id_.end() ? "its source is watched no more"
                                                  : "not an address that can be fetched";
    give_up(std::move(task), 0, {ErrorKind::kRefused, why}, now);
    return true;
  }
  Politeness::Robots verdict{};
  if (!may_fetch(host, *url, now, verdict)) return false;
  CrawlTask task = std::move(front);
  host.tasks.pop_front();
  if (verdict == Politeness::Robots::kForbidden) {
    give_up(std::move(task), 0, {ErrorKind::kRefused, "robots.txt does not allow it"}, now);
    return true;
  }
  if (verdict == Politeness::Robots::kUnreachable) {
    try_again_or_give_up(std::move(task), 0, {ErrorKind::kTemporary, "robots.txt cannot be had"},
                         {}, now);
    return true;
  }
  if (!politeness_.spend_page(host.name, now)) {
    const auto tomorrow = std::chrono::floor<std::chrono::days>(now) + std::chrono::days(1);
    if (auto put = frontier_.put_off(task.seq, task.attempts, tomorrow); !put)
      broken_ = put.error();
    release(task);
    return true;
  }
  FetchRequest request;
  request.url = task.page.url;
  request.local = watches_[watch->second].source.local;
  Job job;
  job.task = std::move(task);
  send(host, std::move(job), std::move(request));
  return true;
}

void Crawler::Loop::send(Host& host, Job job, FetchRequest request) {
  request.tag = next_tag_++;
  if (job.kind == JobKind::kRobots) request.local = host.may_be_private;
  job.host = &host;
  politeness_.started(host.name, std::chrono::steady_clock::now());
  jobs_.emplace(request.tag, std::move(job));
  fetcher_->start(std::move(request));
}

void Crawler::Loop::refill(Host& host, Instant now) {
  auto tasks = frontier_.due(host.name, now, kTasksAtHand + host.held.size());
  if (!tasks) {
    log_warning(tasks.error().message);
    return;
  }
  for (CrawlTask& task : *tasks)
    if (host.held.insert(task.seq).second) host.tasks.push_back(std::move(task));
  if (!host.tasks.empty()) return;
  // All that is due is in flight: look again when something of it has come to an end (release).
  host.next_due = Instant::max();
  if (!host.held.empty()) return;
  if (const auto next = frontier_.next_due(host.name)) host.next_due = *next;
}

milliseconds Crawler::Loop::wait_time(Instant now) const {
  const auto steady = std::chrono::steady_clock::now();
  const auto with_batch = batch_tasks_.empty() ? kLongestWait : milliseconds(50);
  // What holds us up then is not time: an answer ends the wait by itself.
  if (steady < resume_at_ || fetcher_->running() >= options_.connections) return with_batch;
  if (!spool_.has_room(batch_.size() + jobs_.size() + 1)) return milliseconds(20);
  auto wait = with_batch;
  const auto at_most = [&](milliseconds other) { wait = std::clamp(other, milliseconds(0), wait); };
  for (const Host* host : host_order_) {
    if (host->lists.empty() && host->tasks.empty()) {
      if (host->next_due <= now) at_most(milliseconds(1));
      continue;
    }
    if (host->asking_robots) continue;
    const auto next = politeness_.next_start(host->name);
    if (next) at_most(std::max(milliseconds(1), std::chrono::ceil<milliseconds>(*next - steady)));
  }
  return wait;
}

bool Crawler::Loop::all_done(Instant now) const {
  if (!jobs_.empty() || !batch_tasks_.empty()) return false;
  for (const Watch& watch : watches_)
    if (!watch.polled || watch.polling) return false;
  for (const Host* host : host_order_) {
    if (!host->lists.empty() || !host->tasks.empty()) return false;
    if (host->next_due != Instant::max() && host->next_due <= now + kOncePatience) return false;
  }
  return true;
}

}  // namespace rasd
