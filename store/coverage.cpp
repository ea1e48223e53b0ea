#include "store/coverage.h"

#include <algorithm>
#include <array>

#include "store/silence.h"
#include "store/source_row.h"
#include "store/sqlite.h"

namespace rasd {
namespace {

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
  auto history = source_history(db, c.source.id, window.to);
  if (!history) return fail(history.error());
  c.last_item = history->last_item;
  c.usual = history->items_a_day;
  c.silent = c.items == 0 && is_silent(*history, window.to);
  return {};
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
    if (replayed) c.silent = false;  // nobody watches it, so nobody can say that it fell silent
    if (replayed && c.items > 0) ++coverage.replayed;
    if ((replayed || !active) && c.items == 0) continue;
    if (active && !replayed) {
      ++coverage.total;
      if (c.reach == Reach::kReached || c.reach == Reach::kReadLater) ++coverage.reached;
      if (c.reach == Reach::kFailed) ++coverage.failed;
      if (c.silent) ++coverage.silent;
    }
    coverage.sources.push_back(std::move(c));
  }
  if (auto ok = add_lost(db, window, coverage.sources); !ok) return fail(ok.error());
  const auto rank = [](const SourceCoverage& c) {
    if (c.reach == Reach::kFailed) return 0;
    if (c.failing) return 1;
    return c.silent ? 2 : 3;
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
