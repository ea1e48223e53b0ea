#include "crawler/database.h"

namespace rasd {
namespace {

constexpr int kVersion = 2;
constexpr int kBusyTimeoutMs = 5000;

// item: everything ever listed; state 0 listed, 1 in the spool, 10 + ItemState when settled.
// task: what is still to be fetched. source: how far each source was read. spool: what the store
// has not acknowledged yet. tally: how many items ended in each state, kept so that counting is
// not a scan.
constexpr const char* kSchemaV1 = R"sql(
CREATE TABLE source(
  id TEXT PRIMARY KEY, next_poll INTEGER NOT NULL DEFAULT 0, etag TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '', body_hash TEXT NOT NULL DEFAULT '',
  cursor TEXT NOT NULL DEFAULT '', failures INTEGER NOT NULL DEFAULT 0,
  interval INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE item(
  id BLOB PRIMARY KEY, source TEXT NOT NULL, state INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE task(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, source TEXT NOT NULL,
  host TEXT NOT NULL, comment_feed INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_try INTEGER NOT NULL DEFAULT 0,
  record TEXT NOT NULL);
CREATE INDEX task_by_host ON task(host, next_try);
CREATE TABLE spool(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, counted INTEGER NOT NULL,
  record TEXT NOT NULL);
CREATE TABLE tally(state INTEGER PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
)sql";

// rhythm: Rhythm::encode. last_poll: the last that ended well, 0 for none.
constexpr const char* kSchemaV2 = R"sql(
ALTER TABLE source ADD COLUMN rhythm TEXT NOT NULL DEFAULT '';
ALTER TABLE source ADD COLUMN last_poll INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace

Result<std::unique_ptr<CrawlDatabase>> CrawlDatabase::open(const std::string& path) {
  std::unique_ptr<CrawlDatabase> made(new CrawlDatabase);
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path.c_str(), &made->handle_, flags, nullptr) != SQLITE_OK)
    return fail(ErrorKind::kConfiguration, "cannot open " + path + " (" +
                                               sqlite3_errmsg(made->handle_) +
                                               "); is its folder there, and may this user write?");
  made->execute("PRAGMA journal_mode = WAL");
  sqlite3_busy_timeout(made->handle_, kBusyTimeoutMs);
  made->execute("PRAGMA trusted_schema = OFF");
  made->execute("PRAGMA cell_size_check = ON");
  made->execute("PRAGMA journal_size_limit = 67108864");
  made->execute("PRAGMA cache_size = -4000");
  if (made->error_) return fail(*made->error_);
  if (auto migrated = made->migrate(); !migrated) return fail(migrated.error());
  return made;
}

CrawlDatabase::~CrawlDatabase() {
  for (const auto& [text, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

Result<void> CrawlDatabase::migrate() {
  // One statement: both answers come from the same state, whoever else is making the file.
  int64_t version = 0;
  int64_t tables = 0;
  if (auto done = read([&] {
        auto now = query(
            "SELECT user_version, (SELECT COUNT(*) FROM sqlite_master) FROM pragma_user_version");
        if (!now.row()) return;
        version = now.number_at(0);
        tables = now.number_at(1);
      });
      !done)
    return done;
  if (version > kVersion)
    return fail(ErrorKind::kConfiguration,
                path() + " was written by a newer Rasd; install the newer program");
  if (version == kVersion) return {};
  if (version == 0 && tables > 0)
    return fail(ErrorKind::kConfiguration,
                path() +
                    " is a database of another program; move it away, or name another data "
                    "folder");
  return transaction(Sync::kDurable, [&] {
    if (version < 1) execute(kSchemaV1);
    if (version < 2) execute(kSchemaV2);
    execute("PRAGMA user_version = 2");
  });
}

Result<void> CrawlDatabase::transaction(Sync sync, const std::function<void()>& body) {
  const std::lock_guard lock(mutex_);
  error_.reset();
  if (sync_ != sync) {
    execute(sync == Sync::kDurable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    sync_ = sync;
  }
  execute("BEGIN IMMEDIATE");
  if (error_) return fail(*error_);
  body();
  if (!error_) execute("COMMIT");
  if (!error_) return {};
  const Error first = *error_;
  if (sqlite3_get_autocommit(handle_) == 0)
    sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
  if (first.kind == ErrorKind::kTemporary) {
    // On a full disk the log may be what can give space back. Never wait for a reader to do so.
    sqlite3_busy_timeout(handle_, 0);
    sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(handle_, kBusyTimeoutMs);
  }
  return fail(first);
}

Result<void> CrawlDatabase::read(const std::function<void()>& body) {
  const std::lock_guard lock(mutex_);
  error_.reset();
  body();
  if (error_) return fail(*error_);
  return {};
}

CrawlQuery CrawlDatabase::query(const char* sql) {
  auto& statement = statements_[sql];
  if (statement == nullptr && sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                                 &statement, nullptr) != SQLITE_OK)
    note_failure();
  return {*this, statement};
}

void CrawlDatabase::execute(const char* sql) {
  if (error_) return;
  if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) note_failure();
}

std::string CrawlDatabase::path() const { return sqlite3_db_filename(handle_, "main"); }

void CrawlDatabase::note_failure() {
  if (error_) return;
  switch (sqlite3_errcode(handle_) & 0xff) {
    case SQLITE_FULL:
      error_ = Error{ErrorKind::kTemporary,
                     "the disk of " + path() + " is full; free some space, work resumes by itself"};
      return;
    case SQLITE_BUSY:
      error_ =
          Error{ErrorKind::kTemporary, path() + " is busy, another process holds it; try again"};
      return;
    case SQLITE_IOERR:
      error_ = Error{ErrorKind::kTemporary, path() + ": " + sqlite3_errmsg(handle_)};
      return;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      error_ = Error{ErrorKind::kConfiguration,
                     path() +
                         " is damaged, or no database; move it away with its -wal and -shm "
                         "files, the next run lists every source anew"};
      return;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      error_ = Error{ErrorKind::kConfiguration, "no permission to write " + path() +
                                                    "; give the user that runs rasd the right to"};
      return;
    default:
      error_ = Error{ErrorKind::kInternal, path() + ": " + sqlite3_errmsg(handle_)};
  }
}

CrawlQuery::~CrawlQuery() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

CrawlQuery& CrawlQuery::text(std::string_view value) {
  const char* data = value.data() == nullptr ? "" : value.data();
  if (statement_ != nullptr)
    sqlite3_bind_text64(statement_, next_++, data, value.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

CrawlQuery& CrawlQuery::blob(std::string_view value) {
  const char* data = value.data() == nullptr ? "" : value.data();
  if (statement_ != nullptr)
    sqlite3_bind_blob64(statement_, next_++, data, value.size(), SQLITE_STATIC);
  return *this;
}

CrawlQuery& CrawlQuery::number(int64_t value) {
  if (statement_ != nullptr) sqlite3_bind_int64(statement_, next_++, value);
  return *this;
}

bool CrawlQuery::row() {
  if (statement_ == nullptr || database_.error_) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_.note_failure();
  return false;
}

int CrawlQuery::run() {
  if (row()) return 0;
  return database_.error_ || statement_ == nullptr ? 0 : sqlite3_changes(database_.handle_);
}

std::string CrawlQuery::text_at(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const auto size = static_cast<size_t>(sqlite3_column_bytes(statement_, column));
  return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), size);
}

}  // namespace rasd
