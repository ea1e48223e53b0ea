#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.h"
#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

/// A thin wrapper of SQLite for this folder: owns handles, binds every value, turns codes into
/// Errors. Not thread-safe; a connection belongs to one thread at a time.
namespace rasd::sql {

class Connection;

/// A prepared statement lent from a connection's cache, reset and unbound when it goes. Errors
/// stick: after the first one every call does nothing, `step` says false, and `finish` tells it.
///   auto s = connection.prepare("SELECT a FROM t WHERE b = ?").bind(b);
///   while (s.step()) use(s.text(0));
///   return s.finish();
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  /// Binds the values to the next places, in order.
  template <typename... Values>
  Statement&& bind(const Values&... values) && {
    (bind_next(values), ...);
    return std::move(*this);
  }
  template <typename... Values>
  Statement& bind(const Values&... values) & {
    (bind_next(values), ...);
    return *this;
  }
  void bind_blob(std::string_view bytes);
  /// Moves to the next row. False at the end and after an error.
  bool step();
  /// Runs a statement to its end, for those without rows.
  Result<void> run();
  /// Forgets row and values, keeps the statement for the next round.
  void reset();
  /// Fails with the first error met.
  Result<void> finish() const;
  template <typename T>
  Result<T> finish(T value) const {
    if (error_) return fail(*error_);
    return value;
  }
  bool failed() const { return error_.has_value(); }

  std::string text(int column) const { return std::string(view(column)); }
  /// Valid until the next step. Also reads blobs.
  std::string_view view(int column) const;
  int64_t integer(int column) const;
  uint64_t count(int column) const { return static_cast<uint64_t>(integer(column)); }
  uint32_t small(int column) const { return static_cast<uint32_t>(integer(column)); }
  bool boolean(int column) const { return integer(column) != 0; }
  double real(int column) const;
  bool is_null(int column) const;
  Instant instant(int column) const { return Instant{std::chrono::seconds{integer(column)}}; }
  std::optional<Instant> maybe_instant(int column) const;

 private:
  friend class Connection;
  Statement(Connection& connection, sqlite3_stmt* handle, bool cached);
  void bind_next(std::string_view text);
  void bind_next(const std::string& text) { bind_next(std::string_view(text)); }
  void bind_next(const char* text) { bind_next(std::string_view(text)); }
  void bind_next(int64_t value);
  void bind_next(uint64_t value) { bind_next(static_cast<int64_t>(value)); }
  void bind_next(int value) { bind_next(int64_t{value}); }
  void bind_next(uint32_t value) { bind_next(int64_t{value}); }
  void bind_next(bool value) { bind_next(int64_t{value}); }
  void bind_next(double value);
  void bind_next(std::nullptr_t);
  void bind_next(Instant at) { bind_next(int64_t{at.time_since_epoch().count()}); }
  template <typename T>
  void bind_next(const std::optional<T>& value) {
    if (value)
      bind_next(*value);
    else
      bind_next(nullptr);
  }
  void check(int code);

  Connection* connection_;
  sqlite3_stmt* handle_;
  bool cached_;
  int next_ = 1;
  std::optional<Error> error_;
};

enum class Access { kReadOnly, kReadWrite, kCreate };

class Connection {
 public:
  /// Opens with the pragmas that every connection of ours has (safety.md, Store).
  static Result<std::unique_ptr<Connection>> open(const std::string& path, Access access,
                                                  std::chrono::milliseconds busy_timeout);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Statement prepare(std::string_view sql);
  /// Runs SQL text of ours, several statements at once, without values.
  Result<void> run(const std::string& sql);
  /// The first column of the first row, or `otherwise`.
  Result<int64_t> number(std::string_view sql, int64_t otherwise = 0);
  bool in_transaction() const;
  int64_t last_id() const;
  int64_t changes() const;
  Error error(int code) const;
  sqlite3* handle() const { return handle_; }
  const std::string& path() const { return path_; }

 private:
  friend class Statement;
  Connection(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
  void give_back(sqlite3_stmt* statement, bool cached);
  struct Cached {
    sqlite3_stmt* statement = nullptr;
    bool lent = false;
  };
  sqlite3* handle_;
  std::string path_;
  std::map<std::string, Cached, std::less<>> cache_;
};

/// A write transaction (BEGIN IMMEDIATE), rolled back unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(Connection& connection);
  Transaction(Transaction&& other) noexcept
      : connection_(std::exchange(other.connection_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

}  // namespace rasd::sql
