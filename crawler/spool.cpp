#include "crawler/spool.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <thread>
#include <unordered_set>

#include "base/file.h"
#include "base/id.h"
#include "base/log.h"
#include "crawler/answer_index.h"
#include "crawler/database.h"
#include "crawler/item_key.h"

namespace rasd {
namespace {

constexpr int kSettled = 10;  // + ItemState

bool is_item(const WireRecord& record) {
  return !std::holds_alternative<Source>(record) && !std::holds_alternative<SourcePoll>(record);
}

std::string source_of(const WireRecord& record) {
  return std::visit(
      [](const auto& r) -> std::string {
        using T = std::decay_t<decltype(r)>;
        if constexpr (std::is_same_v<T, Source>)
          return r.id;
        else if constexpr (std::is_same_v<T, AnnotatedArticle>)
          return r.article.source_id;
        else
          return r.source_id;
      },
      record);
}

std::string encode_any(const WireRecord& record) {
  return std::visit([](const auto& r) { return encode(r); }, record);
}

}  // namespace

std::string spool_id(const WireRecord& record) {
  return std::visit(
      [](const auto& r) -> std::string {
        using T = std::decay_t<decltype(r)>;
        if constexpr (std::is_same_v<T, Source> || std::is_same_v<T, SourcePoll>)
          return content_id({encode(r)});
        else if constexpr (std::is_same_v<T, AnnotatedArticle>)
          return r.article.item_id;
        else
          return r.item_id;
      },
      record);
}

Spool::~Spool() {
  if (lock_ >= 0) ::close(lock_);
}

Result<void> Spool::lock_folder(const std::string& folder) {
  const std::string path = folder + "/crawl.lock";
  lock_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_ < 0) return fail(ErrorKind::kInternal, "cannot make " + path);
  if (::flock(lock_, LOCK_EX | LOCK_NB) == 0) return {};
  return fail(ErrorKind::kConfiguration,
              "another rasd is crawling into " + folder + "; stop it or set another folder");
}

Result<std::unique_ptr<Spool>> Spool::open(const std::string& folder, SpoolOptions options) {
  if (auto made = make_folder(folder); !made) return fail(made.error());
  if (options.archive_folder.empty()) options.archive_folder = folder + "/archive";
  std::unique_ptr<Spool> spool(new Spool);
  if (auto locked = spool->lock_folder(folder); !locked) return fail(locked.error());
  auto database = CrawlDatabase::open(folder + "/crawl.db");
  if (!database) return fail(database.error());
  spool->database_ = std::move(*database);
  auto archive = PageArchive::open(options.archive_folder, options.archive);
  if (!archive) return fail(archive.error());
  spool->archive_ = std::move(*archive);
  auto answers = AnswerIndex::open(*spool->database_);
  if (!answers) return fail(answers.error());
  spool->answers_ = std::make_unique<AnswerIndex>(std::move(*answers));
  spool->options_ = std::move(options);
  spool->folder_ = folder;
  if (auto loaded = spool->load(); !loaded) return fail(loaded.error());
  return spool;
}

namespace {

/// Counts what the file holds; inside a read body. `newest` is the last entry's number.
SpoolCounts count_entries(CrawlDatabase& database, int64_t& newest) {
  SpoolCounts counts;
  auto pending = database.query("SELECT counted, count(*), max(seq) FROM spool GROUP BY counted");
  while (pending.row()) {
    const auto n = static_cast<uint64_t>(pending.number_at(1));
    (pending.number_at(0) != 0 ? counts.pending : counts.other_pending) = n;
    newest = std::max(newest, pending.number_at(2));
  }
  counts.taken_in = counts.pending;
  auto tally = database.query("SELECT state, n FROM tally");
  while (tally.row()) {
    const auto state = static_cast<size_t>(tally.number_at(0));
    if (state >= counts.final.size()) continue;
    counts.final[state] = static_cast<uint64_t>(tally.number_at(1));
    counts.taken_in += counts.final[state];
  }
  return counts;
}

}  // namespace

Result<void> Spool::load() {
  return database_->read([&] { counts_ = count_entries(*database_, newest_); });
}

Result<SpoolCounts> read_spool_counts(const std::string& folder) {
  auto database = CrawlDatabase::open(folder + "/crawl.db");
  if (!database) return fail(database.error());
  SpoolCounts counts;
  int64_t newest = 0;
  auto done = (*database)->read([&] { counts = count_entries(**database, newest); });
  if (!done) return fail(done.error());
  return counts;
}

Result<void> Spool::keep(const Exchange& exchange) {
  const std::lock_guard one_appender(append_mutex_);
  auto before = answers_->find(exchange.url);
  if (!before) return fail(before.error());
  auto kept = archive_->add_again(exchange, *before);
  if (!kept) return fail(kept.error());
  answers_->put(exchange.url, std::move(*kept));
  return {};
}

