#pragma once
#include <array>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rasd {

/// Replaces private authors by a keyed hash at ingest: the same author has the same pseudonym, and
/// without the key file nobody can tell or test whose it is. The key is 32 random bytes in a file
/// outside every database, made with mode 0600; a new file is a new set of pseudonyms.
class Pseudonym {
 public:
  /// Makes the file when absent. Fails with kConfiguration when others may read it or it holds no
  /// key.
  static Result<Pseudonym> open(const std::string& key_file);
  /// 32 hex digits of BLAKE2b keyed with the file's key; empty for an empty author. `network` keeps
  /// equal names of different places apart. Thread-safe.
  std::string of(std::string_view network, std::string_view author) const;

 private:
  std::array<unsigned char, 32> key_{};
};

}  // namespace rasd
