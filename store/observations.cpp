#include "store/observations.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "store/audit_log.h"
#include "store/item_query.h"
#include "store/open.h"
#include "store/sqlite.h"

namespace rasd {
namespace {

constexpr std::array<std::string_view, 5> kStates = {"new", "to_check", "linked", "unverifiable",
                                                     "closed"};
constexpr size_t kMostNoteBytes = 2000;
constexpr auto kObservationKind = static_cast<int>(ItemKind::kObservation);

/// The last step of an observation, where anybody took one.
constexpr const char* kLastStep =
    " LEFT JOIN observation_steps s ON s.id ="
    " (SELECT MAX(id) FROM observation_steps WHERE item_id = i.item_id)";

ObservationStep read_step(const sql::Statement& s, int column) {
  ObservationStep step;
  if (s.is_null(column)) return step;
  step.state = static_cast<ObservationState>(s.integer(column));
  step.linked_to = s.text(column + 1);
  step.note = s.text(column + 2);
  step.user = s.text(column + 3);
  step.at = s.instant(column + 4);
  return step;
}

Result<bool> is_stored(sql::Connection& db, const std::string& item_id, bool observation) {
  auto s = db.prepare("SELECT 1 FROM items WHERE item_id = ? AND (kind = ? OR NOT ?)")
               .bind(item_id, kObservationKind, observation);
  const bool found = s.step();
  return s.finish(found);
}

}  // namespace

std::string_view name(ObservationState state) { return kStates[static_cast<size_t>(state)]; }

bool parse(std::string_view text, ObservationState& state) {
  const auto found = std::find(kStates.begin(), kStates.end(), text);
  if (found == kStates.end()) return false;
  state = static_cast<ObservationState>(found - kStates.begin());
  return true;
}

Result<std::vector<ObservationLine>> list_observations(StoreReader& reader,
                                                       std::optional<ObservationState> state,
                                                       Slice slice) {
  sql::Connection& db = reader.connection();
  std::vector<ObservationLine> lines;
  std::vector<std::string> ids;
  {
    auto s =
        db.prepare(std::string("SELECT i.item_id, s.state, s.linked_to, s.note, s.user, s.at,"
                               " (SELECT COUNT(*) FROM attachments a WHERE a.item_id = i.item_id)"
                               " FROM items i") +
                   kLastStep +
                   " WHERE i.kind = ? AND (? < 0 OR COALESCE(s.state, 0) = ?)"
                   " ORDER BY i.at DESC, i.id DESC LIMIT ? OFFSET ?");
    const int wanted = state ? static_cast<int>(*state) : -1;
    s.bind(kObservationKind, wanted, wanted, bounded_limit(slice), uint64_t{slice.offset});
    while (s.step()) {
      ObservationLine line;
      ids.push_back(s.text(0));
      line.last = read_step(s, 1);
      line.attachments = static_cast<size_t>(s.count(6));
      lines.push_back(std::move(line));
    }
    if (s.failed()) return fail(s.finish().error());
  }
  auto items = read_lines(reader, ids);
  if (!items) return fail(items.error());
  // Items never go while a reader's snapshot stands; without one, a row may be missing.
  if (items->size() != lines.size())
    return fail(ErrorKind::kTemporary, "the inbox changed while it was read; ask again");
  for (size_t n = 0; n < lines.size(); ++n) lines[n].item = std::move((*items)[n]);
  return lines;
}

Result<std::array<uint64_t, 5>> count_observations(StoreReader& reader) {
  std::array<uint64_t, 5> counts{};
  auto s = reader.connection()
               .prepare(std::string("SELECT COALESCE(s.state, 0), COUNT(*) FROM items i") +
                        kLastStep + " WHERE i.kind = ? GROUP BY 1")
               .bind(kObservationKind);
  while (s.step())
    if (const auto state = s.count(0); state < counts.size()) counts[state] = s.count(1);
  return s.finish(counts);
}

Result<std::vector<ObservationStep>> read_observation_steps(StoreReader& reader,
                                                            const std::string& item_id) {
  auto s = reader.connection()
               .prepare(
                   "SELECT state, linked_to, note, user, at FROM observation_steps"
                   " WHERE item_id = ? ORDER BY id")
               .bind(item_id);
  std::vector<ObservationStep> steps;
  while (s.step()) steps.push_back(read_step(s, 0));
  return s.finish(std::move(steps));
}

Result<std::vector<Attachment>> read_attachments(StoreReader& reader, const std::string& item_id) {
  auto s = reader.connection()
               .prepare(
                   "SELECT hash, name, content_type, size FROM attachments WHERE item_id = ?"
                   " ORDER BY position")
               .bind(item_id);
  std::vector<Attachment> files;
  while (s.step()) files.push_back({s.text(0), s.text(1), s.text(2), s.count(3)});
  return s.finish(std::move(files));
}

struct ObservationBook::Impl {
  const Clock& clock;
  std::unique_ptr<sql::Connection> db;
};

ObservationBook::ObservationBook(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ObservationBook::ObservationBook(ObservationBook&&) noexcept = default;
ObservationBook& ObservationBook::operator=(ObservationBook&&) noexcept = default;
ObservationBook::~ObservationBook() = default;

Result<ObservationBook> ObservationBook::open(const StoreOptions& options, const Clock& clock) {
  auto db = open_for_writing(options);
  if (!db) return fail(db.error());
  return ObservationBook(std::make_unique<Impl>(Impl{clock, std::move(*db)}));
}

Result<void> ObservationBook::add_step(const std::string& item_id, ObservationState state,
                                       const std::string& linked_to, const std::string& note,
                                       const std::string& user) {
  if (note.size() > kMostNoteBytes || !is_utf8(note))
    return fail(ErrorKind::kUsage, "the note is too long");
  const bool links = state == ObservationState::kLinked;
  if (links && (linked_to.empty() || linked_to == item_id))
    return fail(ErrorKind::kUsage, "name the item that it belongs with");
  sql::Connection& db = *impl_->db;
  auto transaction = sql::Transaction::begin(db);
  if (!transaction) return fail(transaction.error());
  const auto known = is_stored(db, item_id, true);
  if (!known) return fail(known.error());
  if (!*known) return fail(ErrorKind::kNotFound, "no observation '" + item_id + "' is stored");
  if (links) {
    const auto other = is_stored(db, linked_to, false);
    if (!other) return fail(other.error());
    if (!*other) return fail(ErrorKind::kNotFound, "no item '" + linked_to + "' is stored");
  }
  const Instant at = impl_->clock.now();
  auto ok =
      db.prepare(
            "INSERT INTO observation_steps(item_id, state, linked_to, note, user, at)"
            " VALUES(?,?,?,?,?,?)")
          .bind(item_id, static_cast<int>(state), links ? linked_to : std::string(), note, user, at)
          .run();
  if (ok) ok = append_audit_log(db, at, user, "observation " + std::string(name(state)), item_id);
  if (ok) ok = transaction->commit();
  return ok;
}

}  // namespace rasd
