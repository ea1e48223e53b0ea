#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "crawler/page_archive.h"

namespace rasd {

class CrawlDatabase;

/// The last archived answer of each address that is asked again and again (feeds, lists,
/// robots.txt), in crawl.db, so that an unchanged one is archived as a revisit, also after a
/// restart. Holds the 20,000 used last. New ones are kept apart until the archive is synced: no
/// revisit may refer to bytes that a power cut took. Belongs to whoever holds the archive.
class AnswerIndex {
 public:
  static Result<AnswerIndex> open(CrawlDatabase& database);

  Result<std::optional<ArchivedAnswer>> find(std::string_view url);
  void put(const std::string& url, ArchivedAnswer answer) { new_[url] = std::move(answer); }
  bool has_new() const { return !new_.empty(); }
  /// Their bytes were cut off the archive again.
  void forget_new() { new_.clear(); }
  /// Writes the new ones; inside a transaction, after the archive's sync.
  void write_inside();
  /// That transaction was committed.
  void written() { new_.clear(); }

 private:
  explicit AnswerIndex(CrawlDatabase& database) : database_(&database) {}

  CrawlDatabase* database_;
  std::unordered_map<std::string, ArchivedAnswer> new_;
  unsigned writes_ = 0;
};

}  // namespace rasd
