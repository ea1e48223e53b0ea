#pragma once
#include <string>

#include "base/result.h"

namespace rasd {

/// One store, one writer: the file DATA/store.lock, locked (flock) as long as this lives. The
/// system frees the lock of a process that dies, so the file itself means nothing and stays.
class StoreLock {
 public:
  /// Fails with kConfiguration while another process, or another lock of this one, has it.
  static Result<StoreLock> take(const std::string& data_folder);
  StoreLock(StoreLock&& other) noexcept;
  StoreLock& operator=(StoreLock&&) = delete;
  ~StoreLock();

 private:
  explicit StoreLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace rasd
