#include "pipeline/replay.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <thread>
#include <vector>

#include "base/id.h"
#include "base/log.h"
#include "base/utf8.h"
#include "crawler/html_entity.h"
#include "crawler/spool.h"
#include "pipeline/bounded_lines.h"
#include "records/json.h"
#include "records/wire.h"

namespace rasd {
namespace {

constexpr size_t kBatch = 200;
constexpr size_t kLongestLine = size_t{8} << 20;
constexpr size_t kMostBytes = size_t{1} << 20;  // of a quarantined line
/// Bytes of a batch: two such lie in memory at most.
constexpr size_t kBatchBytes = size_t{32} << 20;
/// One byte of a line grows to at most this many on the way to the spool (`&` to `&amp;`).
constexpr size_t kMostGrowth = 6;
/// What the later stages add to a record (labels, the text's own copies of title and lead).
constexpr size_t kLaterAdditions = size_t{256} << 10;

/// Short ASCII form of a source's name: "Al Riyadh" -> "al-riyadh", Arabic by its hash.
std::string slug(std::string_view name) {
  std::string out;
  for (const char c : to_lower_ascii(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.empty() ? content_id({name}).substr(0, 12) : out;
}

/// "2015-07-21 02:51:32" is local time of the newsroom that wrote it; RFC 3339 says its zone.
std::optional<Instant> read_time(std::string_view text, const TimeZone& zone) {
  auto at = parse_rfc3339(text);
  if (!at) return std::nullopt;
  const bool has_zone = text.size() > 19 || (text.size() > 10 && text.back() == 'Z');
  return has_zone ? *at : *at - zone.offset_at(*at);
}

/// Archived text is plain; where it holds markup characters it is written as the markup of itself,
/// since hints carry HTML.
std::string as_content(std::string_view text) {
  if (text.find_first_of("<&") == std::string_view::npos) return std::string(text);
  std::string out = "<p>";
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    append_html_escaped(out, text.substr(at, end - at));
    if (end < text.size()) out += "</p><p>";
    at = end + 1;
  }
  return out + "</p>";
}

Outcome malformed(const std::string& file, uint64_t line, std::string_view bytes,
                  const std::string& reason, Instant now) {
  Outcome out;
  out.item_id = content_id({"replay", file, std::to_string(line), bytes});
  out.source_id = "replay";
  out.url = file + ":" + std::to_string(line);
  out.state = ItemState::kQuarantined;
  out.stage = "fetch";
  out.reason = reason;
  out.at = now;
  out.bytes = std::string(bytes.substr(0, kMostBytes));
  return out;
}

/// Puts the item in the place of a page that no stage could take, under its own source.
Outcome too_large(const FetchedPage& page, size_t size, std::string_view line, Instant now) {
  Outcome out;
  out.item_id = page.item_id;
  out.source_id = page.source_id;
  out.url = page.url;
  out.state = ItemState::kQuarantined;
  out.stage = "fetch";
  out.reason = "too large: " + std::to_string(size >> 20) +
               " MB as a record, where its text is written as markup; at most " +
               std::to_string((kMaxWireBytes - kLaterAdditions) >> 20) + " MB are taken";
  out.at = now;
  out.bytes = std::string(line.substr(0, kMostBytes));
  return out;
}

}  // namespace

Result<ReplaySums> replay(const std::string& path, Spool& spool, const TimeZone& zone,
                          const Clock& clock, std::stop_token stop,
                          const std::function<void(const ReplaySums&)>& progress) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  std::error_code code;
  if (fs::is_regular_file(path, code)) files.push_back(path);
  for (const auto& entry : fs::directory_iterator(path, code))
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  if (files.empty())
    return fail(ErrorKind::kNotFound,
                "no *.jsonl file in " + path + "; name a folder of JSON Lines files or one file");

