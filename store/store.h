#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/search_folding.h"

/// The store: one SQLite file (WAL) that holds everything Rasd knows. No SQL leaves this folder.
/// Start here:
///   store.h         options, opening, migration, checks; StoreReader, the read connection
///   writer.h        the one writer of articles, outcomes, polls and sources
///   items.h         items of a window with filters, one item whole, totals by facet
///   stories.h       stories of a window with growth
///   coverage.h      sources reached and failing; sources page
///   arrivals.h      times of a source's items, its polls
///   series.h        daily series for trends; audited counts beside them
///   search.h        full-text search
///   ledger_sums.h   what became of every fetched item; quarantine
///   recent_items.h  what in-memory indexes need at a restart
///   tags.h          analysts' queue, tags, audit samples (own write connection)
///   accounts.h      users, sessions, hash-chained audit log (own write connection)
///   digests.h       drafts, edits, approved digests (own write connection)
///   observations.h  the inbox: states of observations, their files (own write connection)
///   backup.h        online backup, restore
///
/// Every class owns one connection and belongs to one thread at a time; open as many as needed.
/// No connection may cross a fork. Failures: kTemporary (busy, disk full: try again, nothing is
/// half-written), kNotFound, kUsage (a bad argument), kConfiguration (path, newer file),
/// kInternal (a damaged file; the message says so).
namespace rasd {

namespace sql {
class Connection;  // store/sqlite.h, inside this folder only
}

/// A half-open span of time [from, to). Days are turned into windows by the caller's TimeZone:
/// {zone.start_of(day), zone.start_of(add_days(day, 1))}. For a day that is not over, pass now as
/// `to`, or silence would be judged on hours that have not come.
struct Window {
  Instant from{};
  Instant to{};
};

/// Bounds a list. `limit` is cut to 1,000.
struct Slice {
  size_t limit = 50;
  size_t offset = 0;
};

struct StoreOptions {
  std::string path;  ///< the database file; its folder must exist
  SearchFolding folding = plain_folding();
  std::chrono::milliseconds busy_timeout{5000};
};

/// Makes the file, or brings an older one to this program's version, each migration in one
/// transaction after a backup file was written beside it ("PATH.v3.backup"). Killed in the middle,
/// the file is at the old version or the new one. Idempotent; called by every opener that writes,
/// so it need not be called by hand. Fails with kConfiguration for a file of a newer Rasd, or one
/// that is not ours. Returns the version found before (0: new file).
Result<int> prepare_store(const StoreOptions& options);

/// What prepare_store would do: the version of the file as it is, and this program's. The file is
/// only read.
struct StoreVersion {
  int found = 0;
  int known = 0;
};
Result<StoreVersion> read_store_version(const StoreOptions& options);

/// Fails with kConfiguration when there is no file yet, or no permission to look: for what has
/// nothing to do on a new store.
Result<void> expect_store(const StoreOptions& options);

/// A read-only connection. It sees the newest commit at each call, or one unchanging state for as
/// long as a Snapshot lives. Never blocks the writer.
class StoreReader {
 public:
  /// Fails with kConfiguration when there is no store yet, or it is of another version.
  static Result<StoreReader> open(const StoreOptions& options);
  StoreReader(StoreReader&&) noexcept;
  StoreReader& operator=(StoreReader&&) noexcept;
  ~StoreReader();

  /// All reads during its life see the same state: figures of one page agree. Keep it short
  /// (seconds): the write-ahead log cannot shrink meanwhile. An inner one is the outer one.
  class Snapshot {
   public:
    explicit Snapshot(StoreReader& reader);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

   private:
    StoreReader& reader_;
    bool begun_;  ///< false inside another snapshot, which stays in charge
  };

  sql::Connection& connection() { return *connection_; }
  const StoreOptions& options() const { return options_; }

 private:
  StoreReader(StoreOptions options, std::unique_ptr<sql::Connection> connection);
  StoreOptions options_;
  std::unique_ptr<sql::Connection> connection_;
};

/// Looks the whole file over: pages, foreign keys, and the full-text index against the texts
/// (integrity-check with rank 1, the only form that sees drift). Empty when all is well, else one
/// plain sentence for each trouble. Takes a write lock while the index is compared; nightly.
Result<std::vector<std::string>> check_store(const StoreOptions& options);

/// Builds the full-text index anew: after a change of folding, or when check_store found drift.
Result<void> rebuild_search(const StoreOptions& options);

/// Sizes for `rasd doctor` and metrics.
struct StoreSize {
  uint64_t file_bytes = 0;
  uint64_t wal_bytes = 0;  ///< above 256 MiB something keeps a snapshot open: raise an alarm
  uint64_t items = 0;
  int version = 0;
};
Result<StoreSize> measure_store(StoreReader& reader);

}  // namespace rasd
