#include "pipeline/replay.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "base/id.h"
#include "base/log.h"
#include "base/utf8.h"
#include "crawler/connectors.h"
#include "crawler/spool.h"
#include "crawler/url.h"
#include "pipeline/replay_intake.h"
#include "pipeline/warc_entries.h"

namespace rasd {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostBytes = size_t{1} << 20;  // of a quarantined record

bool has_warc_name(std::string_view file) {
  // The last four are read as far as to say what to do with them.
  constexpr std::string_view kEnds[] = {".warc", ".warc.gz", ".warc.zst",
                                        ".arc",  ".arc.gz",  ".wacz"};
  return std::any_of(std::begin(kEnds), std::end(kEnds),
                     [&](std::string_view end) { return file.ends_with(end); });
}

Result<void> take_entry(WarcEntry entry, const Clock& clock, ReplayIntake& intake) {
  const WarcRecord& record = entry.record;
  if (!entry.error.empty()) {
    Outcome out;
    const std::string place =
        std::to_string(record.offset) +
        (record.inside == 0 ? std::string() : "+" + std::to_string(record.inside));
    out.item_id = content_id({"replay", entry.file, place, record.block});
    out.source_id = "replay";
    out.url = entry.file + ":" + place;
    out.state = ItemState::kQuarantined;
    out.stage = "fetch";
    out.reason = entry.error;
    out.at = clock.now();
    out.bytes = record.block.substr(0, kMostBytes);
    return intake.quarantine(std::move(out));
  }
  if (!entry.page) {
    intake.count_other(entry.as);
    return {};
  }
  FetchedPage page = std::move(*entry.page);
  const auto url = parse_url(page.url);
  std::string host = url && url->host ? *url->host : std::string("replay");
  if (host.starts_with("www.")) host.erase(0, 4);
  Source source;
  source.id = page.source_id = intake.use_source(host, page.kind);
  page.item_id = item_id(source, page.url);
  if (page.fetched == Instant{}) page.fetched = clock.now();
  const size_t bytes =
      page.body.size() + (entry.exchange ? entry.exchange->payload.size() : size_t{0});
  return intake.add({std::move(page), std::move(entry.exchange)}, bytes);
}

}  // namespace

bool is_warc_file(const std::string& path) {
  if (path.ends_with(".jsonl")) return false;
  if (has_warc_name(path)) return true;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  char start[64] = {};
  const size_t got = file ? std::fread(start, 1, sizeof start, file.get()) : 0;
  return !trim(std::string_view(start, got)).starts_with('{');
}

Result<std::vector<std::string>> replay_files(const std::string& path) {
  std::vector<std::string> files;
  std::error_code code;
  if (fs::is_regular_file(path, code)) files.push_back(path);
  for (auto entry = fs::recursive_directory_iterator(path, code);
       !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
    const std::string file = entry->path().string();
    if (file.ends_with(".jsonl") || has_warc_name(file)) files.push_back(file);
  }
  std::sort(files.begin(), files.end());
  if (files.empty())
    return fail(ErrorKind::kNotFound, "no *.jsonl, *.warc or *.warc.gz file in " + path +
                                          "; name a folder of them or one file");
  return files;
}

Result<ReplaySums> replay(const std::string& path, Spool& spool, const TimeZone& zone,
                          const Clock& clock, std::stop_token stop,
                          const std::function<void(const ReplaySums&)>& progress) {
  const auto files = replay_files(path);
  if (!files) return fail(files.error());
  ReplayIntake intake(spool, stop, progress);
  std::vector<std::string> warcs;
  for (const std::string& file : *files) {
    if (is_warc_file(file)) {
      warcs.push_back(file);
      continue;
    }
    auto read = replay_lines(file, fs::path(file).filename().string(), zone, clock, intake);
    if (!read) return fail(read.error());
  }
  auto read = read_warc_entries(
      warcs, stop, [&](WarcEntry entry) { return take_entry(std::move(entry), clock, intake); });
  if (!read) return fail(read.error());
  return intake.finish();
}

}  // namespace rasd
