#include "crawler/answer_index.h"

#include "base/id.h"
#include "crawler/database.h"

namespace rasd {
namespace {

constexpr unsigned kTrimEvery = 1000;  // writes: the bound is passed by a twentieth at most

std::string key_of(std::string_view url) { return content_id({url}); }

void trim_inside(CrawlDatabase& database) {
  database
      .query(
          "DELETE FROM archived_answer WHERE used <= "
          "(SELECT used FROM archived_answer ORDER BY used DESC LIMIT 1 OFFSET 20000)")
      .run();
}

}  // namespace

Result<AnswerIndex> AnswerIndex::open(CrawlDatabase& database) {
  auto made = database.transaction(CrawlDatabase::Sync::kRepeatable, [&] {
    database
        .query(
            "CREATE TABLE IF NOT EXISTS archived_answer("
            "url TEXT PRIMARY KEY, payload_digest TEXT NOT NULL, record_id TEXT NOT NULL,"
            " at INTEGER NOT NULL, file TEXT NOT NULL, offset INTEGER NOT NULL,"
            " length INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID")
        .run();
    database.query("CREATE INDEX IF NOT EXISTS answer_by_use ON archived_answer(used)").run();
  });
  if (!made) return fail(made.error());
  return AnswerIndex(database);
}

Result<std::optional<ArchivedAnswer>> AnswerIndex::find(std::string_view url) {
  if (const auto fresh = new_.find(std::string(url)); fresh != new_.end()) return fresh->second;
  std::optional<ArchivedAnswer> found;
  const std::string key = key_of(url);
  auto done = database_->read([&] {
    auto row = database_->query(
        "SELECT payload_digest, record_id, at, file, offset, length FROM archived_answer"
        " WHERE url = ?");
    if (!row.text(key).row()) return;
    found.emplace();
    found->payload_digest = row.text_at(0);
    found->record_id = row.text_at(1);
    found->at = Instant{std::chrono::seconds{row.number_at(2)}};
    found->ref = {row.text_at(3), static_cast<uint64_t>(row.number_at(4)),
                  static_cast<uint64_t>(row.number_at(5))};
  });
  if (!done) return fail(done.error());
  return found;
}

void AnswerIndex::write_inside() {
  for (const auto& [url, answer] : new_) {
    const std::string key = key_of(url);
    auto put = database_->query(
        "INSERT INTO archived_answer(url, payload_digest, record_id, at, file, offset, length,"
        " used) VALUES(?, ?, ?, ?, ?, ?, ?,"
        " (SELECT IFNULL(max(used), 0) + 1 FROM archived_answer))"
        " ON CONFLICT(url) DO UPDATE SET payload_digest = excluded.payload_digest,"
        " record_id = excluded.record_id, at = excluded.at, file = excluded.file,"
        " offset = excluded.offset, length = excluded.length, used = excluded.used");
    put.text(key).text(answer.payload_digest).text(answer.record_id);
    put.number(answer.at.time_since_epoch().count()).text(answer.ref.file);
    put.number(static_cast<int64_t>(answer.ref.offset));
    put.number(static_cast<int64_t>(answer.ref.length)).run();
    if (++writes_ % kTrimEvery == 0) trim_inside(*database_);
  }
}

}  // namespace rasd
