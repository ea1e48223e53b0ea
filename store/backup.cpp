#include "store/backup.h"

#include <filesystem>

#include "store/file_copy.h"
#include "store/migrations.h"
#include "store/open.h"
#include "store/search_tokenizer.h"
#include "store/sqlite.h"

namespace rasd {
namespace {

namespace fs = std::filesystem;

/// Opens a copy and looks it over: ours, not newer, whole.
Result<void> check_copy(const StoreOptions& options, const std::string& file) {
  if (!fs::exists(file))
    return fail(ErrorKind::kNotFound,
                "there is no backup at " + file + "; name a file that `rasd db backup` wrote");
  auto db = sql::Connection::open(file, sql::Access::kReadOnly, options.busy_timeout);
  if (!db) return fail(db.error());
  if (auto ok = register_search(**db, options.folding); !ok) return ok;
  const auto version = store_version(**db);
  if (!version) return fail(version.error());
  const int known = migrations().back().version;
  if (*version < 1 || *version > known) {
    // Says which of the two it is.
    if (auto ok = expect_version(**db, known); !ok) return ok;
  }
  auto s = (*db)->prepare("PRAGMA integrity_check(3)");
  while (s.step())
    if (s.view(0) != "ok")
      return fail(ErrorKind::kInternal, "the copy " + file + " is damaged: " + s.text(0));
  return s.finish();
}

/// Fails when somebody else holds the store. A last user's closing removes the log, so a log that
/// cannot be emptied alone means company.
Result<void> expect_alone(const StoreOptions& options) {
  auto db =
      sql::Connection::open(options.path, sql::Access::kReadWrite, std::chrono::milliseconds{500});
  if (!db) return fail(db.error());
  auto mode = (*db)->prepare("PRAGMA journal_mode=DELETE");  // needs the file alone
  if (!mode.step() || mode.view(0) != "delete")
    return fail(ErrorKind::kRefused,
                "the store " + options.path + " is in use; stop `rasd run` and `rasd serve` first");
  return {};
}

}  // namespace

Result<void> back_up_store(const StoreOptions& options, const std::string& file) {
  auto db = open_for_reading(options);
  if (!db) return fail(db.error());
  const std::string fresh = file + ".new";
  if (auto ok = copy_database(**db, fresh); !ok) return ok;
  if (auto ok = check_copy(options, fresh); !ok) return ok;
  std::error_code ec;
  fs::rename(fresh, file, ec);
  if (ec)
    return fail(ErrorKind::kTemporary, "cannot name the backup " + file + ": " + ec.message());
  const auto folder = fs::path(file).parent_path();
  return sync_path(folder.empty() ? "." : folder.string());
}

Result<void> restore_store(const StoreOptions& options, const std::string& file) {
  if (auto ok = check_copy(options, file); !ok) return ok;
  std::error_code ec;
  const std::string part = options.path + ".restored";
  fs::copy_file(file, part, fs::copy_options::overwrite_existing, ec);
  if (ec)
    return fail(ErrorKind::kTemporary, "cannot copy the backup to " + part + ": " + ec.message());
  if (auto ok = sync_path(part); !ok) return ok;
  if (fs::exists(options.path)) {
    if (auto ok = expect_alone(options); !ok) return ok;
    fs::rename(options.path, options.path + ".before-restore", ec);
    if (ec) return fail(ErrorKind::kTemporary, "cannot move the old store: " + ec.message());
    // A log left by a crash belongs to the file that was moved, never to the restored one.
    fs::remove(options.path + "-wal", ec);
    fs::remove(options.path + "-shm", ec);
  }
  fs::rename(part, options.path, ec);
  if (ec) return fail(ErrorKind::kTemporary, "cannot move the backup into place: " + ec.message());
  const auto folder = fs::path(options.path).parent_path();
  return sync_path(folder.empty() ? "." : folder.string());
}

}  // namespace rasd
