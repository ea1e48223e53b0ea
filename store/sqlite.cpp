#include "store/sqlite.h"

#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

namespace rasd::sql {
namespace {

// Filters make many shapes of the same query; past this many the cache starts anew.
constexpr size_t kCacheSize = 96;

ErrorKind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT:
    case SQLITE_PROTOCOL:
      return ErrorKind::kTemporary;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOTADB:
      return ErrorKind::kConfiguration;
    default:
      return ErrorKind::kInternal;
  }
}

/// Why a file could not be opened, in words that say what to do: SQLite has one sentence for all.
std::string cannot_open(const std::string& path, const char* otherwise) {
  namespace fs = std::filesystem;
  std::error_code none;
  const fs::path parent = fs::path(path).parent_path();
  const std::string folder = parent.empty() ? "." : parent.string();
  if (::access(folder.c_str(), F_OK) != 0 && errno != EACCES)
    return "there is no folder " + folder +
           "; start `rasd run`, which makes it, or name the right one with --data";
  if (fs::is_directory(path, none)) return path + " is a folder; name the file of a store";
  const bool there = ::access(path.c_str(), F_OK) == 0;
  if (::access(folder.c_str(), there ? R_OK | X_OK : W_OK | X_OK) != 0 ||
      (there && ::access(path.c_str(), R_OK) != 0))
    return "no permission to open " + path + "; give the user that runs rasd the right to";
  return "cannot open the store " + path + " (" + otherwise + "); `rasd doctor` says more";
}

}  // namespace

Statement::Statement(Connection& connection, sqlite3_stmt* handle, bool cached)
    : connection_(&connection), handle_(handle), cached_(cached) {}

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_),
      handle_(std::exchange(other.handle_, nullptr)),
      cached_(other.cached_),
      next_(other.next_),
      error_(std::move(other.error_)) {}

Statement::~Statement() {
  if (handle_) connection_->give_back(handle_, cached_);
}

void Statement::check(int code) {
  if (code != SQLITE_OK && !error_) error_ = connection_->error(code);
}

void Statement::bind_next(std::string_view text) {
  if (error_) return;
  check(sqlite3_bind_text64(handle_, next_++, text.data() ? text.data() : "", text.size(),
                            SQLITE_TRANSIENT, SQLITE_UTF8));
}
void Statement::bind_blob(std::string_view bytes) {
  if (error_) return;
  check(sqlite3_bind_blob64(handle_, next_++, bytes.data() ? bytes.data() : "", bytes.size(),
                            SQLITE_TRANSIENT));
}
void Statement::bind_next(int64_t value) {
  if (!error_) check(sqlite3_bind_int64(handle_, next_++, value));
}
void Statement::bind_next(double value) {
  if (!error_) check(sqlite3_bind_double(handle_, next_++, value));
}
void Statement::bind_next(std::nullptr_t) {
  if (!error_) check(sqlite3_bind_null(handle_, next_++));
}

bool Statement::step() {
  if (error_) return false;
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) error_ = connection_->error(code);
  return false;
}

Result<void> Statement::run() {
  while (step()) {
  }
  return finish();
}

void Statement::reset() {
  if (!handle_) return;
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
  next_ = 1;
}

Result<void> Statement::finish() const {
  if (error_) return fail(*error_);
  return {};
}

std::string_view Statement::view(int column) const {
  const void* bytes = sqlite3_column_blob(handle_, column);
  const int size = sqlite3_column_bytes(handle_, column);
  return bytes ? std::string_view(static_cast<const char*>(bytes), static_cast<size_t>(size))
               : std::string_view();
}
int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }
double Statement::real(int column) const { return sqlite3_column_double(handle_, column); }
bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}
std::optional<Instant> Statement::maybe_instant(int column) const {
  if (is_null(column)) return std::nullopt;
  return instant(column);
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, Access access,
                                                     std::chrono::milliseconds busy_timeout) {
  // Counting memory takes a global lock at each allocation; nobody reads the count. Refused, and
  // harmless, once SQLite has started.
  static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(uncounted);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= access == Access::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (access == Access::kCreate) flags |= SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Connection> connection(new Connection(handle, path));
  if (code != SQLITE_OK)
    return fail(ErrorKind::kConfiguration,
                cannot_open(path, handle ? sqlite3_errmsg(handle) : "no memory"));
  sqlite3_busy_timeout(handle, static_cast<int>(busy_timeout.count()));
  // A damaged or hostile file must not run code of its own, nor be trusted cell by cell.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  auto ok = connection->run(
      "PRAGMA page_size=8192; PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON; PRAGMA "
      "cache_size=-8000;"
      "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;");
  if (!ok) return fail(ok.error());
  if (access != Access::kReadOnly) {
    // FULL: an acknowledgement is sent on the strength of this commit. The log is cut back to
    // 64 MiB whenever it starts anew. 2,000 pages of 8 KiB between checkpoints: half as many as by
    // default, for a log of 16 to 48 MB.
    ok = connection->run(
        "PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;"
        "PRAGMA wal_autocheckpoint=2000;");
    if (!ok) return fail(ok.error());
  } else {
    ok = connection->run("PRAGMA query_only=ON;");
    if (!ok) return fail(ok.error());
  }
  return connection;
}

