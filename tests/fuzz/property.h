#pragma once
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace rasd::fuzz {

/// Thrown where a parser breaks one of its promises. libFuzzer takes any exception for a crash and
/// keeps the input; the corpus test reports it and goes on.
struct BrokenPromise : std::logic_error {
  using std::logic_error::logic_error;
};

/// `holds` is a promise that the header of the parser makes; `promise` names it for the reader.
inline void require(bool holds, const char* promise) {
  if (!holds) throw BrokenPromise(promise);
}
inline void require(bool holds, const char* promise, std::string_view seen) {
  if (!holds) throw BrokenPromise(std::string(promise) + ": " + std::string(seen.substr(0, 400)));
}

/// The text is valid UTF-8 and holds at most `cap` bytes.
inline void require_text(std::string_view text, size_t cap, const char* what) {
  require(is_utf8(text), what, "not UTF-8");
  require(text.size() <= cap, what, "unbounded");
}

inline std::string_view as_text(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Cuts the input at its first newline: a short setting (a header, a base address) and the body.
struct TwoParts {
  std::string_view head, body;
};
inline TwoParts cut(std::string_view input) {
  const size_t line = input.find('\n');
  if (line == std::string_view::npos) return {{}, input};
  return {input.substr(0, line), input.substr(line + 1)};
}

}  // namespace rasd::fuzz

/// What libFuzzer calls, and what the corpus test calls under a name of each target's own.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
