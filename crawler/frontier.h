#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crawler/rhythm.h"
#include "records/article.h"

namespace rasd {

class CrawlDatabase;

/// How far a source was read.
struct SourceState {
  Instant next_poll{};
  std::string etag, last_modified;   ///< of the list, as the server gave them
  std::string body_hash;             ///< of the list's bytes, for servers without either
  std::string cursor;                ///< since_id of a timeline
  unsigned failures = 0;             ///< in a row
  std::chrono::seconds interval{0};  ///< between the last poll and the next; zero: none yet
  Rhythm rhythm;                     ///< how often it publishes
  std::optional<Instant> last_poll;  ///< the last that ended well
};

/// One page to fetch, or one article's comment feed to read.
struct CrawlTask {
  int64_t seq = 0;
  FetchedPage page;  ///< what is known before the fetch: ids, kind, url, hints, parent
  bool comment_feed = false;
  std::string host;  ///< "example.com:8080"
  unsigned attempts = 0;
  Instant next_try{};
};

/// What is to be fetched and what was ever listed, in crawl.db. A source's new state, the tasks
/// that its list gave and the poll's own record go in by one transaction (Spool::append's `also`),
/// so that no kill leaves a list marked as read whose entries are unknown. The members marked
/// "inside" are for a transaction's body; all others lock for themselves. Thread-safe.
class Frontier {
 public:
  explicit Frontier(CrawlDatabase& database) : database_(database) {}

  Result<SourceState> source(const std::string& id);
  void put_source_inside(const std::string& id, const SourceState& state);

  /// Which of these items were never listed before.
  Result<std::unordered_set<std::string>> unknown(std::span<const std::string> item_ids);
  /// Adds tasks whose id is new, and marks their items as listed.
  void add_tasks_inside(std::span<const CrawlTask> tasks);
  /// Removes a task that needs no record: a comment feed read or given up.
  void end_task_inside(int64_t seq);
  /// A try failed for now.
  Result<void> put_off(int64_t seq, unsigned attempts, Instant next_try);

  Result<std::vector<std::string>> hosts();
  /// Tasks of a host that are due, the longest waiting first.
  Result<std::vector<CrawlTask>> due(const std::string& host, Instant now, size_t most);
  /// When the next task of a host becomes due; Instant::max() when it has none.
  Result<Instant> next_due(const std::string& host);
  Result<size_t> size();

 private:
  CrawlDatabase& database_;
};

}  // namespace rasd
