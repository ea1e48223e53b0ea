#pragma once
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace rasd {

/// What kind of failure: it decides what happens next (house rule: a failure's kind is its fate).
enum class ErrorKind {
  kTemporary,      ///< try again later: timeout, 5xx, busy database
  kMalformed,      ///< the input is broken: quarantine it with its bytes
  kRefused,        ///< somebody said no (robots, 403, a cap of ours): record and drop
  kGone,           ///< 404 or 410: mark
  kNotFound,       ///< nothing under that name in the store or on disk
  kConfiguration,  ///< the user's configuration is wrong; the message says what to write (exit 4)
  kUsage,          ///< the command line or API call is wrong (exit 2)
  kInternal,       ///< a library or the system failed in a way nobody expects
};

/// One failure: its kind, and a sentence for a person that says what to do where that is known.
struct Error {
  ErrorKind kind = ErrorKind::kInternal;
  std::string message;
};

/// The ordinary return of anything that can fail. Exceptions are for programmer errors only.
template <typename T>
using Result = tl::expected<T, Error>;

/// `return fail(ErrorKind::kMalformed, "…")` in any function that returns a Result.
inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return tl::make_unexpected(Error{kind, std::move(message)});
}
/// Passes another call's error on: `if (!page) return fail(page.error());`
inline tl::unexpected<Error> fail(Error error) { return tl::make_unexpected(std::move(error)); }

/// The kind's name as it stands in JSON answers and the ledger: "temporary", "malformed", …
std::string_view name(ErrorKind kind);

}  // namespace rasd
