#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "reports/digest.h"

namespace rasd {

std::string_view name(SourceReach reach) {
  switch (reach) {
    case SourceReach::kReached:
      return "reached";
    case SourceReach::kFailing:
      return "failing";
    case SourceReach::kSilent:
      return "silent";
    case SourceReach::kNotPolled:
      return "not_polled";
  }
  return "not_polled";
}

std::string_view name(DigestSectionId id) {
  switch (id) {
    case DigestSectionId::kOwn:
      return "own";
    case DigestSectionId::kCrime:
      return "crime";
    case DigestSectionId::kPublicOrder:
      return "public_order";
    case DigestSectionId::kTrafficRescue:
      return "traffic_rescue";
    case DigestSectionId::kOpinion:
      return "opinion";
    case DigestSectionId::kGeneralSecurity:
      return "general_security";
    case DigestSectionId::kOther:
      return "other";
  }
  return "other";
}

namespace {

constexpr std::array<std::string_view, 10> kGrave = {"WPN", "DRG", "PUB", "FIR", "TRF",
                                                     "RES", "SEX", "ASL", "BRD", "WTH"};

}  // namespace

double severity_of(const std::vector<std::string>& incident) {
  double severity = 0;
  for (const std::string& code : incident) {
    double one = 1;
    if (code == "NON") one = 0;
    if (code == "HOM" || code == "TER") one = 3;
    if (std::find(kGrave.begin(), kGrave.end(), code) != kGrave.end()) one = 2;
    severity = std::max(severity, one);
  }
  return severity;
}

double worth_of(const DigestEntry& entry) {
  double worth = severity_of(entry.incident);
  worth += std::log2(static_cast<double>(std::max<int64_t>(1, entry.outlets)));
  worth += 0.5 * std::log2(static_cast<double>(std::max<int64_t>(1, entry.items)));
  const bool grew =
      entry.growth.verdict == GrowthVerdict::kUp || entry.growth.verdict == GrowthVerdict::kNew;
  if (grew || (entry.new_today && entry.outlets >= 3)) worth += 1;
  return worth;
}

}  // namespace rasd
