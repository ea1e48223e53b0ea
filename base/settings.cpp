#include "base/settings.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>

#include "base/file.h"

namespace rasd {
namespace {

/// Edit distance, for "did you mean".
size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string place(const std::string& file, int line) { return file + ":" + std::to_string(line); }

}  // namespace

SettingsTable::Entry* SettingsTable::find(std::string_view key) {
  const auto it = entries_.find(key);
  if (it == entries_.end()) {
    // Remembered as asked for, so that a misspelt neighbour can be pointed here.
    Entry absent;
    absent.line = -1;
    absent.read = true;
    entries_.emplace(std::string(key), absent);
    return nullptr;
  }
  it->second.read = true;
  return it->second.line < 0 ? nullptr : &it->second;
}

bool SettingsTable::has(std::string_view key) const {
  const auto it = entries_.find(key);
  return it != entries_.end() && it->second.line >= 0;
}

void SettingsTable::wrong(std::string_view key, std::string_view what_to_write) {
  const auto it = entries_.find(key);
  const int line = it != entries_.end() && it->second.line >= 0 ? it->second.line : line_;
  problems_.push_back(place(file_, line) + ": " + name_ + " " + std::string(key) + ": " +
                      std::string(what_to_write));
}

void SettingsTable::missing(std::string_view key, std::string_view what_to_write) {
  problems_.push_back(place(file_, line_) + ": " + name_ + " needs " + std::string(key) + ": " +
                      std::string(what_to_write));
}

std::string SettingsTable::text(std::string_view key, std::string_view otherwise) {
  Entry* entry = find(key);
  if (!entry) return std::string(otherwise);
  if (const auto* value = std::get_if<std::string>(&entry->value)) return *value;
  wrong(key, "write text in quotes, such as " + std::string(key) + " = \"…\"");
  return std::string(otherwise);
}

int64_t SettingsTable::whole(std::string_view key, int64_t otherwise, int64_t least, int64_t most) {
  Entry* entry = find(key);
  if (!entry) return otherwise;
  const auto* value = std::get_if<int64_t>(&entry->value);
  if (value && *value >= least && *value <= most) return *value;
  wrong(key, "write a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return otherwise;
}

double SettingsTable::number(std::string_view key, double otherwise, double least, double most) {
  Entry* entry = find(key);
  if (!entry) return otherwise;
  double value = least - 1;
  if (const auto* d = std::get_if<double>(&entry->value)) value = *d;
  if (const auto* i = std::get_if<int64_t>(&entry->value)) value = static_cast<double>(*i);
  if (value >= least && value <= most) return value;
  wrong(key, "write a number from " + std::to_string(least) + " to " + std::to_string(most));
  return otherwise;
}

bool SettingsTable::flag(std::string_view key, bool otherwise) {
  Entry* entry = find(key);
  if (!entry) return otherwise;
  if (const auto* value = std::get_if<bool>(&entry->value)) return *value;
  wrong(key, "write true or false, without quotes");
  return otherwise;
}

std::chrono::seconds SettingsTable::duration(std::string_view key, std::chrono::seconds otherwise) {
  Entry* entry = find(key);
  if (!entry) return otherwise;
  if (const auto* value = std::get_if<std::string>(&entry->value)) {
    int64_t count = 0;
    const char* end = value->data() + value->size();
    const auto [unit, error] = std::from_chars(value->data(), end, count);
    if (error == std::errc{} && unit + 1 == end && count >= 0 && count < 1'000'000) {
      switch (*unit) {
        case 's':
          return std::chrono::seconds{count};
        case 'm':
          return std::chrono::minutes{count};
        case 'h':
          return std::chrono::hours{count};
        case 'd':
          return std::chrono::days{count};
        default:
          break;
      }
    }
  }
  wrong(key, "write a duration such as \"90s\", \"15m\", \"2h\" or \"7d\"");
  return otherwise;
}

std::vector<std::string> SettingsTable::texts(std::string_view key) {
  Entry* entry = find(key);
  if (!entry) return {};
  if (const auto* value = std::get_if<std::vector<std::string>>(&entry->value)) return *value;
  wrong(key, "write a list of texts, such as " + std::string(key) + " = [\"…\", \"…\"]");
  return {};
}

Result<Settings> Settings::load(const std::string& path) {
  const auto bytes = read_file(path, size_t{16} << 20);
  if (!bytes) return fail(ErrorKind::kConfiguration, bytes.error().message);
  return parse(*bytes, path);
}

Result<Settings> Settings::parse(std::string_view toml, const std::string& file_name) {
  const toml::parse_result parsed = toml::parse(toml);
  if (!parsed) {
    const auto& error = parsed.error();
    return fail(ErrorKind::kConfiguration,
                place(file_name, static_cast<int>(error.source().begin.line)) + ": column " +
                    std::to_string(error.source().begin.column) + ": " +
                    std::string(error.description()));
  }
  Settings settings;
  settings.file_ = file_name;
  const auto read_table = [&](const toml::table& from, const std::string& shown) {
    SettingsTable table;
    table.file_ = file_name;
    table.name_ = shown;
    table.line_ = static_cast<int>(from.source().begin.line);
    for (const auto& [key, node] : from) {
      SettingsTable::Entry entry;
      entry.line = static_cast<int>(node.source().begin.line);
      if (const auto s = node.value_exact<std::string>()) {
        entry.value = *s;
      } else if (const auto i = node.value_exact<int64_t>()) {
        entry.value = *i;
      } else if (const auto d = node.value_exact<double>()) {
        entry.value = *d;
      } else if (const auto b = node.value_exact<bool>()) {
        entry.value = *b;
      } else if (const auto* array = node.as_array()) {
        std::vector<std::string> texts;
        for (const auto& each : *array)
          if (const auto text = each.value_exact<std::string>()) texts.push_back(*text);
        if (texts.size() != array->size())
          settings.problems_.push_back(place(file_name, entry.line) + ": " + shown + " " +
                                       std::string(key.str()) + ": only texts may stand in a list");
        entry.value = std::move(texts);
      } else {
        settings.problems_.push_back(place(file_name, entry.line) + ": " + shown + " " +
                                     std::string(key.str()) +
                                     ": write a text, a number, true or false");
        continue;
      }
      table.entries_.emplace(std::string(key.str()), std::move(entry));
    }
    return table;
  };
  for (const auto& [key, node] : parsed.table()) {
    const std::string name(key.str());
    const auto* array = node.as_array();
    if (const auto* table = node.as_table()) {
      settings.tables_.emplace(name, read_table(*table, "[" + name + "]"));
    } else if (array && array->is_homogeneous(toml::node_type::table)) {
      for (const auto& each : *array)
        settings.arrays_[name].push_back(read_table(*each.as_table(), "[[" + name + "]]"));
    } else {
      settings.problems_.push_back(
          place(file_name, static_cast<int>(node.source().begin.line)) + ": '" + name +
          "' stands outside of any table; put it under a heading such as [desk]");
    }
  }
  return settings;
}

SettingsTable& Settings::table(std::string_view name) {
  asked_.emplace(std::string(name), true);
  const auto [it, fresh] = tables_.try_emplace(std::string(name));
  if (fresh) {
    it->second.file_ = file_;
    it->second.name_ = "[" + std::string(name) + "]";
  }
  return it->second;
}

std::vector<SettingsTable>& Settings::array(std::string_view name) {
  asked_.emplace(std::string(name), true);
  return arrays_[std::string(name)];
}

Result<void> Settings::check() {
  std::vector<std::string> all = problems_;
  const auto nearest = [](std::string_view word, const auto& known, auto is_known) {
    std::string best;
    size_t least = 4;
    for (const auto& [key, value] : known) {
      if (!is_known(value)) continue;
      const size_t d = distance(word, key);
      if (d < least) {
        least = d;
        best = key;
      }
    }
    return best.empty() ? std::string() : "; did you mean '" + best + "'?";
  };
  const auto check_table = [&](const SettingsTable& table) {
    all.insert(all.end(), table.problems_.begin(), table.problems_.end());
    for (const auto& [key, entry] : table.entries_)
      if (!entry.read)
        all.push_back(place(file_, entry.line) + ": " + table.name_ + " has no key '" + key + "'" +
                      nearest(key, table.entries_, [](const auto& e) { return e.read; }));
  };
  for (const auto& [name, table] : tables_) {
    if (asked_.contains(name)) {
      check_table(table);
    } else {
      all.push_back(place(file_, table.line_) + ": there is no table [" + name + "]" +
                    nearest(name, asked_, [](bool) { return true; }));
    }
  }
  for (const auto& [name, list] : arrays_) {
    if (asked_.contains(name)) {
      for (const auto& table : list) check_table(table);
    } else if (!list.empty()) {
      all.push_back(place(file_, list.front().line_) + ": there are no tables [[" + name + "]]" +
                    nearest(name, asked_, [](bool) { return true; }));
    }
  }
  if (all.empty()) return {};
  std::string message;
  for (const auto& problem : all) message += (message.empty() ? "" : "\n") + problem;
  return fail(ErrorKind::kConfiguration, message);
}

}  // namespace rasd
