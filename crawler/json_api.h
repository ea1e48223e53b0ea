#pragma once
#include <string>
#include <string_view>

#include "crawler/connectors.h"
#include "records/json.h"

namespace rasd {

/// Reads any JSON interface by the paths of source.json. An item must have an id (or a link) and a
/// text or title, else it is quarantined with its bytes; items marked as reposts are reposts. The
/// cursor is the time of the newest item; older pages follow by `next`, or by counting pages, until
/// that time is met or a page brings nothing new. Fails with kMalformed and the path that finds
/// nothing, with what stands there instead.
Result<ListReading> read_json_api(const Source& source, std::string_view bytes,
                                  const ListContext& context);

/// The value at a dotted path ("data.items.0.id"; a JSON Pointer, "/data/items/0/id", where names
/// have dots); null when there is none. An empty path is the value itself.
const rapidjson::Value* find_path(const rapidjson::Value& root, std::string_view path);

}  // namespace rasd
