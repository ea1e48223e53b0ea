#include "store/coverage.h"

#include <algorithm>
#include <array>

#include "store/source_row.h"
#include "store/sqlite.h"

namespace rasd {
namespace {

constexpr std::chrono::seconds kMemory = std::chrono::hours{24 * 28};
constexpr double kSecondsADay = 86400.0;

constexpr std::array<std::string_view, 4> kReachNames = {"reached", "read_later", "failed",
                                                         "not_polled"};

Result<void> add_polls(sql::Connection& db, Window window, SourceCoverage& c) {
  auto counts = db.prepare(
                      "SELECT COUNT(*), IFNULL(SUM(ok = 0), 0) FROM source_polls"
                      " WHERE source_id = ? AND at >= ? AND at < ?")
                    .bind(c.source.id, window.from, window.to);
  if (counts.step()) {
    c.polls = counts.small(0);
    c.failures = counts.small(1);
  }
  if (counts.failed()) return counts.finish();
  auto last = db.prepare(
                    "SELECT at, ok, status, error FROM source_polls"
                    " WHERE source_id = ? AND at < ? ORDER BY at DESC LIMIT 1")
                  .bind(c.source.id, window.to);
  if (last.step()) {
    c.last_poll = last.instant(0);
    c.last_status = static_cast<int>(last.integer(2));
    if (!last.boolean(1)) {
      c.last_error = last.text(3);
      c.failing = *c.last_poll >= window.from;
    }
  }
  if (last.failed()) return last.finish();
  auto success = db.prepare(
                       "SELECT at FROM source_polls WHERE source_id = ? AND at < ? AND ok <> 0"
                       " ORDER BY at DESC LIMIT 1")
                     .bind(c.source.id, window.to);
  if (success.step()) c.last_success = success.instant(0);
  return success.finish();
}

Result<void> add_items(sql::Connection& db, Window window, SourceCoverage& c) {
  auto items = db.prepare(
                     "SELECT COUNT(*), IFNULL(SUM(from_feed), 0) FROM items"
                     " WHERE source_id = ? AND at >= ? AND at < ?")
                   .bind(c.source.id, window.from, window.to);
  if (items.step()) {
    c.items = items.small(0);
    c.feed_only = items.small(1);
  }
  if (items.failed()) return items.finish();
  auto last = db.prepare("SELECT MAX(at) FROM items WHERE source_id = ? AND at < ?")
                  .bind(c.source.id, window.to);
  if (last.step()) c.last_item = last.maybe_instant(0);
  if (last.failed() || !c.last_item) return last.finish();
  auto usual =
      db.prepare("SELECT COUNT(*), MIN(at) FROM items WHERE source_id = ? AND at > ? AND at <= ?")
          .bind(c.source.id, *c.last_item - kMemory, *c.last_item);
  if (usual.step()) {
    // A young source is judged by the days it has lived, and by one day at least.
    const double span = static_cast<double>((*c.last_item - usual.instant(1)).count());
    c.usual = static_cast<double>(usual.integer(0)) / std::max(1.0, span / kSecondsADay);
  }
  return usual.finish();
}

Result<void> add_lost(sql::Connection& db, Window window, std::vector<SourceCoverage>& all) {
  auto s = db.prepare(
                 "SELECT source_id, COUNT(*) FROM ledger WHERE state IN (3, 4) AND state <> 0 AND"
                 " at >= ? AND at < ? GROUP BY source_id")
               .bind(window.from, window.to);
  while (s.step())
    for (auto& c : all)
      if (c.source.id == s.view(0)) c.lost = s.small(1);
  return s.finish();
}

Reach reach_of(const SourceCoverage& c) {
  if (c.polls > c.failures) return Reach::kReached;
  if (c.items > 0) return Reach::kReadLater;
  return c.polls > 0 ? Reach::kFailed : Reach::kNotPolled;
}

}  // namespace

std::string_view name(Reach reach) { return kReachNames[static_cast<size_t>(reach)]; }

Result<Coverage> read_coverage(StoreReader& reader, Window window) {
  sql::Connection& db = reader.connection();
  auto known = list_sources(reader);
  if (!known) return fail(known.error());
  Coverage coverage;
  coverage.window = window;
  for (auto& [source, active] : *known) {
    SourceCoverage c;
    c.source = std::move(source);
    c.active = active;
    auto ok = add_polls(db, window, c);
    if (ok) ok = add_items(db, window, c);
    if (!ok) return fail(ok.error());
    c.reach = reach_of(c);
    coverage.items += c.items;
    const bool replayed = c.source.connector == Connector::kReplay;
    if (replayed && c.items > 0) ++coverage.replayed;
    if ((replayed || !active) && c.items == 0) continue;
    if (active && !replayed) {
      ++coverage.total;
      if (c.reach == Reach::kReached || c.reach == Reach::kReadLater) ++coverage.reached;
      if (c.reach == Reach::kFailed) ++coverage.failed;
    }
    coverage.sources.push_back(std::move(c));
  }
  if (auto ok = add_lost(db, window, coverage.sources); !ok) return fail(ok.error());
  const auto rank = [](const SourceCoverage& c) {
    if (c.reach == Reach::kFailed) return 0;
    return c.failing ? 1 : 2;
  };
  std::stable_sort(coverage.sources.begin(), coverage.sources.end(),
                   [&](const auto& a, const auto& b) {
                     return rank(a) != rank(b) ? rank(a) < rank(b) : a.source.name < b.source.name;
                   });
  return coverage;
}

Result<std::vector<KnownSource>> list_sources(StoreReader& reader) {
  auto s = reader.connection().prepare(std::string("SELECT") + kSourceColumns +
                                       "FROM sources ORDER BY id");
  std::vector<KnownSource> sources;
  while (s.step()) sources.push_back(read_known_source(s));
  return s.finish(std::move(sources));
}

}  // namespace rasd
