#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace rasd {

/// Reads the key of a network from a file of its own: one line of printable ASCII. Fails with
/// kConfiguration, without the content, when there is no such file, others may read it, or it
/// holds anything else.
Result<std::string> read_token(const std::string& path);

/// The text with every occurrence of the token replaced: servers repeat what they do not accept.
std::string without_token(std::string text, std::string_view token);

}  // namespace rasd
