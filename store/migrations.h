#pragma once
#include <span>
#include <string>

#include "base/result.h"
#include "store/sqlite.h"

namespace rasd {

/// One step of the schema: brings a file from `version - 1` to `version`.
struct Migration {
  int version = 0;
  const char* sql = "";
};

/// Every step so far, in order. Never edit one that was released: add the next.
std::span<const Migration> migrations();

/// Marks a file as ours ("Rasd" in ASCII).
inline constexpr int kApplicationId = 0x52617364;

/// The file's version, 0 when it is new. Fails with kConfiguration for a database that is not ours.
Result<int> store_version(sql::Connection& connection);

/// Brings the file up to the last of `steps`: each in its own transaction with its version number,
/// after a backup "PATH.vN.backup" of a file that holds something. Two processes at once: one does
/// it, the other finds it done. Returns the version before. Fails with kConfiguration for a newer
/// file or a foreign one.
Result<int> migrate(sql::Connection& connection, std::span<const Migration> steps);

/// Fails with kConfiguration unless the file is ours and of exactly `version`.
Result<void> expect_version(sql::Connection& connection, int version);

}  // namespace rasd
