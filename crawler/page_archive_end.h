#pragma once
#include <string>

#include "base/result.h"

namespace rasd {

/// Cuts what a killed process left torn at the end of an archive folder's newest file, and says so
/// in the log; a file of which nothing is whole goes. Nothing behind the last whole gzip member was
/// ever referred to: references are given out after a sync. A file that another process is writing
/// is left alone. Of a large file only its end is read.
Result<void> cut_torn_end(const std::string& folder);

}  // namespace rasd
