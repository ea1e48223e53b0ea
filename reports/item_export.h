#pragma once
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/items.h"

namespace rasd {

enum class ExportFormat {
  kCsv,        ///< RFC 4180 with a header and a byte order mark, by which spreadsheets know UTF-8
  kJsonLines,  ///< one object a line
};

/// Writes the items of a filter, oldest first, one state of the store for all of them. Fails as
/// the store does, and with kTemporary when `out` takes no more. Returns how many.
Result<uint64_t> export_items(StoreReader& reader, const ItemFilter& filter, ExportFormat format,
                              std::ostream& out);

/// A CSV cell that a spreadsheet shows and never runs: one that begins with = + - @ or a tab
/// gets an apostrophe before it; bidi and control characters but tab and newline are taken out;
/// quotes, commas and newlines are quoted.
std::string csv_cell(std::string_view text);

}  // namespace rasd
