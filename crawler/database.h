#pragma once
#include <sqlite3.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"

namespace rasd {

class CrawlQuery;

/// The crawler's one SQLite file, crawl.db (WAL): the frontier and the spool share it, so that a
/// task's end and a page's arrival are one transaction. One connection guarded by a mutex: both
/// sides hold it for a batch, which costs less than two writers waiting for each other.
///
/// Errors are sticky inside a transaction: a failed statement makes the rest of the body harmless
/// and the whole is rolled back, so bodies need no check after each line. Thread-safe.
class CrawlDatabase {
 public:
  /// Opens or creates. Fails with kConfiguration when the file is of a newer Rasd, of another
  /// program, no database at all, or may not be written.
  static Result<std::unique_ptr<CrawlDatabase>> open(const std::string& path);
  ~CrawlDatabase();
  CrawlDatabase(const CrawlDatabase&) = delete;
  CrawlDatabase& operator=(const CrawlDatabase&) = delete;

  /// Whether a commit must be on disk when it returns (kDurable: fsync of the log), or may be lost
  /// by a power cut, not by a killed process, and is then simply done again (kRepeatable).
  enum class Sync { kDurable, kRepeatable };
  /// Runs the body in BEGIN IMMEDIATE … COMMIT. Fails with kTemporary when the disk is full or the
  /// file busy, else kInternal; nothing of the body is kept then.
  Result<void> transaction(Sync sync, const std::function<void()>& body);
  /// Runs a reading body under the lock. Not inside a transaction's body.
  Result<void> read(const std::function<void()>& body);
  /// A statement, prepared once for each text. Only inside a body above.
  CrawlQuery query(const char* sql);
  /// True when a statement of the running body failed.
  bool failed() const { return error_.has_value(); }

 private:
  friend class CrawlQuery;
  CrawlDatabase() = default;
  void execute(const char* sql);
  void note_failure();
  std::string path() const;
  Result<void> migrate();

  std::mutex mutex_;
  sqlite3* handle_ = nullptr;
  std::unordered_map<const char*, sqlite3_stmt*> statements_;  // by the address of a literal
  std::optional<Error> error_;
  std::optional<Sync> sync_;
};

/// One use of a prepared statement; resets it at the end of scope. Parameters bind in order.
class CrawlQuery {
 public:
  CrawlQuery(CrawlDatabase& database, sqlite3_stmt* statement)
      : database_(database), statement_(statement) {}
  ~CrawlQuery();
  CrawlQuery(const CrawlQuery&) = delete;
  CrawlQuery& operator=(const CrawlQuery&) = delete;

  CrawlQuery& text(std::string_view value);  ///< the view must live until the end of scope
  CrawlQuery& blob(std::string_view value);  ///< the same
  CrawlQuery& number(int64_t value);
  /// Moves to the next row; false at the end and on failure.
  bool row();
  /// Runs a statement without rows; how many rows it changed.
  int run();

  int64_t number_at(int column) const { return sqlite3_column_int64(statement_, column); }
  std::string text_at(int column) const;

 private:
  CrawlDatabase& database_;
  sqlite3_stmt* statement_;
  int next_ = 1;
};

}  // namespace rasd
