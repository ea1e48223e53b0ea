#pragma once
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "crawler/page_archive.h"
#include "records/ledger.h"
#include "records/wire.h"

namespace rasd {

class AnswerIndex;
class CrawlDatabase;

/// A record on its way into the spool, with the bytes it came in, if any.
struct SpoolItem {
  WireRecord record;
  std::optional<Exchange> exchange;  ///< archived before the record is committed
};

/// A record on its way out.
struct SpoolEntry {
  int64_t seq = 0;
  std::string id;       ///< what settle() is told: see spool_id
  WireRecord record;    ///< a FetchedPage comes with its body
  std::string trouble;  ///< not empty when the body could not be read back from the archive
};

/// The id by which a record is settled: the item id of a FetchedPage, Article, AnnotatedArticle or
/// Outcome; content_id of the encoding for a Source or SourcePoll.
std::string spool_id(const WireRecord& record);

/// Items only (pages, posts, articles, failures); looks at sources and the like are counted apart.
/// taken_in = pending + the sum of final, always.
struct SpoolCounts {
  uint64_t taken_in = 0;
  uint64_t pending = 0;             ///< items not settled yet
  std::array<uint64_t, 5> final{};  ///< by ItemState
  uint64_t other_pending = 0;       ///< SourcePoll and Source records not settled yet
};

/// The counts of a spool that another process may be working on (`rasd ledger`).
Result<SpoolCounts> read_spool_counts(const std::string& folder);

/// Bytes of a disk: what a user may still write, and its whole size.
struct DiskSpace {
  uint64_t free = 0;
  uint64_t whole = 0;
};
/// The disk that holds `path`; nothing when the system does not say.
std::optional<DiskSpace> measure_disk(const std::string& path);

struct SpoolOptions {
  std::string archive_folder;              ///< default: "archive" inside the spool's folder
  size_t capacity = 20'000;                ///< unsettled entries; bounds disk and replay time
  size_t memory_bytes = size_t{16} << 20;  ///< bodies kept at hand; the rest is read back
  PageArchiveOptions archive;
  /// Intake stops while less than this is free (a twentieth of a disk where that is less): the
  /// store, which needs space to empty the spool, may use what intake leaves it.
  uint64_t reserve_bytes = uint64_t{64} << 20;
  std::chrono::milliseconds look_at_disk{1000};  ///< no more often
  std::function<std::optional<DiskSpace>(const std::string& path)> disk = measure_disk;
};

/// The durable hand-over from the crawler to the rest: an entry stays until the store has told
/// what became of it. Lives in crawl.db beside the frontier, bodies in the page archive.
///
/// Order of a page's life: bytes archived and synced → entry committed and its task done, in one
/// transaction → taken → settled. A kill between any two of them repeats a step and loses nothing;
/// ids come from content, so nothing is doubled. Thread-safe.
class Spool {
 public:
  /// Fails with kConfiguration while another process has the folder open.
  static Result<std::unique_ptr<Spool>> open(const std::string& folder, SpoolOptions options = {});
  ~Spool();

  /// Archives, then commits all in one transaction; durable on return. An item whose id is in the
  /// spool or was settled before is skipped. The task of each item is done with it. `also` runs
  /// inside the same transaction (the frontier's own changes). Returns how many entries were new.
  /// Never blocks for room: ask has_room first. Fails with kTemporary when the disk is full, and
  /// keeps nothing then; the items are as they were and may be tried again.
  Result<size_t> append(std::vector<SpoolItem>&& items,
                        const std::function<void(CrawlDatabase&)>& also = {});
  /// Archives an answer that is no item: a list, robots.txt, a page that could not be had. It is on
  /// disk when the next append returns, before what that commits. An answer like the last one of
  /// its address costs its headers only. Fails like append.
  Result<void> keep(const Exchange& exchange);
  /// The oldest entries not handed out since this process started, up to `most`; waits up to
  /// `wait` for the first. After a restart everything unsettled is handed out again.
  std::vector<SpoolEntry> take(size_t most, std::chrono::milliseconds wait);
  /// The store's word: the final state of each item; its entry goes. Unknown ids are ignored, a
  /// second settlement of the same id changes nothing.
  Result<void> settle(std::span<const Outcome> outcomes);
  SpoolCounts counts() const;
  /// Whether `more` further entries fit under the capacity, and the disk has its reserve.
  bool has_room(size_t more = 1) const;
  /// Waits until there is room; false when there is none after `wait`.
  bool wait_for_room(std::chrono::milliseconds wait, size_t more = 1) const;
  const std::string& archive_folder() const { return options_.archive_folder; }
  CrawlDatabase& database() { return *database_; }

 private:
  Spool() = default;
  Result<void> lock_folder(const std::string& folder);
  Result<void> load();
  Result<void> archive(std::vector<SpoolItem>& items);
  void restore_body(SpoolEntry& entry);
  bool has_room_inside(size_t more) const;
  bool disk_has_room() const;

  SpoolOptions options_;
  std::string folder_;
  int lock_ = -1;  // held as long as the spool lives: two crawlers in one folder would fetch twice
  std::unique_ptr<CrawlDatabase> database_;
  std::mutex append_mutex_;  // the archive belongs to one appender at a time
  std::unique_ptr<PageArchive> archive_;
  std::unique_ptr<AnswerIndex> answers_;  // of what keep() archived

  mutable std::mutex mutex_;  // everything below
  mutable std::condition_variable changed_;
  SpoolCounts counts_;
  int64_t handed_out_ = 0;  // entries up to this seq were handed out in this life
  int64_t newest_ = 0;
  std::unordered_map<int64_t, std::string> bodies_;
  size_t body_bytes_ = 0;
  mutable std::optional<std::chrono::steady_clock::time_point> disk_looked_at_;
  mutable bool disk_low_ = false;
  std::mutex take_mutex_;
};

}  // namespace rasd
