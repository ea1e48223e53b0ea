#include "crawler/frontier.h"

#include "crawler/database.h"
#include "crawler/item_key.h"
#include "records/wire.h"

namespace rasd {
namespace {

Instant instant(int64_t seconds) { return Instant{std::chrono::seconds{seconds}}; }
int64_t number(Instant at) { return at.time_since_epoch().count(); }

}  // namespace

Result<SourceState> Frontier::source(const std::string& id) {
  SourceState state;
  auto done = database_.read([&] {
    auto row = database_.query(
        "SELECT next_poll, etag, last_modified, body_hash, cursor, failures, interval, rhythm, "
        "last_poll FROM source WHERE id = ?");
    row.text(id);
    if (!row.row()) return;
    state.next_poll = instant(row.number_at(0));
    state.etag = row.text_at(1);
    state.last_modified = row.text_at(2);
    state.body_hash = row.text_at(3);
    state.cursor = row.text_at(4);
    state.failures = static_cast<unsigned>(row.number_at(5));
    state.interval = std::chrono::seconds{row.number_at(6)};
    state.rhythm = Rhythm::decode(row.text_at(7));
    if (row.number_at(8) != 0) state.last_poll = instant(row.number_at(8));
  });
  if (!done) return fail(done.error());
  return state;
}

void Frontier::put_source_inside(const std::string& id, const SourceState& state) {
  const std::string rhythm = state.rhythm.encode();
  auto put = database_.query(
      "INSERT OR REPLACE INTO source(id, next_poll, etag, last_modified, body_hash, cursor, "
      "failures, interval, rhythm, last_poll) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  put.text(id)
      .number(number(state.next_poll))
      .text(state.etag)
      .text(state.last_modified)
      .text(state.body_hash)
      .text(state.cursor)
      .number(state.failures)
      .number(state.interval.count())
      .text(rhythm)
      .number(state.last_poll ? number(*state.last_poll) : 0)
      .run();
}

Result<std::unordered_set<std::string>> Frontier::unknown(std::span<const std::string> item_ids) {
  std::unordered_set<std::string> fresh;
  auto done = database_.read([&] {
    for (const std::string& id : item_ids) {
      const std::string key = item_key(id);
      auto row = database_.query("SELECT 1 FROM item WHERE id = ?");
      row.blob(key);
      if (!row.row()) fresh.insert(id);
    }
  });
  if (!done) return fail(done.error());
  return fresh;
}

void Frontier::add_tasks_inside(std::span<const CrawlTask> tasks) {
  for (const CrawlTask& task : tasks) {
    const std::string key = item_key(task.page.item_id);
    if (!task.comment_feed) {
      auto item = database_.query(
          "INSERT INTO item(id, source, state) VALUES(?, ?, 0) ON CONFLICT(id) DO NOTHING");
      if (item.blob(key).text(task.page.source_id).run() == 0) continue;
    }
    const std::string record = encode(task.page);
    auto put = database_.query(
        "INSERT INTO task(id, source, host, comment_feed, attempts, next_try, record) "
        "VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO NOTHING");
    put.blob(key)
        .text(task.page.source_id)
        .text(task.host)
        .number(task.comment_feed ? 1 : 0)
        .number(task.attempts)
        .number(number(task.next_try))
        .text(record)
        .run();
  }
}

void Frontier::end_task_inside(int64_t seq) {
  database_.query("DELETE FROM task WHERE seq = ?").number(seq).run();
}

Result<void> Frontier::put_off(int64_t seq, unsigned attempts, Instant next_try) {
  return database_.transaction(CrawlDatabase::Sync::kRepeatable, [&] {
    database_.query("UPDATE task SET attempts = ?, next_try = ? WHERE seq = ?")
        .number(attempts)
        .number(number(next_try))
        .number(seq)
        .run();
  });
}

Result<std::vector<std::string>> Frontier::hosts() {
  std::vector<std::string> hosts;
  auto done = database_.read([&] {
    auto row = database_.query("SELECT DISTINCT host FROM task");
    while (row.row()) hosts.push_back(row.text_at(0));
  });
  if (!done) return fail(done.error());
  return hosts;
}

Result<std::vector<CrawlTask>> Frontier::due(const std::string& host, Instant now, size_t most) {
  std::vector<CrawlTask> tasks;
  auto done = database_.read([&] {
    auto row = database_.query(
        "SELECT seq, comment_feed, attempts, next_try, record FROM task "
        "WHERE host = ? AND next_try <= ? ORDER BY next_try, seq LIMIT ?");
    row.text(host).number(number(now)).number(static_cast<int64_t>(most));
    while (row.row()) {
      CrawlTask task;
      task.seq = row.number_at(0);
      task.comment_feed = row.number_at(1) != 0;
      task.attempts = static_cast<unsigned>(row.number_at(2));
      task.next_try = instant(row.number_at(3));
      task.host = host;
      auto record = decode(row.text_at(4));
      // Written by add_tasks_inside, so it is a page; anything else fails as a page without a URL.
      if (record && std::holds_alternative<FetchedPage>(*record))
        task.page = std::move(std::get<FetchedPage>(*record));
      tasks.push_back(std::move(task));
    }
  });
  if (!done) return fail(done.error());
  return tasks;
}

Result<Instant> Frontier::next_due(const std::string& host) {
  Instant at = Instant::max();
  auto done = database_.read([&] {
    auto row =
        database_.query("SELECT next_try FROM task WHERE host = ? ORDER BY next_try, seq LIMIT 1");
    row.text(host);
    if (row.row()) at = instant(row.number_at(0));
  });
  if (!done) return fail(done.error());
  return at;
}

Result<size_t> Frontier::size() {
  size_t n = 0;
  auto done = database_.read([&] {
    auto row = database_.query("SELECT count(*) FROM task");
    if (row.row()) n = static_cast<size_t>(row.number_at(0));
  });
  if (!done) return fail(done.error());
  return n;
}

}  // namespace rasd
