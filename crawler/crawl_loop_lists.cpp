#include <algorithm>

#include "base/id.h"
#include "base/log.h"
#include "base/utf8.h"
#include "crawler/crawl_loop.h"
#include "crawler/database.h"
#include "crawler/learned_shapes.h"
#include "crawler/post_sources.h"
#include "crawler/token_file.h"

namespace rasd {
namespace {

using std::chrono::seconds;

constexpr unsigned kMostLevels = 2;   // of indexes below a sitemap's address
constexpr unsigned kMostLists = 100;  // of one poll: parts of an index, pages of a timeline
constexpr Rhythm::Bounds kBounds;     // between polls, learned
constexpr seconds kPriorityLongest{600};

std::optional<Instant> date_of(const ListedItem& item) {
  const EntryHints& hints = item.page.hints;
  return hints.published ? hints.published : hints.updated;
}

/// By what the list says of its dates; an item without any is not old.
bool is_older(const ListedItem& item, Instant bound) {
  const auto date = date_of(item);
  return date && *date < bound;
}

}  // namespace

bool is_conditional(const Source& source) { return !is_of_posts(source.connector); }

bool Crawler::Loop::has_horizon(const Source& source) const {
  return options_.horizon.count() > 0 && !source.local;
}

void Crawler::Loop::begin_poll(size_t index, Instant now) {
  Watch& watch = watches_[index];
  watch.polling = true;
  watch.poll = SourcePoll{};
  watch.poll.source_id = watch.source.id;
  watch.poll.at = now;
  watch.poll.ok = true;
  watch.next = watch.state;
  watch.lists_left = 1;
  watch.lists_read = 0;
  watch.stay_away.reset();
  watch.published.clear();
  watch.asked = {watch.source.url};
  watch.missing.clear();
  watch.token.clear();
  watch.began = std::chrono::steady_clock::now();
  if (watch.host.empty()) {
    read_file_source(index, now);
    return;
  }
  if (!watch.source.token_file.empty()) {
    auto token = read_token(watch.source.token_file);
    if (!token) {
      fail_poll(watch, 0, token.error().message);
      end_list(watch, now);
      return;
    }
    watch.token = std::move(*token);
  }
  hosts_.at(watch.host)->lists.push_back({index, list_url(watch.source, watch.state.cursor)});
}

void Crawler::Loop::on_list(const ListJob& job, FetchAnswer& answer, Instant now) {
  Watch& watch = watches_[job.watch];
  ++watch.lists_read;
  if (job.first && !watch.host.empty()) watch.poll.status = answer.status;
  if (!answer.error && error_of_status(answer.status)) {
    on_refusal(job, answer, now);
    return;
  }
  if (answer.error) {
    fail_poll(watch, answer.status, answer.error->message);
    end_list(watch, now);
    return;
  }
  if (job.first)
    watch.hints.fresh_for = fresh_for(answer.header("Cache-Control"), answer.header("Age"));
  if (job.first && answer.status == 304) {
    watch.poll.unchanged = true;
    end_list(watch, now);
    return;
  }
  read_answer(job, answer, now);
}

/// The server answered, and not with a list: it may say what is wrong, when to come again, or
/// what to ask for instead.
void Crawler::Loop::on_refusal(const ListJob& job, const FetchAnswer& answer, Instant now) {
  Watch& watch = watches_[job.watch];
  Refusal refusal = read_refusal(watch.source, answer.body, context_for(watch, answer, now));
  if (refusal.wait) watch.stay_away = std::max(watch.stay_away.value_or(seconds(0)), *refusal.wait);
  for (MissingPosts& gap : refusal.missing) watch.missing.push_back(std::move(gap));
  std::deque<ListJob>& lists = hosts_.at(watch.host)->lists;
  if (!refusal.again.empty() && watch.lists_read < kMostLists) {
    lists.push_front({job.watch, std::move(refusal.again), job.first, job.waited});
    return;
  }
  // In the middle of a poll the host is held as long as it asked, and the same page comes next.
  const bool can_wait = watch.stay_away && !job.first && !job.waited && answer.status == 429 &&
                        (mode_ == RunMode::kForever || *watch.stay_away <= kOncePatience);
  if (can_wait) {
    watch.stay_away.reset();
    lists.push_front({job.watch, job.url, job.first, true});
    return;
  }
  if (!refusal.nothing_there) fail_poll(watch, answer.status, std::move(refusal.error.message));
  end_list(watch, now);
}

ListContext Crawler::Loop::context_for(const Watch& watch, const FetchAnswer& answer,
                                       Instant now) const {
  ListContext context = context_at(now);
  context.url = answer.url;
  context.content_type = answer.content_type;
  context.since = watch.state.cursor;
  context.newest = watch.next.cursor;
  if (has_horizon(watch.source)) context.oldest = now - options_.horizon;
  context.shapes = &watch.shapes;
  context.status = answer.status;
  context.head = answer.exchange.response_head;
  return context;
}

void Crawler::Loop::ask_more(const ListJob& job, const std::vector<std::string>& more,
                             Instant now) {
  Watch& watch = watches_[job.watch];
  const bool of_posts = is_of_posts(watch.source.connector);
  // An index goes two levels down at most, a list page as far as the source says.
  const bool is_page = watch.source.connector == Connector::kListPage;
  if (!of_posts && job.depth + 1 > (is_page ? watch.source.pages - 1 : kMostLevels)) return;
  if (of_posts && !more.empty() && mode_ == RunMode::kOnce &&
      watch.stay_away.value_or(seconds(0)) > kOncePatience) {
    fail_poll(watch, 0, "the rate limit is spent; what is left of the list is read when it is not");
    return;
  }
  for (const std::string& url : more) {
    if (watch.lists_read + watch.lists_left > kMostLists) {
      if (of_posts)
        watch.missing.push_back({"", url, 0,
                                 "more than " + std::to_string(kMostLists) +
                                     " pages since the last poll; older ones were not asked for"});
      break;
    }
    const auto parsed = parse_url(url);
    // A token goes to the host that it was given for, and to no other.
    if (of_posts && (!parsed || parsed->origin() != hosts_.at(watch.host)->origin)) {
      fail_poll(watch, 0, "the next page's address leads elsewhere: " + url.substr(0, 200));
      break;
    }
    if (!parsed || !parsed->is_web() || (!of_posts && !trap_in(*parsed, now).empty())) continue;
    if (!of_posts && !watch.asked.insert(url).second) continue;
    ++watch.lists_left;
    host_of(*parsed, watch.source.local)
        .lists.push_back({job.watch, url, false, false, job.depth + 1});
  }
}

void Crawler::Loop::read_answer(const ListJob& job, FetchAnswer& answer, Instant now) {
  Watch& watch = watches_[job.watch];
  if (job.first && is_conditional(watch.source)) {
    const std::string hash = content_hash(answer.body);
    watch.next.etag = to_valid_utf8(answer.header("ETag"));
    watch.next.last_modified = to_valid_utf8(answer.header("Last-Modified"));
    watch.poll.unchanged = hash == watch.state.body_hash;
    watch.next.body_hash = hash;
    if (watch.poll.unchanged) {
      end_list(watch, now);
      return;
    }
  }
  if (job.first && watch.source.connector == Connector::kFeed) {
    const auto said = feed_hints(answer.body);
    watch.hints.every = said.every;
    watch.hints.hub = said.hub;
  }
  auto reading = read_list(watch.source, answer.body, context_for(watch, answer, now));
  if (!reading) {
    fail_poll(watch, answer.status, reading.error().message);
    end_list(watch, now);
    return;
  }
  // A list page goes on to the next while it brings something unknown.
  if (watch.source.connector != Connector::kListPage || brings_unknown(*reading))
    ask_more(job, reading->more, now);
  if (!reading->shapes.empty()) watch.shapes = std::move(reading->shapes);
  if (!reading->cursor.empty()) watch.next.cursor = reading->cursor;
  for (MissingPosts& gap : reading->missing) watch.missing.push_back(std::move(gap));
  take_reading(watch, std::move(*reading), now);
}

bool Crawler::Loop::brings_unknown(const ListReading& reading) {
  std::vector<std::string> ids;
  for (const ListedItem& item : reading.items) ids.push_back(item.page.item_id);
  const auto fresh = frontier_.unknown(ids);
  return fresh && !fresh->empty();
}

CrawlTask Crawler::Loop::task_for(const ListedItem& item, const Watch& watch) {
  CrawlTask task;
  task.page = item.page;
  if (const auto url = parse_url(item.page.url)) task.host = host_of(*url, watch.source.local).name;
  return task;
}

void Crawler::Loop::take_reading(Watch& watch, ListReading reading, Instant now) {
  std::vector<std::string> ids;
  for (const ListedItem& item : reading.items) ids.push_back(item.page.item_id);
  for (const auto* outcomes : {&reading.broken, &reading.reposts})
    for (const Outcome& outcome : *outcomes) ids.push_back(outcome.item_id);
  watch.poll.listed += static_cast<uint32_t>(ids.size());
  auto fresh = frontier_.unknown(ids);
  if (!fresh) {
    fail_poll(watch, 0, fresh.error().message);
    end_list(watch, now);
    return;
  }
  std::vector<SpoolItem> items;
  std::vector<CrawlTask> tasks;
  for (ListedItem& item : reading.items) {
    if (fresh->erase(item.page.item_id) == 0) continue;  // known, or twice in this list
    if (has_horizon(watch.source) && is_older(item, now - options_.horizon)) continue;
    ++watch.poll.fresh;
    if (const auto date = date_of(item)) watch.published.push_back(*date);
    const auto url = parse_url(item.page.url);
    const bool is_web = url && url->is_web();
    if (options_.comments && !item.comment_feed.empty()) {
      // After the articles, whose time is zero.
      CrawlTask task = comment_task(item.page, item.comment_feed, now, watch.source.local);
      if (!task.host.empty()) tasks.push_back(std::move(task));
    }
    if (item.complete || !watch.source.fetch_articles) {
      item.page.fetched = now;
      items.push_back({std::move(item.page), {}});
      continue;
    }
    const std::string trap = is_web ? trap_in(*url, now) : "not an address that can be fetched";
    if (trap.empty()) {
      tasks.push_back(task_for(item, watch));
      continue;
    }
    Outcome refused;
    refused.item_id = item.page.item_id;
    refused.source_id = item.page.source_id;
    refused.url = item.page.url;
    refused.stage = "fetch";
    refused.reason = trap;
    refused.at = now;
    items.push_back({std::move(refused), {}});
  }
  for (auto* outcomes : {&reading.broken, &reading.reposts})
    for (Outcome& outcome : *outcomes)
      if (fresh->erase(outcome.item_id) > 0) items.push_back({std::move(outcome), {}});
  end_list(watch, now, std::move(items), std::move(tasks));
}

void Crawler::Loop::fail_poll(Watch& watch, int status, std::string why) {
  if (!watch.poll.ok) return;  // the first trouble is the one to tell
  watch.poll.ok = false;
  if (status != 0) watch.poll.status = status;
  // Words of a server, perhaps: it may repeat the token that it does not accept.
  watch.poll.error = without_token(std::move(why), watch.token);
}

/// One list of a poll is done with: what it gave goes in, and with the last one the source's new
/// state and the poll's own record, all in one transaction.
void Crawler::Loop::end_list(Watch& watch, Instant now, std::vector<SpoolItem> items,
                             std::vector<CrawlTask> tasks) {
  if (watch.lists_left > 0) --watch.lists_left;
  const bool last = watch.lists_left == 0;
  const std::string cursor = watch.state.cursor;
  if (last) {
    plan_next(watch, now);
    const auto took = std::chrono::steady_clock::now() - watch.began;
    watch.poll.duration_ms =
        static_cast<uint32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
    items.push_back({watch.poll, {}});
  }
  if (items.empty() && tasks.empty()) return;
  auto appended = spool_.append(std::move(items), [&](CrawlDatabase&) {
    frontier_.add_tasks_inside(tasks);
    if (last && !watch.shapes.empty())
      put_learned_shapes_inside(spool_.database(), watch.source.id, watch.shapes);
    if (last) frontier_.put_source_inside(watch.source.id, watch.state);
    // A poll that failed comes again to the gaps it has seen.
    if (last && watch.poll.ok) missing_.add_inside(watch.source.id, watch.missing, now);
  });
  if (last) {
    watch.polling = false;
    watch.polled = true;
  }
  for (const CrawlTask& task : tasks)
    if (const auto host = hosts_.find(task.host); host != hosts_.end())
      host->second->next_due = std::min(host->second->next_due, task.next_try);
  if (appended) return;
  log_error(appended.error().message);
  if (appended.error().kind != ErrorKind::kTemporary) broken_ = appended.error();
  // Nothing of this list went in, so the source must not count as read.
  watch.poll.ok = false;
  watch.state.etag.clear();
  watch.state.last_modified.clear();
  watch.state.body_hash.clear();
  watch.state.cursor = cursor;
  watch.state.next_poll = now + seconds(60);
  resume_at_ = std::chrono::steady_clock::now() + seconds(1);
}

void Crawler::Loop::plan_next(Watch& watch, Instant now) {
  const Source& source = watch.source;
  SourceState& state = watch.state;
  Rhythm::Bounds bounds = kBounds;
  if (source.priority) bounds.longest = kPriorityLongest;
  const seconds usual = std::clamp(source.interval, seconds(1), bounds.longest);
  // A source asked for at short intervals stays there; nothing else goes under two minutes.
  bounds.shortest = std::min(usual, bounds.shortest);
  seconds wait;
  if (watch.poll.ok) {
    const size_t without_time = watch.poll.fresh - watch.published.size();
    watch.next.rhythm.learn(watch.state.last_poll, now, watch.published, without_time);
    watch.next.last_poll = now;
    watch.next.failures = 0;
    state = watch.next;
    wait = state.interval = state.rhythm.wait(now, usual, watch.hints, bounds);
  } else {
    state.failures += 1;
    wait =
        std::min(usual * (1 << std::min(state.failures, 6U)), std::max(usual, bounds.longest / 4));
  }
  if (watch.stay_away) wait = std::max(wait, *watch.stay_away);
  // Spread by a tenth, so that sources configured alike are not all asked in the same second.
  const auto jitter = static_cast<int64_t>(
      hash64(source.id, static_cast<uint64_t>(now.time_since_epoch().count())) % 201);
  state.next_poll = now + wait * (900 + jitter) / 1000;
}

}  // namespace rasd
