#include "store/store.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <thread>

#include "store/migrations.h"
#include "store/open.h"
#include "store/search_tokenizer.h"
#include "store/sqlite.h"

namespace rasd {
namespace {

uint64_t size_of(const std::string& path) {
  std::error_code ec;
  const auto size = std::filesystem::file_size(path, ec);
  return ec ? 0 : static_cast<uint64_t>(size);
}

/// Switching a new file to WAL needs it alone and does not wait by itself, so we try for a while.
Result<void> switch_to_wal(sql::Connection& connection, std::chrono::milliseconds patience) {
  const auto give_up = std::chrono::steady_clock::now() + patience;
  for (;;) {
    auto s = connection.prepare("PRAGMA journal_mode=WAL");
    if (s.step() && s.view(0) == "wal") return {};
    if (std::chrono::steady_clock::now() > give_up)
      return s.failed() ? s.finish()
                        : fail(ErrorKind::kConfiguration,
                               "the store " + connection.path() +
                                   " cannot use a write-ahead log here; put it on a local disk");
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
}

Result<int> prepare(const StoreOptions& options, std::unique_ptr<sql::Connection>& out) {
  auto connection = sql::Connection::open(options.path, sql::Access::kCreate, options.busy_timeout);
  if (!connection) return fail(connection.error());
  if (auto ok = register_search(**connection, options.folding); !ok) return fail(ok.error());
  // Before WAL is set: a foreign file must be left as it is.
  if (auto ours = store_version(**connection); !ours) return ours;
  if (auto ok = switch_to_wal(**connection, options.busy_timeout); !ok) return fail(ok.error());
  auto version = migrate(**connection, migrations());
  if (!version) return version;
  auto named = (*connection)
                   ->prepare("INSERT OR IGNORE INTO meta(key, value) VALUES('folding', ?)")
                   .bind(options.folding.name)
                   .run();
  if (!named) return fail(named.error());
  out = std::move(*connection);
  return version;
}

}  // namespace

Result<void> expect_store(const StoreOptions& options) {
  if (::access(options.path.c_str(), F_OK) == 0) return {};
  if (errno == EACCES)
    return fail(ErrorKind::kConfiguration, "no permission to open " + options.path +
                                               "; give the user that runs rasd the right to");
  return fail(ErrorKind::kConfiguration,
              "there is no store at " + options.path +
                  " yet; start `rasd run`, or name the right folder with --data");
}

Result<int> prepare_store(const StoreOptions& options) {
  std::unique_ptr<sql::Connection> connection;
  return prepare(options, connection);
}

Result<StoreVersion> read_store_version(const StoreOptions& options) {
  if (auto ok = expect_store(options); !ok) return fail(ok.error());
  auto connection =
      sql::Connection::open(options.path, sql::Access::kReadOnly, options.busy_timeout);
  if (!connection) return fail(connection.error());
  const auto found = store_version(**connection);
  if (!found) return fail(found.error());
  return StoreVersion{*found, migrations().back().version};
}

Result<std::unique_ptr<sql::Connection>> open_for_writing(const StoreOptions& options) {
  std::unique_ptr<sql::Connection> connection;
  if (auto ok = prepare(options, connection); !ok) return fail(ok.error());
  return connection;
}

Result<std::unique_ptr<sql::Connection>> open_for_reading(const StoreOptions& options) {
  if (auto ok = expect_store(options); !ok) return fail(ok.error());
  auto connection =
      sql::Connection::open(options.path, sql::Access::kReadOnly, options.busy_timeout);
  if (!connection) return fail(connection.error());
  if (auto ok = register_search(**connection, options.folding); !ok) return fail(ok.error());
  if (auto ok = expect_version(**connection, migrations().back().version); !ok)
    return fail(ok.error());
  return connection;
}

StoreReader::StoreReader(StoreOptions options, std::unique_ptr<sql::Connection> connection)
    : options_(std::move(options)), connection_(std::move(connection)) {}
StoreReader::StoreReader(StoreReader&&) noexcept = default;
StoreReader& StoreReader::operator=(StoreReader&&) noexcept = default;
StoreReader::~StoreReader() = default;

Result<StoreReader> StoreReader::open(const StoreOptions& options) {
  auto connection = open_for_reading(options);
  if (!connection) return fail(connection.error());
  return StoreReader(options, std::move(*connection));
}

// A failed BEGIN only means that each read sees its own state.
StoreReader::Snapshot::Snapshot(StoreReader& reader)
    : reader_(reader),
      begun_(!reader.connection().in_transaction() && reader.connection().run("BEGIN")) {}
StoreReader::Snapshot::~Snapshot() {
  if (begun_) (void)reader_.connection().run("COMMIT");
}

Result<std::vector<std::string>> check_store(const StoreOptions& options) {
  auto connection = open_for_writing(options);
  if (!connection) return fail(connection.error());
  std::vector<std::string> troubles;
  auto pages = (*connection)->prepare("PRAGMA integrity_check(20)");
  while (pages.step())
    if (pages.view(0) != "ok") troubles.push_back("pages: " + pages.text(0));
  if (pages.failed()) return fail(pages.finish().error());
  auto keys = (*connection)->prepare("PRAGMA foreign_key_check");
  while (keys.step() && troubles.size() < 40)
    troubles.push_back("a row of " + keys.text(0) + " names a missing row of " + keys.text(2));
  if (keys.failed()) return fail(keys.finish().error());
  auto search = (*connection)
                    ->run(
                        "INSERT INTO article_search(article_search, rank)"
                        " VALUES('integrity-check', 1)");
  if (!search)
    troubles.push_back("the search index differs from the texts (" + search.error().message +
                       "); run `rasd db check --rebuild-search`");
  auto folding = (*connection)->prepare("SELECT value FROM meta WHERE key = 'folding'");
  if (folding.step() && folding.view(0) != options.folding.name)
    troubles.push_back("the search index was built with the folding '" + folding.text(0) +
                       "', this program has '" + options.folding.name +
                       "'; run `rasd db check --rebuild-search`");
  return folding.finish(std::move(troubles));
}

Result<void> rebuild_search(const StoreOptions& options) {
  auto connection = open_for_writing(options);
  if (!connection) return fail(connection.error());
  auto transaction = sql::Transaction::begin(**connection);
  if (!transaction) return fail(transaction.error());
  auto ok = (*connection)->run("INSERT INTO article_search(article_search) VALUES('rebuild')");
  if (ok)
    ok = (*connection)
             ->prepare("UPDATE meta SET value = ? WHERE key = 'folding'")
             .bind(options.folding.name)
             .run();
  if (!ok) return ok;
  return transaction->commit();
}

Result<StoreSize> measure_store(StoreReader& reader) {
  StoreSize size;
  size.file_bytes = size_of(reader.options().path);
  size.wal_bytes = size_of(reader.options().path + "-wal");
  const auto items = reader.connection().number("SELECT COUNT(*) FROM items");
  if (!items) return fail(items.error());
  size.items = static_cast<uint64_t>(*items);
  const auto version = reader.connection().number("PRAGMA user_version");
  if (!version) return fail(version.error());
  size.version = static_cast<int>(*version);
  return size;
}

}  // namespace rasd
