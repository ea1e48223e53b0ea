#include "pipeline/replay.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <vector>

#include "base/id.h"
#include "base/utf8.h"
#include "crawler/spool.h"
#include "records/json.h"

namespace rasd {
namespace {

constexpr size_t kBatch = 200;
constexpr size_t kLongestLine = size_t{8} << 20;

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
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '\n':
        out += "</p><p>";
        break;
      default:
        out += c;
    }
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
  out.bytes = std::string(bytes.substr(0, size_t{1} << 20));
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
  const auto flush = [&]() -> Result<void> {
    while (!spool.wait_for_room(std::chrono::milliseconds{100}, batch.size()))
      if (stop.stop_requested()) return {};
    const uint64_t before = spool.counts().taken_in;
    auto added = spool.append(std::move(batch));
    if (!added) return fail(added.error());
    batch.clear();
    sums.taken_in += spool.counts().taken_in - before;
    if (progress) progress(sums);
    return {};
  };
  for (const std::string& file : files) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return fail(ErrorKind::kNotFound, "cannot read " + file);
    const std::string shown = fs::path(file).filename().string();
    uint64_t number = 0;
    for (std::string line; !stop.stop_requested() && std::getline(stream, line);) {
      ++number;
      if (trim(line).empty()) continue;
      ++sums.lines;
      const Instant now = clock.now();
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
        batch.push_back({std::move(page), std::nullopt});
      }
      if (batch.size() >= kBatch)
        if (auto ok = flush(); !ok) return fail(ok.error());
    }
  }
  if (!batch.empty())
    if (auto ok = flush(); !ok) return fail(ok.error());
  sums.known = sums.lines - sums.taken_in;
  return sums;
}

}  // namespace rasd
