#include "store/arrivals.h"

#include <algorithm>

#include "store/sqlite.h"

namespace rasd {
namespace {

constexpr int64_t kMostArrivals = 50'000;  // 400 KB; a source of 1,700 items a day over a month

}  // namespace

Result<std::vector<Instant>> read_arrivals(StoreReader& reader, const std::string& source_id,
                                           Window window) {
  auto s = reader.connection()
               .prepare(
                   "SELECT at FROM items WHERE source_id = ? AND at >= ? AND at < ?"
                   " ORDER BY at DESC LIMIT ?")
               .bind(source_id, window.from, window.to, kMostArrivals);
  std::vector<Instant> times;
  while (s.step()) times.push_back(s.instant(0));
  std::reverse(times.begin(), times.end());
  return s.finish(std::move(times));
}

Result<std::vector<SourcePoll>> read_polls(StoreReader& reader, const std::string& source_id,
                                           Instant before, size_t most) {
  auto s = reader.connection()
               .prepare(
                   "SELECT at, ok, status, unchanged, error, listed, fresh, duration_ms"
                   " FROM source_polls WHERE source_id = ? AND at < ? ORDER BY at DESC LIMIT ?")
               .bind(source_id, before, static_cast<int64_t>(most));
  std::vector<SourcePoll> polls;
  while (s.step()) {
    SourcePoll poll;
    poll.source_id = source_id;
    poll.at = s.instant(0);
    poll.ok = s.boolean(1);
    poll.status = static_cast<int>(s.integer(2));
    poll.unchanged = s.boolean(3);
    poll.error = s.text(4);
    poll.listed = s.small(5);
    poll.fresh = s.small(6);
    poll.duration_ms = s.small(7);
    polls.push_back(std::move(poll));
  }
  return s.finish(std::move(polls));
}

}  // namespace rasd
