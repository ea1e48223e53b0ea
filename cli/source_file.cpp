#include "cli/source_file.h"

#include <cstdio>
#include <filesystem>

#include "base/file.h"
#include "base/utf8.h"

namespace rasd {
namespace {

/// A TOML basic string.
std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : to_valid_utf8(text)) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04X", static_cast<unsigned>(c));
      out += escaped;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

void put(std::string& out, std::string_view key, std::string_view value) {
  if (!value.empty()) out.append(key).append(" = ").append(toml_text(value)).append("\n");
}

}  // namespace

std::string source_table(const Source& source, const std::string& comment) {
  std::string out = "\n# " + squeeze_spaces(to_valid_utf8(comment)) + "\n[[source]]\n";
  put(out, "id", source.id);
  put(out, "name", source.name);
  put(out, "url", source.url);
  put(out, "site", source.site);
  put(out, "language", source.language);
  if (source.connector != Connector::kFeed) put(out, "connector", name(source.connector));
  if (!source.tags.empty()) {
    out += "tags = [";
    for (size_t i = 0; i < source.tags.size(); ++i)
      out += (i == 0 ? "" : ", ") + toml_text(source.tags[i]);
    out += "]\n";
  }
  if (source.local) out += "local = true\n";
  return out;
}

Result<std::string> file_for_new_sources(const Config& config, const std::string& to) {
  if (!to.empty()) return to;
  if (config.file.empty() || config.source_files.empty())
    return fail(
        ErrorKind::kConfiguration,
        "no file takes new sources; `rasd init` writes a configuration, or name one by --to");
  return (std::filesystem::path(config.file).parent_path() / config.source_files.front()).string();
}

Result<void> append_sources(const std::string& file, const std::string& tables) {
  std::string whole;
  if (std::filesystem::exists(file)) {
    auto old = read_file(file, size_t{16} << 20);
    if (!old) return fail(old.error());
    whole = std::move(*old);
    if (!whole.empty() && !whole.ends_with('\n')) whole += '\n';
  }
  whole += tables;
  const std::string draft = file + ".new";
  if (auto written = write_file(draft, whole); !written) return written;
  const auto read = load_sources(draft);
  std::error_code error;
  if (!read) {
    std::filesystem::remove(draft, error);
    return fail(ErrorKind::kConfiguration,
                "nothing was written, since it could not be read back: " + read.error().message);
  }
  std::filesystem::rename(draft, file, error);
  if (error) return fail(ErrorKind::kTemporary, "cannot write " + file + ": " + error.message());
  return {};
}

std::vector<std::string> source_ids(const Config& config) {
  std::vector<std::string> ids = {"inbox"};
  for (const Source& source : config.sources) ids.push_back(source.id);
  return ids;
}

}  // namespace rasd
