#pragma once
#include <string>
#include <string_view>

namespace rasd {

/// SHA-256 (FIPS 180-4), 32 raw bytes. Thread-safe.
std::string sha256(std::string_view bytes);
/// SHA-1 (FIPS 180-4), 20 raw bytes: to compare with what other tools wrote, never for security.
std::string sha1(std::string_view bytes);
/// RFC 4648 base32 in upper case, padded with `=`.
std::string to_base32(std::string_view bytes);

}  // namespace rasd
