#include <algorithm>

#include "base/id.h"
#include "base/log.h"
#include "base/utf8.h"
#include "crawler/comment_items.h"
#include "crawler/crawl_loop.h"
#include "crawler/database.h"
#include "crawler/retry_after.h"

namespace rasd {
namespace {

using std::chrono::seconds;

constexpr seconds kCommentsAgain = std::chrono::hours(6);  // most are written on the first day
constexpr size_t kMostKeptBytes = size_t{1} << 20;

bool has_text(const EntryHints& hints) { return !hints.content.empty() || !hints.summary.empty(); }

}  // namespace

void Crawler::Loop::on_page(CrawlTask task, FetchAnswer& answer, Instant now) {
  std::optional<seconds> stay_away;
  if (const auto header = answer.header("Retry-After"); !header.empty())
    if (const auto parsed = parse_retry_after(header, now)) stay_away = *parsed;
  if (!answer.error) answer.error = error_of_status(answer.status);
  if (!answer.error && answer.status == 304)  // nobody asked for that
    answer.error = Error{ErrorKind::kMalformed, "the server answered 304 to a plain request"};
  if (answer.error) {
    if (answer.error->kind == ErrorKind::kTemporary)
      try_again_or_give_up(std::move(task), answer.status, *answer.error, stay_away, now);
    else
      give_up(std::move(task), answer.status, *answer.error, now, &answer);
    return;
  }
  if (task.comment_feed) {
    on_comment_feed(task, answer, now);
    return;
  }
  FetchedPage page = task.page;
  page.final_url = answer.url;
  page.status = answer.status;
  page.content_type = answer.content_type;
  page.body = std::move(answer.body);
  page.fetched = now;
  batch_bytes_ += page.body.size() + answer.exchange.payload.size();
  std::vector<SpoolItem> items;
  read_comments_of(page, items, now);
  items.push_back({std::move(page), std::move(answer.exchange)});
  add_to_batch(task, std::move(items));
}

/// A task that reads what is said under an article, from its comment feed or its page.
CrawlTask Crawler::Loop::comment_task(const FetchedPage& article, const std::string& url,
                                      Instant at, bool local) {
  CrawlTask task;
  task.page.item_id = content_id({"comments", article.item_id});
  task.page.source_id = article.source_id;
  task.page.kind = ItemKind::kComment;
  task.page.url = url;
  task.page.parent_id = article.item_id;
  task.comment_feed = true;
  task.next_try = at;
  if (const auto parsed = parse_url(url)) task.host = host_of(*parsed, local).name;
  return task;
}

/// The comments that stand in an article's page go in with it; its comment feed, where the list
/// named none, is read next, and a page with comments and no feed once more hours later.
void Crawler::Loop::read_comments_of(const FetchedPage& page, std::vector<SpoolItem>& items,
                                     Instant now) {
  const auto found = watch_by_id_.find(page.source_id);
  if (!options_.comments || found == watch_by_id_.end() || !may_have_comments(page.body)) return;
  const Source& source = watches_[found->second].source;
  PageDiscussion said = read_discussion(source, page, context_at(now));
  for (ListedItem& item : said.comments) items.push_back({std::move(item.page), {}});
  const bool is_listed = source.connector == Connector::kFeed;  // whose entries name their feeds
  if (!said.feed.empty() && !is_listed)
    batch_new_.push_back(comment_task(page, said.feed, now, source.local));
  else if (said.feed.empty() && !said.comments.empty())
    batch_new_.push_back(comment_task(page, page.url, now + kCommentsAgain, source.local));
}

void Crawler::Loop::on_comment_feed(const CrawlTask& task, const FetchAnswer& answer, Instant now) {
  std::vector<SpoolItem> items;
  const auto watch = watch_by_id_.find(task.page.source_id);
  if (watch != watch_by_id_.end()) {
    ListContext context = context_at(now);
    context.url = answer.url;
    context.content_type = answer.content_type;
    auto reading = read_comment_feed(watches_[watch->second].source, task.page.parent_id,
                                     answer.body, context);
    if (reading) {
      for (ListedItem& item : reading->items) items.push_back({std::move(item.page), {}});
    } else {
      // No feed: the article's page, looked at again for what was said since.
      FetchedPage page = task.page;
      page.item_id = task.page.parent_id;
      page.final_url = answer.url;
      page.content_type = answer.content_type;
      page.body = answer.body;
      PageDiscussion found = read_discussion(watches_[watch->second].source, page, context);
      for (ListedItem& item : found.comments) items.push_back({std::move(item.page), {}});
    }
  }
  add_to_batch(task, std::move(items));
}

void Crawler::Loop::try_again_or_give_up(CrawlTask task, int status, Error why,
                                         std::optional<seconds> stay_away, Instant now) {
  const unsigned attempts = task.attempts + 1;
  if (attempts >= options_.tries) {
    why.message += " (" + std::to_string(attempts) + " tries)";
    give_up(std::move(task), status, why, now);
    return;
  }
  const auto host = hosts_.find(task.host);
  const bool local = host != hosts_.end() && host->second->local;
  auto wait = std::chrono::ceil<seconds>((local ? options_.local_backoff : options_.backoff) *
                                         (1 << (2 * (attempts - 1))));
  if (stay_away) wait = std::max(wait, *stay_away);
  if (auto put = frontier_.put_off(task.seq, attempts, now + wait); !put)
    log_warning(put.error().message);
  release(task);
}

/// The page cannot be had. Where the list gave a text, that is kept; else the failure is recorded.
void Crawler::Loop::give_up(CrawlTask task, int status, const Error& why, Instant now,
                            const FetchAnswer* answer) {
  std::vector<SpoolItem> items;
  if (!task.comment_feed && has_text(task.page.hints)) {
    FetchedPage page = task.page;
    page.status = status;
    page.final_url = answer == nullptr ? page.url : answer->url;
    page.fetched = now;
    items.push_back({std::move(page), {}});
  } else if (!task.comment_feed) {
    Outcome outcome;
    outcome.item_id = task.page.item_id;
    outcome.source_id = task.page.source_id;
    outcome.url = task.page.url;
    outcome.stage = "fetch";
    outcome.reason = why.message;
    outcome.at = now;
    if (why.kind == ErrorKind::kMalformed && answer != nullptr) {
      outcome.state = ItemState::kQuarantined;
      outcome.bytes = answer->exchange.payload.substr(0, kMostKeptBytes);
    }
    items.push_back({std::move(outcome), {}});
  }
  add_to_batch(task, std::move(items));
}

void Crawler::Loop::add_to_batch(const CrawlTask& task, std::vector<SpoolItem> items) {
  if (batch_tasks_.empty()) batch_began_ = std::chrono::steady_clock::now();
  for (SpoolItem& item : items) batch_.push_back(std::move(item));
  CrawlTask ended;
  ended.seq = task.seq;
  ended.host = task.host;
  batch_tasks_.push_back(std::move(ended));
}

void Crawler::Loop::flush() {
  if (batch_tasks_.empty()) return;
  auto appended = spool_.append(std::move(batch_), [&](CrawlDatabase&) {
    for (const CrawlTask& task : batch_tasks_) frontier_.end_task_inside(task.seq);
    frontier_.add_tasks_inside(batch_new_);
  });
  for (const CrawlTask& task : batch_new_)
    if (const auto host = hosts_.find(task.host); host != hosts_.end())
      host->second->next_due = std::min(host->second->next_due, task.next_try);
  batch_new_.clear();
  batch_.clear();
  batch_bytes_ = 0;
  for (const CrawlTask& task : batch_tasks_) release(task);
  batch_tasks_.clear();
  if (appended) return;
  // The tasks stand in crawl.db still, so their pages are fetched again when there is room.
  log_error(appended.error().message);
  if (appended.error().kind != ErrorKind::kTemporary) broken_ = appended.error();
  resume_at_ = std::chrono::steady_clock::now() + seconds(1);
}

void Crawler::Loop::release(const CrawlTask& task) {
  const auto host = hosts_.find(task.host);
  if (host == hosts_.end()) return;
  host->second->held.erase(task.seq);
  host->second->next_due = std::min(host->second->next_due, clock_.now());
}

}  // namespace rasd
