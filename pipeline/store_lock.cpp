#include "pipeline/store_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace rasd {

StoreLock::StoreLock(StoreLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

StoreLock::~StoreLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<StoreLock> StoreLock::take(const std::string& data_folder) {
  const std::string path = data_folder + "/store.lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0)
    return fail(ErrorKind::kConfiguration,
                "cannot make " + path + " (" + std::strerror(errno) +
                    "); give the user that runs rasd the right to write in " + data_folder);
  StoreLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
  return fail(ErrorKind::kConfiguration, "another Rasd writes this store (" + data_folder +
                                             "); stop it or set another data folder");
}

}  // namespace rasd
