#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/page.h"
#include "records/json.h"

namespace rasd {

/// Members as the answers of `rasd inspect` write them: null where nothing is known.
void put_or_null(JsonWriter& writer, std::string_view key, std::string_view text);
void put_or_null(JsonWriter& writer, std::string_view key, const std::optional<StatedDate>& date);
void put_list(JsonWriter& writer, std::string_view key, const std::vector<std::string>& texts);

}  // namespace rasd
