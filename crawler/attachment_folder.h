#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "records/article.h"

namespace rasd {

inline constexpr size_t kMostAttachmentBytes = size_t{10} << 20;
inline constexpr size_t kMostAttachments = 20;  ///< of one observation

/// The files that came with observations, each under the hash of its bytes (PATH/ab/abcdef…), so
/// that the same file delivered twice is kept once. Nothing in it is ever run, unpacked or shown:
/// the desk hands it out as a download. Thread-safe, also between processes.
class AttachmentFolder {
 public:
  explicit AttachmentFolder(std::string path) : path_(std::move(path)) {}

  /// Keeps the bytes on disk. Fails with kRefused when they are none, more than
  /// kMostAttachmentBytes, or a program (by the ending of its name or its first bytes); with
  /// kTemporary or kInternal when they cannot be written.
  Result<Attachment> keep(std::string_view bytes, std::string_view name,
                          std::string_view content_type) const;
  /// Whether bytes of that hash are here; false for what is no hash.
  bool holds(std::string_view hash) const;
  /// The bytes, checked against their hash. Fails with kNotFound, or kMalformed when they are no
  /// longer what was kept.
  Result<std::string> read(std::string_view hash) const;

 private:
  std::string place_of(std::string_view hash) const;
  std::string path_;
};

/// A file's name as it may be shown and offered: no folders, no control characters, at most 120
/// bytes of UTF-8.
std::string plain_file_name(std::string_view name);

}  // namespace rasd
