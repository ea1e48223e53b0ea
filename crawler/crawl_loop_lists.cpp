#include <algorithm>

#include "base/file.h"
#include "base/id.h"
#include "base/log.h"
#include "base/utf8.h"
#include "crawler/crawl_loop.h"
#include "crawler/database.h"

namespace rasd {
namespace {

using std::chrono::seconds;

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

std::string_view without_file_scheme(std::string_view url) {
  return url.starts_with("file://") ? url.substr(7) : url;
}

}  // namespace

bool is_conditional(const Source& source) { return source.connector != Connector::kMastodon; }

std::optional<Error> error_of_status(int status) {
  if ((status >= 200 && status < 300) || status == 304) return std::nullopt;
  const std::string said = "the server answered " + std::to_string(status);
  if (status == 404 || status == 410) return Error{ErrorKind::kGone, said + " (gone)"};
  if (status == 408 || status == 425 || status == 429 || status >= 500)
    return Error{ErrorKind::kTemporary, said};
  return Error{ErrorKind::kRefused, said};
}

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
  watch.began = std::chrono::steady_clock::now();
  if (watch.host.empty()) {
    read_file_source(index, now);
    return;
  }
  hosts_.at(watch.host)->lists.push_back({index, list_url(watch.source, watch.state.cursor), true});
}

void Crawler::Loop::read_file_source(size_t index, Instant now) {
  const ListJob job{index, watches_[index].source.url, true};
  FetchAnswer answer;
  answer.url = job.url;
  auto bytes = read_file(std::string(without_file_scheme(job.url)), options_.cap_bytes);
  if (bytes) {
    answer.status = 200;
    answer.body = std::move(*bytes);
  } else {
    answer.error = bytes.error();
  }
  on_list(job, answer, now);
}

void Crawler::Loop::on_list(const ListJob& job, FetchAnswer& answer, Instant now) {
  Watch& watch = watches_[job.watch];
  ++watch.lists_read;
  if (job.first && !watch.host.empty()) watch.poll.status = answer.status;
  if (!answer.error) answer.error = error_of_status(answer.status);
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
  ListContext context;
  context.url = answer.url;
  context.content_type = answer.content_type;
  context.now = now;
  context.pseudonym = pseudonym_ ? &*pseudonym_ : nullptr;
  auto reading = read_list(watch.source, answer.body, context);
  if (!reading) {
    fail_poll(watch, answer.status, reading.error().message);
    end_list(watch, now);
    return;
  }
  // An index names lists, a list names none: one level. A timeline goes on to older pages, until
  // they are older than anybody asks for.
  const bool is_timeline = watch.source.connector == Connector::kMastodon;
  const bool is_past = is_timeline && has_horizon(watch.source) && !reading->items.empty() &&
                       is_older(reading->items.back(), now - options_.horizon);
  const bool goes_on = is_timeline ? !is_past : job.first;
  for (std::string& url : reading->more) {
    if (!goes_on || watch.lists_read + watch.lists_left > kMostLists) break;
    const auto parsed = parse_url(url);
    if (!parsed || !parsed->is_web() || !trap_in(*parsed, now).empty()) continue;
    ++watch.lists_left;
    host_of(*parsed, watch.source.local).lists.push_back({job.watch, std::move(url), false});
  }
  if (job.first && !reading->cursor.empty()) watch.next.cursor = reading->cursor;
  take_reading(watch, std::move(*reading), now);
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
  for (const Outcome& broken : reading.broken) ids.push_back(broken.item_id);
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
      ListedItem comments;
      comments.page.item_id = content_id({"comments", item.page.item_id});
      comments.page.source_id = item.page.source_id;
      comments.page.kind = ItemKind::kComment;
      comments.page.url = item.comment_feed;
      comments.page.parent_id = item.page.item_id;
      CrawlTask task = task_for(comments, watch);
      task.comment_feed = true;
      task.next_try = now;  // after the articles, whose time is zero
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
  for (Outcome& broken : reading.broken)
    if (fresh->erase(broken.item_id) > 0) items.push_back({std::move(broken), {}});
  end_list(watch, now, std::move(items), std::move(tasks));
}

void Crawler::Loop::fail_poll(Watch& watch, int status, std::string why) {
  if (!watch.poll.ok) return;  // the first trouble is the one to tell
  watch.poll.ok = false;
  if (status != 0) watch.poll.status = status;
  watch.poll.error = std::move(why);
}

/// One list of a poll is done with: what it gave goes in, and with the last one the source's new
/// state and the poll's own record, all in one transaction.
void Crawler::Loop::end_list(Watch& watch, Instant now, std::vector<SpoolItem> items,
                             std::vector<CrawlTask> tasks) {
  if (watch.lists_left > 0) --watch.lists_left;
  const bool last = watch.lists_left == 0;
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
    if (last) frontier_.put_source_inside(watch.source.id, watch.state);
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
