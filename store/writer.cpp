#include "store/writer.h"

#include <sqlite3.h>
#include <sys/statvfs.h>

#include <unordered_set>

#include "base/id.h"
#include "base/utf8.h"
#include "records/wire.h"
#include "store/article_rows.h"
#include "store/open.h"
#include "store/sqlite.h"

namespace rasd {
namespace {

// Intake stops while this much is still free, so that tags, approvals and a checkpoint can go on.
constexpr uint64_t kReservedBytes = uint64_t{32} << 20;

bool settled(ItemState state) {
  return state == ItemState::kStored || state == ItemState::kDuplicate;
}

}  // namespace

struct Writer::Impl {
  StoreOptions options;
  const Clock& clock;
  std::unique_ptr<sql::Connection> db;
  std::unordered_set<std::string> sources;  ///< known to be in the table

  Result<void> check_space() const;
  Result<void> know_source(const std::string& id, std::vector<std::string>& added);
  Result<std::optional<Outcome>> in_ledger(const std::string& item_id);
  Result<Outcome> write(const AnnotatedArticle& both, const PlaceArticle& place);
  Result<Outcome> write(const Outcome& outcome);
  Result<Outcome> write(const LateAnnotation& late);
};

Writer::Writer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;
Writer::~Writer() = default;

Result<Writer> Writer::open(const StoreOptions& options, const Clock& clock) {
  auto db = open_for_writing(options);
  if (!db) return fail(db.error());
  return Writer(std::make_unique<Impl>(Impl{options, clock, std::move(*db), {}}));
}

Result<void> Writer::Impl::check_space() const {
  struct statvfs disk {};
  if (::statvfs(options.path.c_str(), &disk) != 0) return {};
  const uint64_t free = uint64_t{disk.f_bavail} * disk.f_frsize;
  // A disk smaller than a few reserves keeps a smaller one.
  const uint64_t whole = uint64_t{disk.f_blocks} * disk.f_frsize;
  if (free >= std::min(kReservedBytes, whole / 8)) return {};
  return fail(ErrorKind::kTemporary, "the disk of the store " + options.path + " is nearly full (" +
                                         std::to_string(free >> 20) +
                                         " MB free): intake waits until there is space");
}

Result<void> Writer::Impl::know_source(const std::string& id, std::vector<std::string>& added) {
  if (sources.contains(id)) return {};
  if (auto ok = put_source_name(*db, id); !ok) return ok;
  added.push_back(id);
  return {};
}

Result<std::optional<Outcome>> Writer::Impl::in_ledger(const std::string& item_id) {
  auto s =
      db->prepare("SELECT source_id, state, stage, reason, at, url FROM ledger WHERE item_id=?")
          .bind(item_id);
  std::optional<Outcome> found;
  if (s.step()) {
    found.emplace();
    found->item_id = item_id;
    found->source_id = s.text(0);
    found->state = static_cast<ItemState>(s.integer(1));
    found->stage = s.text(2);
    found->reason = s.text(3);
    found->at = s.instant(4);
    found->url = s.text(5);
  }
  return s.finish(std::move(found));
}

Result<Outcome> Writer::Impl::write(const AnnotatedArticle& both, const PlaceArticle& place) {
  const Article& a = both.article;
  auto known = in_ledger(a.item_id);
  if (!known) return fail(known.error());
  if (*known && settled((*known)->state)) {
    (*known)->url = a.url;
    return **known;
  }

  Outcome outcome;
  outcome.item_id = a.item_id;
  outcome.source_id = a.source_id;
  outcome.url = a.url;
  outcome.stage = "store";
  outcome.at = clock.now();
  outcome.archive = a.archive;
  if (std::string fault = fault_of(a); !fault.empty()) {
    outcome.state = ItemState::kQuarantined;
    outcome.reason = std::move(fault);
    outcome.bytes = encode(both);
    if (outcome.item_id.empty()) outcome.item_id = content_id({outcome.bytes});
    outcome.item_id = to_valid_utf8(outcome.item_id);
    outcome.source_id = outcome.source_id.empty() ? "unknown" : to_valid_utf8(outcome.source_id);
    outcome.url = to_valid_utf8(outcome.url);
  } else {
    auto repeats = find_repeated(*db, a);
    if (!repeats) return fail(repeats.error());
    if (*repeats) {
      outcome.state = ItemState::kDuplicate;
      outcome.reason = (*repeats)->reason;
    } else {
      outcome.state = ItemState::kStored;
      const Placement placement = place ? place(both) : Placement{};
      if (auto ok = insert_article(*db, both, placement, outcome.at); !ok) return fail(ok.error());
    }
  }
  if (auto ok = put_ledger(*db, outcome); !ok) return fail(ok.error());
  return outcome;
}

Result<Outcome> Writer::Impl::write(const Outcome& given) {
  auto known = in_ledger(given.item_id);
  if (!known) return fail(known.error());
  if (*known && settled((*known)->state)) return **known;
  Outcome outcome = given;
  if (outcome.state == ItemState::kStored) {
    outcome.state = ItemState::kFailed;
    outcome.reason = "reported as stored, but its article never came";
  }
  if (outcome.item_id.empty()) outcome.item_id = content_id({given.source_id, given.url});
  if (outcome.at == Instant{}) outcome.at = clock.now();
  if (outcome.source_id.empty()) outcome.source_id = "unknown";
  outcome.reason = to_valid_utf8(outcome.reason);
  outcome.url = to_valid_utf8(outcome.url);
  if (auto ok = put_ledger(*db, outcome); !ok) return fail(ok.error());
  return outcome;
}

Result<Outcome> Writer::Impl::write(const LateAnnotation& late) {
  Outcome outcome;
  outcome.item_id = late.item_id;
  outcome.stage = "store";
  outcome.at = clock.now();
  auto done = annotate_again(*db, late.item_id, late.annotation, outcome.at);
  if (!done) return fail(done.error());
  outcome.state = *done ? ItemState::kStored : ItemState::kFailed;
  if (!*done) outcome.reason = "no such item is stored";
  return outcome;
}

Result<std::vector<Outcome>> Writer::commit(std::span<const StoreInput> batch,
                                            const PlaceArticle& place) {
  Impl& w = *impl_;
  if (auto ok = w.check_space(); !ok) return fail(ok.error());
  auto transaction = sql::Transaction::begin(*w.db);
  if (!transaction) return fail(transaction.error());
  std::vector<Outcome> outcomes;
  outcomes.reserve(batch.size());
  std::vector<std::string> added;
  for (const StoreInput& input : batch) {
    Result<Outcome> outcome = Outcome{};
    outcome->state = ItemState::kStored;
    Result<void> ok;
    if (const auto* both = std::get_if<AnnotatedArticle>(&input)) {
      if (fault_of(both->article).empty()) ok = w.know_source(both->article.source_id, added);
      if (ok) outcome = w.write(*both, place);
    } else if (const auto* given = std::get_if<Outcome>(&input)) {
      outcome = w.write(*given);
    } else if (const auto* late = std::get_if<LateAnnotation>(&input)) {
      outcome = w.write(*late);
    } else if (const auto* poll = std::get_if<SourcePoll>(&input)) {
      ok = w.know_source(poll->source_id, added);
      if (ok) ok = put_poll(*w.db, *poll);
    } else if (const auto* source = std::get_if<Source>(&input)) {
      ok = put_source(*w.db, *source);
      added.push_back(source->id);
    }
    if (!ok) return fail(ok.error());
    if (!outcome) return fail(outcome.error());
    outcomes.push_back(std::move(*outcome));
  }
  if (auto ok = transaction->commit(); !ok) return fail(ok.error());
  w.sources.insert(added.begin(), added.end());
  return outcomes;
}

Result<void> Writer::set_sources(std::span<const Source> sources) {
  Impl& w = *impl_;
  auto transaction = sql::Transaction::begin(*w.db);
  if (!transaction) return fail(transaction.error());
  auto ok = w.db->run("UPDATE sources SET active = 0");
  for (const Source& source : sources)
    if (ok) ok = put_source(*w.db, source);
  if (ok) ok = transaction->commit();
  return ok;
}

Result<void> Writer::move_items(std::span<const std::pair<std::string, Placement>> items) {
  Impl& w = *impl_;
  auto transaction = sql::Transaction::begin(*w.db);
  if (!transaction) return fail(transaction.error());
  for (const auto& [item_id, to] : items) {
    const std::string& group = to.group_id.empty() ? item_id : to.group_id;
    auto ok = w.db->prepare("UPDATE items SET group_id = ?, story_id = ? WHERE item_id = ?")
                  .bind(group, to.story_id.empty() ? group : to.story_id, item_id)
                  .run();
    if (!ok) return ok;
  }
  return transaction->commit();
}

Result<uint64_t> Writer::checkpoint() {
  int pages = 0;
  int copied = 0;
  const int code = sqlite3_wal_checkpoint_v2(impl_->db->handle(), nullptr,
                                             SQLITE_CHECKPOINT_PASSIVE, &pages, &copied);
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) return fail(impl_->db->error(code));
  if (pages > 0 && pages == copied) {
    // Everything is in the file: cut the log, but never wait for a reader to do so.
    sqlite3_busy_timeout(impl_->db->handle(), 0);
    sqlite3_wal_checkpoint_v2(impl_->db->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, &pages,
                              &copied);
    sqlite3_busy_timeout(impl_->db->handle(),
                         static_cast<int>(impl_->options.busy_timeout.count()));
  }
  auto page_size = impl_->db->number("PRAGMA page_size", 4096);
  if (!page_size) return fail(page_size.error());
  return static_cast<uint64_t>(pages > 0 ? pages : 0) * static_cast<uint64_t>(*page_size);
}

Result<uint64_t> Writer::forget_polls(Instant before) {
  auto transaction = sql::Transaction::begin(*impl_->db);
  if (!transaction) return fail(transaction.error());
  if (auto ok = impl_->db->prepare("DELETE FROM source_polls WHERE at < ?").bind(before).run(); !ok)
    return fail(ok.error());
  const auto gone = static_cast<uint64_t>(impl_->db->changes());
  if (auto ok = transaction->commit(); !ok) return fail(ok.error());
  return gone;
}

}  // namespace rasd
