#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace rasd {

/// One table of a TOML file, read key by key. What is not read is unknown, what has the wrong type
/// is wrong; both are collected with file, line and what to write instead, and `Settings::check`
/// says them all at once. Not thread-safe.
class SettingsTable {
 public:
  std::string text(std::string_view key, std::string_view otherwise = {});
  int64_t whole(std::string_view key, int64_t otherwise, int64_t least, int64_t most);
  double number(std::string_view key, double otherwise, double least, double most);
  bool flag(std::string_view key, bool otherwise);
  /// A duration as text: "90s", "15m", "2h", "7d".
  std::chrono::seconds duration(std::string_view key, std::chrono::seconds otherwise);
  std::vector<std::string> texts(std::string_view key);
  bool has(std::string_view key) const;

  /// Says that a value that was read cannot be used: "config/rasd.toml:12: [desk] port: …".
  void wrong(std::string_view key, std::string_view what_to_write);
  /// The line the table starts on, for messages about what is missing.
  void missing(std::string_view key, std::string_view what_to_write);

 private:
  friend class Settings;
  using Value = std::variant<std::string, int64_t, double, bool, std::vector<std::string>>;
  struct Entry {
    Value value;
    int line = 0;
    bool read = false;
  };
  Entry* find(std::string_view key);

  std::string file_;
  std::string name_;
  int line_ = 0;
  std::map<std::string, Entry, std::less<>> entries_;
  std::vector<std::string> problems_;
};

/// A TOML file as named tables of plain values, one level deep, and arrays of tables. toml++ stays
/// inside settings.cpp.
class Settings {
 public:
  /// Fails with kConfiguration: file, line, column and what the parser expected.
  static Result<Settings> load(const std::string& path);
  static Result<Settings> parse(std::string_view toml, const std::string& file_name);

  /// The table of that name; an empty one when the file has none.
  SettingsTable& table(std::string_view name);
  /// Every [[name]] table.
  std::vector<SettingsTable>& array(std::string_view name);

  /// Fails with kConfiguration when anything was wrong, missing or unknown: every problem, a line
  /// each, with the nearest known key where a name was misspelt.
  Result<void> check();

 private:
  std::string file_;
  std::map<std::string, SettingsTable, std::less<>> tables_;
  std::map<std::string, std::vector<SettingsTable>, std::less<>> arrays_;
  std::map<std::string, bool, std::less<>> asked_;
  std::vector<std::string> problems_;
};

}  // namespace rasd
