#pragma once
#include <mutex>
#include <utility>

namespace rasd {

/// A value that one thread uses at a time: `books.tags.use([&](TagBook& book) { … })`.
template <typename T>
class Guarded {
 public:
  explicit Guarded(T value) : value_(std::move(value)) {}
  template <typename Use>
  auto use(Use use_it) {
    const std::lock_guard lock(mutex_);
    return use_it(value_);
  }

 private:
  std::mutex mutex_;
  T value_;
};

}  // namespace rasd