Connection::~Connection() {
  for (auto& [sql, cached] : cache_) sqlite3_finalize(cached.statement);
  sqlite3_close_v2(handle_);
}

Statement Connection::prepare(std::string_view sql) {
  auto it = cache_.find(sql);
  if (it != cache_.end() && !it->second.lent) {
    it->second.lent = true;
    return {*this, it->second.statement, true};
  }
  sqlite3_stmt* statement = nullptr;
  const bool cached = it == cache_.end();
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      cached ? SQLITE_PREPARE_PERSISTENT : 0U, &statement, nullptr);
  if (code != SQLITE_OK) {
    Statement broken(*this, nullptr, false);
    broken.error_ = error(code);
    return broken;
  }
  if (!cached) return {*this, statement, false};
  if (cache_.size() >= kCacheSize)
    for (auto old = cache_.begin(); old != cache_.end();) {
      if (old->second.lent) {
        ++old;
        continue;
      }
      sqlite3_finalize(old->second.statement);
      old = cache_.erase(old);
    }
  cache_.emplace(std::string(sql), Cached{statement, true});
  return {*this, statement, true};
}

void Connection::give_back(sqlite3_stmt* statement, bool cached) {
  if (!cached) {
    sqlite3_finalize(statement);
    return;
  }
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  const auto it = cache_.find(std::string_view(sqlite3_sql(statement)));
  if (it != cache_.end()) it->second.lent = false;
}

Result<void> Connection::run(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return fail(error(code));
  return {};
}

Result<int64_t> Connection::number(std::string_view sql, int64_t otherwise) {
  auto s = prepare(sql);
  const int64_t value = s.step() ? s.integer(0) : otherwise;
  return s.finish(value);
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
int64_t Connection::last_id() const { return sqlite3_last_insert_rowid(handle_); }
int64_t Connection::changes() const { return sqlite3_changes64(handle_); }

Error Connection::error(int code) const {
  std::string message = std::string("the store: ") + sqlite3_errmsg(handle_);
  switch (code & 0xff) {
    case SQLITE_FULL:
      message =
          "the disk of the store " + path_ + " is full; free some space, work resumes by itself";
      break;
    case SQLITE_BUSY:
      message = "the store " + path_ + " is busy, another process holds it; try again";
      break;
    case SQLITE_CORRUPT:
      message = "the store " + path_ + " is damaged (" + sqlite3_errmsg(handle_) +
                "); run `rasd db check`, then `rasd db restore` from the last backup";
      break;
    case SQLITE_NOTADB:
      message = path_ +
                " is not a store of Rasd, or is damaged; move it away, then `rasd db restore` puts "
                "a backup in its place";
      break;
    case SQLITE_CANTOPEN:
      message = cannot_open(path_, sqlite3_errmsg(handle_));
      break;
    case SQLITE_READONLY:
      message = "no permission to write " + path_ + "; give the user that runs rasd the right to";
      break;
    default:
      break;
  }
  return {kind_of(code), std::move(message)};
}

Result<Transaction> Transaction::begin(Connection& connection) {
  if (auto ok = connection.run("BEGIN IMMEDIATE"); !ok) return fail(ok.error());
  return Transaction(connection);
}

Transaction::~Transaction() {
  // Some errors (disk full) have rolled back already.
  if (connection_ && connection_->in_transaction()) (void)connection_->run("ROLLBACK");
}

Result<void> Transaction::commit() {
  if (auto ok = connection_->run("COMMIT"); !ok) return fail(ok.error());
  connection_ = nullptr;
  return {};
}

}  // namespace rasd::sql
