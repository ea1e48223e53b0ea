#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace rasd {

/// The content hash: BLAKE2b-256 of the bytes, as 64 lower-case hex digits. Thread-safe.
std::string content_hash(std::string_view bytes);

/// An id made from content, so that a replay is an upsert: the first 32 hex digits (128 bits) of
/// BLAKE2b over the parts, each preceded by its length so that ("ab","c") and ("a","bc") differ.
std::string content_id(std::initializer_list<std::string_view> parts);

/// A fast 64-bit hash for tables in memory (not for ids or security); same on every machine.
uint64_t hash64(std::string_view bytes, uint64_t seed = 0);

/// `bytes` from the system's random source, as hex: session tokens, salts.
std::string random_token(size_t bytes);

std::string to_hex(std::string_view bytes);
std::string to_base64(std::string_view bytes);
/// Empty when the text is not base64.
std::string from_base64(std::string_view text);

}  // namespace rasd
