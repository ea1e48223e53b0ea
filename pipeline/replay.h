#pragma once
#include <functional>
#include <stop_token>
#include <string>

#include "base/clock.h"
#include "base/result.h"

namespace rasd {

class Spool;

struct ReplaySums {
  uint64_t lines = 0;
  uint64_t taken_in = 0;   ///< new to the spool
  uint64_t known = 0;      ///< taken in before: a replay is an upsert
  uint64_t malformed = 0;  ///< lines that are no record, or too large; quarantined with their bytes
};

/// Feeds archived items from a folder (or one file) of JSON Lines into the spool, oldest file
/// first by name. One object a line: url, title, content, and optionally source, author,
/// date_extracted or published ("YYYY-MM-DD hh:mm:ss" in `zone`, or RFC 3339), kind, language.
/// Each source that is named becomes a source of its own, never polled. `progress` is called now
/// and then. While the spool or its disk is full it waits. A line longer than 8 MB is quarantined
/// by its first megabyte, an item too large for a record by its line's. Fails with kNotFound when
/// there is no such folder or no *.jsonl in it, with kInternal when reading goes wrong midway.
Result<ReplaySums> replay(const std::string& path, Spool& spool, const TimeZone& zone,
                          const Clock& clock, std::stop_token stop,
                          const std::function<void(const ReplaySums&)>& progress = {});

}  // namespace rasd
