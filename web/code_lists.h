#pragma once
#include <array>
#include <string_view>

namespace rasd {

/// Incident codes of the codebook (v1) without NON, the commonest in our sources first: the tag
/// queue's digits follow this order, so it changes only with the codebook.
inline constexpr std::array<std::string_view, 19> kIncidentCodes = {
    "TRF", "HOM", "ASL", "DRG", "THF", "FRD", "FIR", "POL", "PUB", "WPN",
    "TER", "WAR", "BRD", "CYB", "SEX", "RES", "WTH", "SRV", "AWR"};

/// Topics of the codebook (v1), by the same rule.
inline constexpr std::array<std::string_view, 14> kTopicCodes = {
    "crime_security",      "politics",       "conflict",      "traffic_transport",
    "environment_weather", "society_rights", "economy",       "health",
    "education",           "religion",       "culture_media", "sports",
    "science_tech",        "other"};

/// At most this many incident codes an item.
inline constexpr size_t kMaxIncidents = 3;

}  // namespace rasd
