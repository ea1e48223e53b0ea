#pragma once
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace rasd {

/// Reads a file line by line in bounded memory, whatever is in it. Lines end with a newline, which
/// is not part of them; the last may lack it. Belongs to one thread.
class BoundedLines {
 public:
  struct Limits {
    size_t longest = size_t{8} << 20;         ///< bytes of a line that is given whole
    size_t kept_of_longer = size_t{1} << 20;  ///< bytes given of one that is longer
  };
  /// Fails with kNotFound when the file cannot be opened.
  static Result<BoundedLines> open(const std::string& path, Limits limits);
  static Result<BoundedLines> open(const std::string& path) { return open(path, Limits{}); }

  /// Moves to the next line; false at the end. Fails with kInternal when reading goes wrong, which
  /// is not the end: what comes behind is not known.
  Result<bool> next();
  const std::string& line() const { return line_; }
  uint64_t number() const { return number_; }  ///< of the line, the first is 1
  bool is_cut() const { return cut_; }         ///< it was longer; the rest of it is skipped

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  BoundedLines() = default;
  void keep(const char* bytes, size_t size);
  bool fill();

  std::string path_;
  Limits limits_;
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<char> buffer_;
  size_t at_ = 0;
  size_t end_ = 0;
  std::string line_;
  uint64_t number_ = 0;
  bool cut_ = false;
};

}  // namespace rasd
