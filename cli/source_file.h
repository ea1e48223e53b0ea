#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "pipeline/config.h"

namespace rasd {

/// A source as a [[source]] table of TOML; what has its usual value is left out. `comment` stands
/// above it.
std::string source_table(const Source& source, const std::string& comment);

/// The file that new sources go to: `to`, or the configuration's first. Fails with kConfiguration
/// when there is none.
Result<std::string> file_for_new_sources(const Config& config, const std::string& to);

/// Appends tables to a file of sources, made when absent; the whole is read and checked before it
/// takes the old file's place. Fails with kConfiguration and leaves the file as it was.
Result<void> append_sources(const std::string& file, const std::string& tables);

/// The ids that are taken.
std::vector<std::string> source_ids(const Config& config);

}  // namespace rasd
