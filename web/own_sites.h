#pragma once
#include <vector>

#include "records/source.h"
#include "web/page_context.h"

namespace rasd {

/// Shows how the organisation's own sites stood in the last round kept by the watch, as OWN
/// sections of the Sources page; nothing when no round was kept. `official`: their
/// sources.
void put_own_sites(const Visit& visit, View body, const std::vector<Source>& official);

}  // namespace rasd
