#include "cli/replay.h"

#include <unistd.h>

#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <map>

#include "base/utf8.h"
#include "pipeline/replay.h"
#include "pipeline/run.h"
#include "pipeline/warc_entries.h"
#include "records/json.h"

namespace rasd {
namespace {

void print_json(const WarcEntry& entry) {
  const WarcRecord& record = entry.record;
  const auto date = record.date();
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "file", entry.file);
  put(out, "offset", static_cast<int64_t>(record.offset));
  put(out, "inside", static_cast<int64_t>(record.inside));
  put(out, "type", to_valid_utf8(record.type()));
  put(out, "url", to_valid_utf8(record.url()));
  put(out, "date", date ? to_rfc3339(*date) : std::string());
  put(out, "status", static_cast<int64_t>(entry.status));
  put(out, "mime", entry.mime);
  put(out, "bytes", static_cast<int64_t>(record.block_bytes));
  put(out, "digest", name(record.digest));
  put(out, "as", entry.error.empty() ? entry.as : std::string());
  put(out, "error", entry.error);
  out.EndObject();
  std::printf("%s\n", buffer.GetString());
}

/// One record a line, for a person: what stands in it must not reach the terminal as it is.
void print_line(const WarcEntry& entry) {
  std::string url = to_valid_utf8(entry.record.url());
  std::erase_if(url, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  std::printf("%s:%" PRIu64 "  %s  %s%s%s\n", entry.file.c_str(), entry.record.offset,
              entry.error.empty() ? entry.as.c_str() : "broken", url.c_str(),
              entry.error.empty() ? "" : "  ", entry.error.c_str());
}

std::string listed(const std::map<std::string, uint64_t>& counts) {
  std::string out;
  for (const auto& [what, n] : counts)
    out += (out.empty() ? "" : ", ") + what + " " + std::to_string(n);
  return out.empty() ? "none" : out;
}

int run_dry(const CommonOptions& common, const ReplayCommand& command) {
  const auto files = replay_files(command.path);
  if (!files) return complain(files.error());
  std::vector<std::string> warcs;
  for (const std::string& file : *files)
    if (is_warc_file(file)) warcs.push_back(file);
  if (warcs.empty())
    return complain(
        {ErrorKind::kUsage, "a dry run reads WARC files, and there is none in " + command.path});
  const StopOnSignal stop;
  std::map<std::string, uint64_t> counts;
  uint64_t records = 0;
  uint64_t broken = 0;
  const auto read = read_warc_entries(warcs, stop.token(), [&](const WarcEntry& entry) {
    ++records;
    if (entry.error.empty())
      ++counts[entry.as];
    else
      ++broken;
    common.json ? print_json(entry) : print_line(entry);
    return Result<void>{};
  });
  if (!read) return complain(read.error());
  if (!common.quiet)
    std::fprintf(stderr, "rasd: %" PRIu64 " records: %s; %" PRIu64 " cannot be read\n", records,
                 listed(counts).c_str(), broken);
  return broken > 0 ? 3 : 0;
}

void print_sums(const CommonOptions& common, const ReplaySums& sums, double seconds) {
  if (common.json) {
    JsonBuffer buffer;
    JsonWriter out(buffer);
    out.StartObject();
    put(out, "records", static_cast<int64_t>(sums.records));
    put(out, "items", static_cast<int64_t>(sums.items));
    put(out, "quarantined", static_cast<int64_t>(sums.quarantined));
    put(out, "taken_in", static_cast<int64_t>(sums.taken_in));
    put(out, "known", static_cast<int64_t>(sums.known));
    out.Key("others");
    out.StartObject();
    for (const auto& [what, n] : sums.others) put(out, what, static_cast<int64_t>(n));
    out.EndObject();
    out.EndObject();
    std::printf("%s\n", buffer.GetString());
  }
  if (common.quiet) return;
  std::fprintf(stderr,
               "rasd: replayed %" PRIu64 " records in %.1f s (%.0f a second), %" PRIu64
               " of them pages or items: %" PRIu64 " new, %" PRIu64 " known before, %" PRIu64
               " malformed and quarantined\n",
               sums.records, seconds, static_cast<double>(sums.records) / seconds, sums.items,
               sums.taken_in, sums.known, sums.quarantined);
  if (!sums.others.empty())
    std::fprintf(stderr, "rasd: no items: %s\n", listed(sums.others).c_str());
}

}  // namespace

int run_replay(const CommonOptions& common, const ReplayCommand& command) {
  if (command.dry_run) return run_dry(common, command);
  auto config = open_config(common);
  if (!config) return complain(config.error());
  config->sources.clear();  // a replay brings its own
  const auto zone = TimeZone::open(config->directorate.time_zone);
  if (!zone) return complain(zone.error());
  const StopOnSignal stop;
  const SystemClock clock;
  const bool terminal = !common.quiet && ::isatty(STDERR_FILENO) == 1;

  ReplaySums sums;
  RunOptions options;
  options.mode = RunMode::kOnce;
  options.intake = [&](Spool& spool, std::stop_token stopped) -> Result<void> {
    auto done = replay(command.path, spool, *zone, clock, std::move(stopped),
                       [&](const ReplaySums& so_far) {
                         if (terminal)
                           std::fprintf(stderr, "\r\033[K%" PRIu64 " records read", so_far.records);
                       });
    if (!done) return fail(done.error());
    sums = *done;
    return {};
  };
  const auto start = std::chrono::steady_clock::now();
  const auto result = run_stages(*config, options, clock, stop.token());
  if (terminal) std::fprintf(stderr, "\r\033[K");
  if (!result) return complain(result.error());
  if (stop.token().stop_requested()) {
    std::fprintf(stderr,
                 "rasd: interrupted; what was taken in is kept, run the same command to go on\n");
    return 75;
  }
  print_sums(common, sums,
             std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  return sums.quarantined > 0 ? 3 : 0;
}

}  // namespace rasd
