#pragma once
#include <map>
#include <span>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "crawler/connectors.h"

namespace rasd {

class CrawlDatabase;

/// What a source is known to have published without showing it to us.
struct MissingSummary {
  uint64_t gaps = 0;
  uint64_t posts = 0;   ///< of the gaps whose size is known
  MissingPosts newest;  ///< the gap noticed last
  Instant noticed{};
};

/// The gaps in what sources showed, in crawl.db: a gap goes in by the transaction that moves its
/// source's cursor past it. The newest 1,000 of a source are kept. Thread-safe.
class MissingPostsLog {
 public:
  explicit MissingPostsLog(CrawlDatabase& database) : database_(database) {}
  /// Makes the table in a crawl.db that has none.
  Result<void> prepare();
  /// For a transaction's body.
  void add_inside(const std::string& source_id, std::span<const MissingPosts> missing, Instant now);
  Result<std::map<std::string, MissingSummary>> summaries();

 private:
  CrawlDatabase& database_;
};

/// The same of a crawl folder that another process may be working on; empty when there is none.
Result<std::map<std::string, MissingSummary>> read_missing_posts(const std::string& folder);

}  // namespace rasd
