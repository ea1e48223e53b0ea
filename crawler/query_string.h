#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace rasd {

/// The value of a parameter in an address, decoded; empty when absent.
std::string query_parameter(std::string_view url, std::string_view name);

/// The address with these parameters set, each once and percent-encoded; an empty value takes the
/// parameter away. The others stay as they are, before them. What is no address comes back as is.
std::string with_parameters(
    std::string_view url,
    std::initializer_list<std::pair<std::string_view, std::string_view>> parameters);

}  // namespace rasd
