#pragma once
#include <string>
#include <string_view>

#include "records/source.h"

namespace rasd {

/// The network's own address, for sources that name an account or a query alone; empty for
/// connectors that must be told one.
std::string default_url(const Source& source);

/// The header line that carries a source's token ("Authorization: Bearer …").
std::string token_header(const Source& source, std::string_view token);

/// Why a source of posts cannot be watched as written, with the key at fault first ("query: …");
/// empty when it can. Search by author is refused whatever the network offers.
std::string trouble_with(const Source& source);

}  // namespace rasd
