#include "crawler/missing_posts.h"

#include <filesystem>

#include "crawler/database.h"

namespace rasd {

Result<void> MissingPostsLog::prepare() {
  return database_.transaction(CrawlDatabase::Sync::kRepeatable, [&] {
    database_
        .query(
            "CREATE TABLE IF NOT EXISTS missing_posts(seq INTEGER PRIMARY KEY AUTOINCREMENT, "
            "source TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, n INTEGER NOT NULL, "
            "why TEXT NOT NULL, noticed INTEGER NOT NULL, UNIQUE(source, first, last))")
        .run();
  });
}

void MissingPostsLog::add_inside(const std::string& source_id,
                                 std::span<const MissingPosts> missing, Instant now) {
  for (const MissingPosts& gap : missing)
    database_
        .query(
            "INSERT INTO missing_posts(source, first, last, n, why, noticed) "
            "VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(source, first, last) DO NOTHING")
        .text(source_id)
        .text(gap.first)
        .text(gap.last)
        .number(static_cast<int64_t>(gap.count))
        .text(gap.why)
        .number(now.time_since_epoch().count())
        .run();
  if (missing.empty()) return;
  database_
      .query(
          "DELETE FROM missing_posts WHERE source = ?1 AND seq <= (SELECT seq FROM missing_posts "
          "WHERE source = ?1 ORDER BY seq DESC LIMIT 1 OFFSET 1000)")
      .text(source_id)
      .run();
}

Result<std::map<std::string, MissingSummary>> MissingPostsLog::summaries() {
  std::map<std::string, MissingSummary> all;
  auto done = database_.read([&] {
    auto row = database_.query(
        "SELECT source, first, last, n, why, noticed FROM missing_posts ORDER BY seq");
    while (row.row()) {
      MissingSummary& summary = all[row.text_at(0)];
      summary.newest = {row.text_at(1), row.text_at(2), static_cast<uint64_t>(row.number_at(3)),
                        row.text_at(4)};
      summary.noticed = Instant{std::chrono::seconds{row.number_at(5)}};
      summary.posts += summary.newest.count;
      ++summary.gaps;
    }
  });
  if (!done) return fail(done.error());
  return all;
}

Result<std::map<std::string, MissingSummary>> read_missing_posts(const std::string& folder) {
  using Summaries = std::map<std::string, MissingSummary>;
  const std::string path = folder + "/crawl.db";
  if (std::error_code none; !std::filesystem::exists(path, none) && !none) return Summaries{};
  auto database = CrawlDatabase::open(path);
  if (!database) return fail(database.error());
  bool has_table = false;
  auto looked = (*database)->read([&] {
    has_table =
        (*database)->query("SELECT 1 FROM sqlite_master WHERE name = 'missing_posts'").row();
  });
  if (!looked) return fail(looked.error());
  return has_table ? MissingPostsLog(**database).summaries() : Summaries{};
}

}  // namespace rasd
