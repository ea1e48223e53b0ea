#pragma once
#include <string>

#include "cli/command.h"

namespace rasd {

struct ReplayCommand {
  std::string path;
  bool dry_run = false;
};
/// `rasd replay PATH`: archived items through the same stages; ends when all are in the store, and
/// says the sums (with --json on standard output). 3 when something was quarantined.
///
/// `rasd replay --dry-run PATH [--json]`: a line a WARC record, or one JSON object: file, offset,
/// inside (where gzip members hold several records), type, url, date, status, mime, bytes, digest
/// (ok, bad, unknown, none), as (page, or what else it is), error. Nothing is taken in.
int run_replay(const CommonOptions& common, const ReplayCommand& command);

}  // namespace rasd