Result<void> Spool::archive(std::vector<SpoolItem>& items) {
  std::vector<FetchedPage*> archived;
  const auto undo =
      [&](const Error& error) {  // perhaps not on the disk: they count as not archived
        for (FetchedPage* page : archived) page->archive = {};
        answers_->forget_new();
        return fail(error);
      };
  // What is in already is skipped by append, and its bytes lie in the archive.
  std::unordered_set<std::string> known;
  auto looked = database_->read([&] {
    for (const SpoolItem& item : items) {
      const auto* page = std::get_if<FetchedPage>(&item.record);
      if (page == nullptr || (!item.exchange && page->body.empty())) continue;
      const std::string key = item_key(page->item_id);
      auto row = database_->query("SELECT 1 FROM item WHERE id = ? AND state <> 0");
      if (row.blob(key).row()) known.insert(page->item_id);
    }
  });
  if (!looked) return fail(looked.error());
  for (SpoolItem& item : items) {
    auto* page = std::get_if<FetchedPage>(&item.record);
    if (page == nullptr || !page->archive.file.empty() || known.contains(page->item_id)) continue;
    Result<ArchiveRef> ref{};
    if (item.exchange)
      ref = archive_->add(*item.exchange);
    else if (!page->body.empty())
      ref = archive_->add_resource(page->url, page->fetched, page->content_type, page->body);
    else
      continue;
    if (!ref) return undo(ref.error());
    page->archive = std::move(*ref);
    archived.push_back(page);
  }
  if (archived.empty() && !answers_->has_new()) return {};
  if (auto synced = archive_->sync(); !synced) return undo(synced.error());
  return {};
}

Result<size_t> Spool::append(std::vector<SpoolItem>&& items,
                             const std::function<void(CrawlDatabase&)>& also) {
  const std::lock_guard one_appender(append_mutex_);
  if (auto archived = archive(items); !archived) return fail(archived.error());
  struct Added {
    int64_t seq;
    SpoolItem* item;
  };
  std::vector<Added> added;
  uint64_t counted = 0;
  auto& db = *database_;
  auto done = db.transaction(CrawlDatabase::Sync::kDurable, [&] {
    for (SpoolItem& item : items) {
      const bool is_counted = is_item(item.record);
      const std::string key = item_key(spool_id(item.record));
      if (is_counted) {
        const std::string source = source_of(item.record);
        auto mark = db.query(
            "INSERT INTO item(id, source, state) VALUES(?, ?, 1) "
            "ON CONFLICT(id) DO UPDATE SET state = 1 WHERE state = 0");
        const bool fresh = mark.blob(key).text(source).run() > 0;
        auto task = db.query("DELETE FROM task WHERE id = ?");
        task.blob(key).run();
        if (!fresh) continue;
      }
      const std::string record = encode_any(item.record);
      auto insert = db.query(
          "INSERT INTO spool(id, counted, record) VALUES(?, ?, ?) "
          "ON CONFLICT(id) DO NOTHING RETURNING seq");
      insert.blob(key).number(is_counted ? 1 : 0).text(record);
      if (!insert.row()) continue;
      added.push_back({insert.number_at(0), &item});
      insert.row();
      if (is_counted) ++counted;
    }
    answers_->write_inside();
    if (also) also(db);
  });
  if (!done) return fail(done.error());
  answers_->written();
  {
    const std::lock_guard lock(mutex_);
    counts_.taken_in += counted;
    counts_.pending += counted;
    counts_.other_pending += added.size() - counted;
    for (const Added& one : added) {
      newest_ = std::max(newest_, one.seq);
      auto* page = std::get_if<FetchedPage>(&one.item->record);
      if (page == nullptr || page->body.empty()) continue;
      // The oldest are taken first, so what does not fit any more is what is read back.
      if (body_bytes_ + page->body.size() > options_.memory_bytes) continue;
      body_bytes_ += page->body.size();
      bodies_.emplace(one.seq, std::move(page->body));
    }
  }
  changed_.notify_all();
  return added.size();
}

void Spool::restore_body(SpoolEntry& entry) {
  auto* page = std::get_if<FetchedPage>(&entry.record);
  if (page == nullptr || page->archive.file.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    const auto kept = bodies_.find(entry.seq);
    if (kept != bodies_.end()) {
      body_bytes_ -= kept->second.size();
      page->body = std::move(kept->second);
      bodies_.erase(kept);
      return;
    }
  }
  auto archived = read_archived(options_.archive_folder, page->archive);
  if (archived)
    page->body = std::move(archived->body);
  else
    entry.trouble = archived.error().message;
}

