#include "tests/support/shared.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace rasd {

std::optional<std::string> shared_folder(const std::string& group, const std::string& name) {
  namespace fs = std::filesystem;
  const fs::path archive =
      fs::path(RASD_SOURCE_DIR).parent_path() / "shared" / group / (name + ".tar.xz");
  const fs::path root = fs::path(RASD_SOURCE_DIR) / "build" / group;
  const fs::path folder = root / name;
  if (!fs::exists(archive) && !fs::exists(folder)) return std::nullopt;
  fs::create_directories(root);
  // Tests run side by side: one unpacks, the others wait for it.
  const int lock = ::open((root / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock >= 0) ::flock(lock, LOCK_EX);
  const fs::path mark = root / (name + ".unpacked");
  bool ok = fs::exists(mark);
  if (!ok) {
    const std::string command = "tar -xJf '" + archive.string() + "' -C '" + root.string() + "'";
    ok = std::system(command.c_str()) == 0;
    if (ok) ::close(::open(mark.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  }
  if (lock >= 0) ::close(lock);
  if (!ok) return std::nullopt;
  return folder.string();
}

}  // namespace rasd
