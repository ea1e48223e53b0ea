#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace rasd {

/// The bytes of a file, up to `cap`. Fails with kNotFound, or kRefused when it is larger.
Result<std::string> read_file(const std::string& path, size_t cap = size_t{1} << 30);
/// The same, and gunzips what starts with the gzip mark.
Result<std::string> read_file_or_gzip(const std::string& path, size_t cap = size_t{1} << 30);
/// Writes a new file beside the old one, syncs it and renames it over, so that a reader sees the
/// old or the new one whole, also after a crash.
Result<void> write_file(const std::string& path, std::string_view bytes);
/// Makes a folder and its parents.
Result<void> make_folder(const std::string& path);

/// A gzip member of the bytes. `level` 1 (fast) to 12.
std::string gzip(std::string_view bytes, int level = 6);
/// Inflates gzip (all members). Fails with kMalformed, and with kRefused past `cap` decoded bytes:
/// a bomb stops at the cap, whatever its ratio.
Result<std::string> gunzip(std::string_view bytes, size_t cap);

}  // namespace rasd