std::vector<SpoolEntry> Spool::take(size_t most, std::chrono::milliseconds wait) {
  const std::lock_guard one_taker(take_mutex_);
  int64_t from = 0;
  int64_t until = 0;  // not beyond: a later entry's body is perhaps not in the cache yet
  {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, wait, [&] { return newest_ > handed_out_; })) return {};
    from = handed_out_;
    until = newest_;
  }
  std::vector<SpoolEntry> taken;
  std::vector<std::string> records;
  auto& db = *database_;
  auto done = db.read([&] {
    auto rows = db.query(
        "SELECT seq, id, record FROM spool WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?");
    rows.number(from).number(until).number(static_cast<int64_t>(most));
    while (rows.row()) {
      SpoolEntry entry;
      entry.seq = rows.number_at(0);
      entry.id = item_id_of(rows.text_at(1));
      records.push_back(rows.text_at(2));
      taken.push_back(std::move(entry));
    }
  });
  if (!done) {
    log_error(done.error().message);
    std::this_thread::sleep_for(wait);  // a full disk must not become a busy loop
    return {};
  }
  {
    const std::lock_guard lock(mutex_);
    handed_out_ = taken.empty() ? until : taken.back().seq;
  }
  for (size_t i = 0; i < taken.size(); ++i) {
    auto record = decode(records[i]);
    if (!record) {
      taken[i].trouble = record.error().message;
      Outcome broken;
      broken.item_id = taken[i].id;
      broken.state = ItemState::kQuarantined;
      broken.stage = "fetch";
      broken.reason = "the spool's entry cannot be read: " + record.error().message;
      broken.bytes = records[i].substr(0, size_t{1} << 20);
      taken[i].record = std::move(broken);
      continue;
    }
    taken[i].record = std::move(*record);
    restore_body(taken[i]);
  }
  return taken;
}

Result<void> Spool::settle(std::span<const Outcome> outcomes) {
  std::array<uint64_t, 5> by_state{};
  uint64_t others = 0;
  std::vector<int64_t> gone;
  auto& db = *database_;
  auto done = db.transaction(CrawlDatabase::Sync::kRepeatable, [&] {
    for (const Outcome& outcome : outcomes) {
      const std::string key = item_key(outcome.item_id);
      auto entry = db.query("DELETE FROM spool WHERE id = ? RETURNING seq, counted");
      entry.blob(key);
      if (!entry.row()) continue;
      gone.push_back(entry.number_at(0));
      const bool counted = entry.number_at(1) != 0;
      entry.row();
      if (!counted) {
        ++others;
        continue;
      }
      auto item = db.query("UPDATE item SET state = ? WHERE id = ?");
      item.number(kSettled + static_cast<int>(outcome.state)).blob(key).run();
      ++by_state[static_cast<size_t>(outcome.state)];
    }
    for (size_t state = 0; state < by_state.size(); ++state) {
      if (by_state[state] == 0) continue;
      auto tally = db.query(
          "INSERT INTO tally(state, n) VALUES(?, ?) ON CONFLICT(state) DO UPDATE SET n = n + "
          "excluded.n");
      tally.number(static_cast<int64_t>(state)).number(static_cast<int64_t>(by_state[state])).run();
    }
  });
  if (!done) return done;
  {
    const std::lock_guard lock(mutex_);
    counts_.other_pending -= others;
    for (size_t state = 0; state < by_state.size(); ++state) {
      counts_.final[state] += by_state[state];
      counts_.pending -= by_state[state];
    }
    for (const int64_t seq : gone) {
      const auto kept = bodies_.find(seq);
      if (kept == bodies_.end()) continue;
      body_bytes_ -= kept->second.size();
      bodies_.erase(kept);
    }
  }
  changed_.notify_all();
  return {};
}

SpoolCounts Spool::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

std::optional<DiskSpace> measure_disk(const std::string& path) {
  struct statvfs disk {};
  if (::statvfs(path.c_str(), &disk) != 0) return std::nullopt;
  return DiskSpace{uint64_t{disk.f_bavail} * disk.f_frsize,
                   uint64_t{disk.f_blocks} * disk.f_frsize};
}

bool Spool::disk_has_room() const {
  const auto now = std::chrono::steady_clock::now();
  if (disk_looked_at_ && now - *disk_looked_at_ < options_.look_at_disk) return !disk_low_;
  disk_looked_at_ = now;
  const auto disk = options_.disk(folder_);
  const bool low = disk && disk->free < std::min(options_.reserve_bytes, disk->whole / 20);
  if (low && !disk_low_)
    log_warning("the disk of " + folder_ + " is nearly full (" + std::to_string(disk->free >> 20) +
                " MB free): intake waits until there is space");
  if (!low && disk_low_) log_info("the disk of " + folder_ + " has space again: intake goes on");
  disk_low_ = low;
  return !low;
}

bool Spool::has_room_inside(size_t more) const {
  return counts_.pending + counts_.other_pending + more <= options_.capacity && disk_has_room();
}

bool Spool::has_room(size_t more) const {
  const std::lock_guard lock(mutex_);
  return has_room_inside(more);
}

bool Spool::wait_for_room(std::chrono::milliseconds wait, size_t more) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, wait, [&] { return has_room_inside(more); });
}

}  // namespace rasd