  ReplaySums sums;
  std::set<std::string> sources;
  std::vector<SpoolItem> batch;
  size_t batch_bytes = 0;
  const auto flush = [&]() -> Result<void> {
    const uint64_t before = spool.counts().taken_in;
    for (;;) {
      while (!spool.wait_for_room(std::chrono::milliseconds{100}, batch.size()))
        if (stop.stop_requested()) return {};
      auto added = spool.append(std::move(batch));
      if (added) break;
      if (added.error().kind != ErrorKind::kTemporary) return fail(added.error());
      // A full disk: the batch is as it was, and goes in when there is space.
      log_warning("the replay waits: " + added.error().message);
      for (int i = 0; i < 10 && !stop.stop_requested(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
      if (stop.stop_requested()) return {};
    }
    batch.clear();
    batch_bytes = 0;
    sums.taken_in += spool.counts().taken_in - before;
    if (progress) progress(sums);
    return {};
  };
  for (const std::string& file : files) {
    auto lines = BoundedLines::open(file, {kLongestLine, kMostBytes});
    if (!lines) return fail(lines.error());
    const std::string shown = fs::path(file).filename().string();
    while (!stop.stop_requested()) {
      const auto more = lines->next();
      if (!more) return fail(more.error());
      if (!*more) break;
      const std::string& line = lines->line();
      const uint64_t number = lines->number();
      if (!lines->is_cut() && trim(line).empty()) continue;
      ++sums.lines;
      batch_bytes += line.size();
      const Instant now = clock.now();
      if (lines->is_cut()) {
        ++sums.malformed;
        batch.push_back({malformed(shown, number, line, "a line longer than 8 MB", now), {}});
        if (batch_bytes >= kBatchBytes)
          if (auto ok = flush(); !ok) return fail(ok.error());
        continue;
      }
      auto object = parse_json(line, kLongestLine, 16);
      if (!object || !object->IsObject() ||
          (get_string(*object, "url").empty() && get_string(*object, "title").empty())) {
        ++sums.malformed;
        batch.push_back(
            {malformed(shown, number, line,
                       object ? "an item needs a url or a title" : object.error().message, now),
             std::nullopt});
      } else {
        FetchedPage page;
        const std::string_view source = get_string(*object, "source", "replay");
        page.source_id = slug(source);
        page.url = page.final_url = std::string(get_string(*object, "url"));
        page.item_id = content_id({page.source_id, page.url.empty() ? line : page.url});
        if (!parse(get_string(*object, "kind", "news"), page.kind)) page.kind = ItemKind::kNews;
        page.hints.title = std::string(get_string(*object, "title"));
        page.hints.content = as_content(get_string(*object, "content"));
        page.hints.author = std::string(get_string(*object, "author"));
        page.hints.language = std::string(get_string(*object, "language"));
        page.hints.published = read_time(
            get_string(*object, "published", get_string(*object, "date_extracted")), zone);
        page.fetched = page.hints.published.value_or(now);
        if (sources.insert(page.source_id).second) {
          Source said;  // a pass-through record: no item, so not counted
          said.id = page.source_id;
          said.name = std::string(source);
          said.connector = Connector::kReplay;
          said.kind = page.kind;
          batch.push_back({said, std::nullopt});
        }
        const size_t size = line.size() * kMostGrowth < kMaxWireBytes ? 0 : encode(page).size();
        if (size > kMaxWireBytes - kLaterAdditions) {
          ++sums.malformed;
          batch.push_back({too_large(page, size, line, now), std::nullopt});
        } else {
          batch.push_back({std::move(page), std::nullopt});
        }
      }
      if (batch.size() >= kBatch || batch_bytes >= kBatchBytes)
        if (auto ok = flush(); !ok) return fail(ok.error());
    }
  }
  if (!batch.empty())
    if (auto ok = flush(); !ok) return fail(ok.error());
  sums.known = sums.lines - sums.taken_in;
  return sums;
}

}  // namespace rasd
