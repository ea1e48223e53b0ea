#include "crawler/observation_folder.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "base/id.h"
#include "base/utf8.h"
#include "crawler/mail_message.h"
#include "crawler/observation_mail.h"
#include "crawler/observations.h"
#include "records/json.h"

namespace rasd {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostFiles = 200;
constexpr size_t kMostBytes = size_t{64} << 20;
constexpr size_t kMostFileBytes = kMostMailBytes;
constexpr size_t kMostReasons = 1000;  // of one receipt

bool is_watched(std::string_view name) {
  const std::string lower = to_lower_ascii(name);
  return !name.starts_with('.') && is_utf8(name) &&
         (lower.ends_with(".csv") || lower.ends_with(".jsonl") || lower.ends_with(".eml"));
}

bool is_mail(std::string_view name) { return to_lower_ascii(name).ends_with(".eml"); }

/// A file that is of no use as a whole.
Outcome broken_file(const Source& source, const std::string& place, std::string_view bytes,
                    const std::string& why, const ListContext& context) {
  Outcome outcome = broken_mail(source, bytes, place, {ErrorKind::kMalformed, why}, context);
  outcome.item_id = content_id({source.id, "file", place, content_hash(bytes)});
  return outcome;
}

void read_one(const Source& source, const std::string& name, std::string_view bytes,
              const ListContext& context, FolderReading& out) {
  const std::string place = source.id + "/" + name;
  FolderFile file;
  file.name = name;
  ListReading reading;
  if (is_mail(name)) {
    if (auto item = read_observation_mail(source, bytes, place, context))
      reading.items.push_back(std::move(*item));
    else
      reading.broken.push_back(broken_mail(source, bytes, place, item.error(), context));
  } else {
    ListContext named = context;
    named.url = place;
    if (auto rows = read_observations(source, bytes, named))
      reading = std::move(*rows);
    else
      reading.broken.push_back(broken_file(source, place, bytes, rows.error().message, context));
  }
  file.taken = reading.items.size();
  for (const Outcome& broken : reading.broken) file.quarantined.push_back(broken.reason);
  std::move(reading.items.begin(), reading.items.end(), std::back_inserter(out.list.items));
  std::move(reading.broken.begin(), reading.broken.end(), std::back_inserter(out.list.broken));
  out.files.push_back(std::move(file));
}

std::string receipt_of(const FolderFile& file, Instant now) {
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "file", file.name);
  put(out, "at", to_rfc3339(now));
  put(out, "taken_in", static_cast<int64_t>(file.taken));
  put(out, "quarantined", static_cast<int64_t>(file.quarantined.size()));
  put_key(out, "reasons");
  out.StartArray();
  for (size_t i = 0; i < std::min(file.quarantined.size(), kMostReasons); ++i)
    put_value(out, file.quarantined[i]);
  out.EndArray();
  out.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace

std::vector<std::string> complete_files(const std::string& folder, Instant now) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    struct stat about {};
    if (!is_watched(name) || ::lstat(entry->path().c_str(), &about) != 0 || !S_ISREG(about.st_mode))
      continue;
    const Instant changed{std::chrono::seconds{about.st_mtim.tv_sec}};
    if (name.starts_with("ready-") || changed + kQuietTime <= now) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  if (names.size() > kMostFiles) names.resize(kMostFiles);
  return names;
}

Result<FolderReading> read_observation_folder(const Source& source, const std::string& folder,
                                              const ListContext& context) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored))
    return fail(ErrorKind::kNotFound, "there is no folder " + folder);
  FolderReading out;
  size_t bytes_read = 0;
  for (const std::string& name : complete_files(folder, context.now)) {
    auto bytes = read_file(folder + "/" + name, kMostFileBytes);
    if (!bytes) {
      if (bytes.error().kind != ErrorKind::kRefused) continue;  // taken away meanwhile
      const std::string place = source.id + "/" + name;
      out.list.broken.push_back(broken_file(source, place, name, bytes.error().message, context));
      out.files.push_back({name, 0, {bytes.error().message}});
      continue;
    }
    bytes_read += bytes->size();
    if (bytes_read > kMostBytes && !out.files.empty()) break;
    read_one(source, name, *bytes, context, out);
  }
  return out;
}

Result<void> put_away(const std::string& folder, const FolderFile& file, Instant now) {
  const std::string done = folder + "/done";
  if (auto made = make_folder(done); !made) return made;
  std::string name = file.name;
  // A second file of that name is told apart by the moment, and within one second by chance.
  if (fs::exists(done + "/" + name))
    name = std::to_string(now.time_since_epoch().count()) + "-" + random_token(4) + "-" + name;
  if (auto written = write_file(done + "/" + name + ".receipt.json", receipt_of(file, now));
      !written)
    return written;
  std::error_code error;
  fs::rename(folder + "/" + file.name, done + "/" + name, error);
  if (error)
    return fail(ErrorKind::kTemporary,
                "cannot move " + folder + "/" + file.name + " to done/: " + error.message());
  return {};
}

}  // namespace rasd
