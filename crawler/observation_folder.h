#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "crawler/connectors.h"

namespace rasd {

/// How long a file of a watched folder must have stood unchanged before it is read: a copy over a
/// network share stalls for a second or two, people wait no longer than this.
inline constexpr std::chrono::seconds kQuietTime{5};

/// The files of a watched folder that are complete: *.csv, *.jsonl and *.eml, unchanged for
/// kQuietTime, or renamed to a name that begins with "ready-", which is complete at once. Hidden
/// files, links and everything else are left alone. Sorted by name, at most 200.
std::vector<std::string> complete_files(const std::string& folder, Instant now);

/// One file read: what it gave, and what its receipt will say.
struct FolderFile {
  std::string name;
  size_t taken = 0;                      ///< rows or messages that went in
  std::vector<std::string> quarantined;  ///< why each of the others did not
};
struct FolderReading {
  ListReading list;
  std::vector<FolderFile> files;
};

/// Reads the complete files, at most 64 MB of them at once; the rest waits for the next look. A
/// file that cannot be read as a whole is one quarantined item; nothing is moved yet. Fails with
/// kNotFound when the folder is not there.
Result<FolderReading> read_observation_folder(const Source& source, const std::string& folder,
                                              const ListContext& context);

/// Moves a file that was taken in to done/ beside it, with a receipt (NAME.receipt.json: what went
/// in, what was quarantined and why). Called after the commit: a crash between repeats the
/// reading, which adds nothing.
Result<void> put_away(const std::string& folder, const FolderFile& file, Instant now);

}  // namespace rasd
