#pragma once
#include <mutex>
#include <optional>
#include <string>

namespace rasd {

/// Tells a crasher from its innocent neighbours. An entry that was handed out in several lives of
/// the process was in none of them settled, but whatever else was under way at those crashes has
/// the same mark. So a suspect is read alone, with its id in a file for just that time: a process
/// that starts and finds the file died of it. The file needs no sync, since a killed process
/// leaves its writes to the system. Thread-safe: one suspect at a time.
class Suspects {
 public:
  /// `file` need not exist. `deaths`: so often alone at a crash, and it is a crasher.
  explicit Suspects(std::string file, unsigned deaths = 3);

  /// Held while a suspect is read; removes the file at the end of scope.
  class Watch {
   public:
    Watch(Watch&&) noexcept = default;
    Watch& operator=(Watch&&) noexcept = default;
    ~Watch();

   private:
    friend class Suspects;
    Watch(std::unique_lock<std::mutex> lock, std::string file)
        : lock_(std::move(lock)), file_(std::move(file)) {}
    std::unique_lock<std::mutex> lock_;
    std::string file_;
  };

  /// Begins to read a suspect; nothing when it is known to be a crasher and must not be read.
  std::optional<Watch> watch(const std::string& id);

 private:
  std::string file_;
  unsigned deaths_;
  std::string last_id_;  // alone at the last crash
  unsigned last_count_ = 0;
  std::mutex mutex_;
};

}  // namespace rasd
