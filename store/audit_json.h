#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "store/audit.h"

namespace rasd {

/// The strata of a design as stored: [{"name":…,"size":…,"drawn":…,"tone":[…],"stance":[…]}].
std::string strata_json(const std::vector<AuditStratum>& strata);
std::vector<AuditStratum> read_strata(std::string_view json);

/// Kinds by name, separated by spaces.
std::string kinds_text(const std::vector<ItemKind>& kinds);
std::vector<ItemKind> read_kinds(std::string_view text);

/// The frame over a connection of any kind (a draw reads it inside its own transaction).
Result<std::vector<FrameItem>> read_frame(sql::Connection& db, Window period,
                                          const std::vector<ItemKind>& kinds);

}  // namespace rasd
