#include "store/file_copy.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

namespace rasd {

Result<void> sync_path(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool ok = fd >= 0 && ::fsync(fd) == 0;
  const int why = errno;
  if (fd >= 0) ::close(fd);
  if (!ok) return fail(ErrorKind::kTemporary, "cannot sync " + path + ": " + std::strerror(why));
  return {};
}

Result<void> copy_database(sql::Connection& from, const std::string& file) {
  namespace fs = std::filesystem;
  const std::string part = file + ".part";
  std::error_code ec;
  fs::remove(part, ec);
  {
    auto to = sql::Connection::open(part, sql::Access::kCreate, std::chrono::milliseconds{1000});
    if (!to) return fail(to.error());
    sqlite3_backup* backup = sqlite3_backup_init((*to)->handle(), "main", from.handle(), "main");
    if (!backup) return fail((*to)->error(sqlite3_errcode((*to)->handle())));
    // All pages in one step: one read snapshot, so a busy writer cannot make it start again.
    const int step = sqlite3_backup_step(backup, -1);
    const int done = sqlite3_backup_finish(backup);
    if (step != SQLITE_DONE) return fail((*to)->error(step));
    if (done != SQLITE_OK) return fail((*to)->error(done));
    // The copy says WAL in its header; a backup should be one file without side files.
    if (auto ok = (*to)->run("PRAGMA journal_mode=DELETE"); !ok) return ok;
  }
  if (auto ok = sync_path(part); !ok) return ok;
  fs::rename(part, file, ec);
  if (ec) return fail(ErrorKind::kTemporary, "cannot name the copy " + file + ": " + ec.message());
  const auto folder = fs::path(file).parent_path();
  return sync_path(folder.empty() ? "." : folder.string());
}

}  // namespace rasd
