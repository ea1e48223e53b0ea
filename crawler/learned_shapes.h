#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "crawler/list_page.h"

namespace rasd {

class CrawlDatabase;

/// What was learned of the links on a source's list pages, kept in crawl.db from run to run. Empty
/// when nothing is kept; what cannot be read any more is learned anew.
Result<std::vector<LinkShape>> read_learned_shapes(CrawlDatabase& database,
                                                   const std::string& source_id);
/// Keeps it instead of what was there. Inside a transaction's body.
void put_learned_shapes_inside(CrawlDatabase& database, const std::string& source_id,
                               const std::vector<LinkShape>& shapes);

}  // namespace rasd
