#pragma once
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace rasd {

class Spool;

/// records = items + quarantined + the sum of others, and items + quarantined = taken_in + known.
struct ReplaySums {
  uint64_t records = 0;  ///< JSON lines, WARC records, and stretches of a WARC file that are none
  uint64_t items = 0;    ///< of them: lines and pages that were read
  uint64_t quarantined = 0;  ///< could not be read, or too large; kept with their bytes
  uint64_t taken_in = 0;     ///< new to the spool
  uint64_t known = 0;        ///< taken in before: a replay is an upsert
  std::map<std::string, uint64_t> others;  ///< WARC records that are no item, by what they are
};

/// The files that a replay of `path` reads, a file or a folder with its folders, by name. Fails
/// with kNotFound when there is none.
Result<std::vector<std::string>> replay_files(const std::string& path);
/// Whether a file is read as WARC: by its name, else by how it begins.
bool is_warc_file(const std::string& path);

/// Feeds archived items from a folder (or one file) into the spool, oldest file first by name.
///
/// JSON Lines (*.jsonl), one object a line: url, title, content, and optionally source, author,
/// date_extracted or published ("YYYY-MM-DD hh:mm:ss" in `zone`, or RFC 3339), kind, language.
/// A line longer than 8 MB is quarantined by its first megabyte, an item too large for a record by
/// its line's.
///
/// WARC (*.warc, *.warc.gz) of any origin: see pipeline/warc_entries.h. Pages become items of a
/// source named by their host; their bytes go into the archive as they are.
///
/// Each source that is named becomes a source of its own, never polled. `progress` is called now
/// and then. While the spool or its disk is full it waits. Fails with kNotFound when there is
/// nothing to replay, with kInternal when reading goes wrong midway.
Result<ReplaySums> replay(const std::string& path, Spool& spool, const TimeZone& zone,
                          const Clock& clock, std::stop_token stop,
                          const std::function<void(const ReplaySums&)>& progress = {});

}  // namespace rasd
