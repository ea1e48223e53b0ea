#include "store/silence.h"

#include <algorithm>

namespace rasd {
namespace {

constexpr std::chrono::seconds kMemory = std::chrono::hours{24 * 28};
constexpr double kExpectedItems = 3.0;
constexpr double kSecondsADay = 86400.0;
// A few items on one day say little of a source's rate: below this it is never called silent.
constexpr int64_t kFewItems = 5;

double days(std::chrono::seconds span) { return static_cast<double>(span.count()) / kSecondsADay; }

}  // namespace

Result<SourceHistory> source_history(sql::Connection& db, const std::string& source_id,
                                     Instant until) {
  SourceHistory history;
  auto last =
      db.prepare("SELECT MAX(at) FROM items WHERE source_id = ? AND at < ?").bind(source_id, until);
  if (last.step()) history.last_item = last.maybe_instant(0);
  if (last.failed()) return fail(last.finish().error());
  if (!history.last_item) return history;
  auto rate =
      db.prepare("SELECT COUNT(*), MIN(at) FROM items WHERE source_id = ? AND at > ? AND at <= ?")
          .bind(source_id, *history.last_item - kMemory, *history.last_item);
  if (rate.step() && rate.integer(0) >= kFewItems) {
    // A young source is judged by the days it has lived, and by one day at least.
    const double span = std::max(1.0, days(*history.last_item - rate.instant(1)));
    history.items_a_day = static_cast<double>(rate.integer(0)) / span;
  }
  return rate.finish(history);
}

bool is_silent(const SourceHistory& history, Instant until) {
  if (!history.last_item || *history.last_item >= until) return false;
  return history.items_a_day * days(until - *history.last_item) >= kExpectedItems;
}

}  // namespace rasd
