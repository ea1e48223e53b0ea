#pragma once
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"

namespace rasd {

/// Finds the text that brings a process down. Each reading thread has a seat in a small mapped
/// file and notes there what it reads; a killed process leaves its writes to the system, so the
/// next process finds what was under way and counts a death for each. What died once is a suspect
/// and is read alone, while no other thread reads: so its neighbours are cleared, and only the
/// crasher's count goes on. At `deaths` it is not read again. Costs two small copies a text.
/// One object a process; thread-safe.
class Suspects {
 public:
  static constexpr size_t kSeats = 64;     ///< reading threads at a time
  static constexpr size_t kSuspects = 64;  ///< remembered; the least suspicious gives way

  /// Opens the first file NAME-n.reading in `folder` that no other process has open.
  static Result<Suspects> open(const std::string& folder, std::string_view name,
                               unsigned deaths = 3);
  Suspects(Suspects&&) noexcept;
  ~Suspects();

  /// Held while one text is read.
  class Reading {
   public:
    Reading(Reading&&) noexcept;
    ~Reading();

   private:
    friend class Suspects;
    Reading(Suspects& suspects, size_t seat) : suspects_(&suspects), seat_(seat) {}
    Suspects* suspects_;
    size_t seat_;
    std::variant<std::shared_lock<std::shared_mutex>, std::unique_lock<std::shared_mutex>> turn_;
  };

  /// Notes that `id` is read now; nothing when it is a crasher and must not be read. Waits for the
  /// other threads when it is a suspect.
  std::optional<Reading> begin(std::string_view id);

 private:
  struct File;
  struct Turns;
  Suspects() = default;
  void clear(std::string_view id);

  File* file_ = nullptr;  // mapped
  int descriptor_ = -1;   // locked as long as this lives
  unsigned deaths_ = 3;
  std::unique_ptr<Turns> turns_;
};

}  // namespace rasd
