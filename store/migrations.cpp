#include "store/migrations.h"

#include <array>

#include "store/file_copy.h"
#include "store/schema.h"

namespace rasd {
namespace {

constexpr std::array kSteps = {Migration{1, nullptr}, Migration{2, nullptr}};

Error newer(const sql::Connection& connection, int found, int known) {
  return {ErrorKind::kConfiguration,
          "the store " + connection.path() + " was written by a newer Rasd (version " +
              std::to_string(found) + ", this program knows " + std::to_string(known) +
              "); install the newer program, or restore the backup made before the upgrade"};
}

}  // namespace

Result<int> store_version(sql::Connection& connection) {
  const auto version = connection.number("PRAGMA user_version");
  if (!version) return fail(version.error());
  const auto application = connection.number("PRAGMA application_id");
  if (!application) return fail(application.error());
  const auto tables = connection.number("SELECT COUNT(*) FROM sqlite_master");
  if (!tables) return fail(tables.error());
  if (*application != kApplicationId && *tables > 0)
    return fail(ErrorKind::kConfiguration,
                connection.path() + " is a database, but not a store of Rasd; name another file");
  return static_cast<int>(*version);
}

std::span<const Migration> migrations() {
  static const auto kWithSql = [] {
    auto steps = kSteps;
    steps[0].sql = kSchemaV1;
    steps[1].sql = kSchemaV2;
    return steps;
  }();
  return kWithSql;
}

Result<int> migrate(sql::Connection& connection, std::span<const Migration> steps) {
  const int last = steps.empty() ? 0 : steps.back().version;
  const auto before = store_version(connection);
  if (!before) return before;
  if (*before > last) return fail(newer(connection, *before, last));
  if (*before == last) return before;
  if (*before > 0) {
    const std::string file = connection.path() + ".v" + std::to_string(*before) + ".backup";
    if (auto ok = copy_database(connection, file); !ok) return fail(ok.error());
  }
  for (const Migration& step : steps) {
    if (step.version <= *before) continue;
    auto transaction = sql::Transaction::begin(connection);
    if (!transaction) return fail(transaction.error());
    // Another process may have done it while we waited for the lock.
    const auto now = store_version(connection);
    if (!now) return now;
    if (*now >= step.version) continue;
    auto ok = connection.run(step.sql);
    if (ok)
      ok = connection.run("PRAGMA application_id=" + std::to_string(kApplicationId) +
                          "; PRAGMA user_version=" + std::to_string(step.version));
    if (ok) ok = transaction->commit();
    if (!ok) return fail(ok.error());
  }
  return before;
}

Result<void> expect_version(sql::Connection& connection, int version) {
  const auto found = store_version(connection);
  if (!found) return fail(found.error());
  if (*found > version) return fail(newer(connection, *found, version));
  if (*found < version)
    return fail(ErrorKind::kConfiguration,
                "the store " + connection.path() + " is of version " + std::to_string(*found) +
                    ", not " + std::to_string(version) +
                    "; start `rasd run` or `rasd db migrate` once, which brings it up to date");
  return {};
}

}  // namespace rasd
