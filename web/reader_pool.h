#pragma once
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "store/store.h"

namespace rasd {

/// Read connections of the store, one for each request under way, kept for the next.
class ReaderPool {
 public:
  explicit ReaderPool(StoreOptions options) : options_(std::move(options)) {}

  /// A reader that goes back to the pool at the end of scope.
  class Borrowed {
   public:
    Borrowed(ReaderPool& pool, StoreReader reader) : pool_(pool), reader_(std::move(reader)) {}
    ~Borrowed() { pool_.give_back(std::move(reader_)); }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    StoreReader& operator*() { return reader_; }

   private:
    ReaderPool& pool_;
    StoreReader reader_;
  };

  Result<std::unique_ptr<Borrowed>> borrow() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        auto lent = std::make_unique<Borrowed>(*this, std::move(idle_.back()));
        idle_.pop_back();
        return lent;
      }
    }
    auto opened = StoreReader::open(options_);
    if (!opened) return fail(opened.error());
    return std::make_unique<Borrowed>(*this, std::move(*opened));
  }

 private:
  void give_back(StoreReader reader) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(reader));
  }
  StoreOptions options_;
  std::mutex mutex_;
  std::vector<StoreReader> idle_;
};

}  // namespace rasd
