#include "crawler/database.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "crawler/frontier.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

void run(const std::string& path, const char* sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(handle);
  sqlite3_close(handle);
}

TEST(CrawlDatabase, ReadsAFileOfTheFirstVersion) {
  const TempFolder folder;
  const std::string path = folder / "crawl.db";
  run(path, R"sql(
CREATE TABLE source(
  id TEXT PRIMARY KEY, next_poll INTEGER NOT NULL DEFAULT 0, etag TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '', body_hash TEXT NOT NULL DEFAULT '',
  cursor TEXT NOT NULL DEFAULT '', failures INTEGER NOT NULL DEFAULT 0,
  interval INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
INSERT INTO source(id, next_poll, etag, failures, interval) VALUES('paper', 1000, '"e"', 2, 630);
PRAGMA user_version = 1;)sql");
  {
    auto database = CrawlDatabase::open(path);
    ASSERT_TRUE(database) << database.error().message;
    Frontier frontier(**database);
    auto state = frontier.source("paper");
    ASSERT_TRUE(state) << state.error().message;
    EXPECT_EQ(state->etag, "\"e\"");
    EXPECT_EQ(state->failures, 2u);
    EXPECT_EQ(state->interval, std::chrono::seconds{630});
    EXPECT_FALSE(state->last_poll);
    const Instant now{std::chrono::seconds{1'800'000'000}};
    state->rhythm.learn({}, now, std::vector{now - std::chrono::hours{2}}, 0);
    state->last_poll = now;
    ASSERT_TRUE((*database)->transaction(CrawlDatabase::Sync::kDurable,
                                         [&] { frontier.put_source_inside("paper", *state); }));
    const auto back = frontier.source("paper");
    ASSERT_TRUE(back);
    EXPECT_EQ(back->rhythm.encode(), state->rhythm.encode());
    EXPECT_EQ(back->last_poll, now);
  }
  run(path, "PRAGMA user_version = 99");
  const auto newer = CrawlDatabase::open(path);
  ASSERT_FALSE(newer);
  EXPECT_NE(newer.error().message.find("newer Rasd"), std::string::npos);
}

}  // namespace
}  // namespace rasd
