#include <algorithm>

#include "reports/digest_render.h"

namespace rasd {
namespace {

std::string joined(const std::vector<std::string>& parts, const Wording& words) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += words.say(Phrase::kListSeparator);
    out += part;
  }
  return out;
}

}  // namespace

std::string when_seen(const DigestEntry& entry, const Wording& words, Day day) {
  if (entry.new_today) {
    return words.say(Phrase::kFirstSeen, {{"time", words.moment(entry.first_seen, day)}});
  }
  return words.say(Phrase::kSeenAgain, {{"time", words.moment(entry.at, day)},
                                        {"date", words.day_before(entry.first_seen, day)}});
}

std::string why_it_matters(const DigestEntry& entry, const Wording& words, Day day) {
  std::vector<std::string> facts;
  facts.push_back(words.say(Phrase::kOutlets, {{"n", entry.outlets}}));
  facts.push_back(words.say(Phrase::kItems, {{"n", entry.items}}));
  facts.push_back(when_seen(entry, words, day));
  if (!entry.incident.empty()) {
    std::string types;
    for (size_t i = 0; i < std::min<size_t>(2, entry.incident.size()); ++i) {
      if (i > 0) types += " + ";
      types += words.incident(entry.incident[i]);
    }
    facts.push_back(words.say(Phrase::kType, {{"type", types}}));
  }
  if (entry.official) facts.push_back(words.say(Phrase::kOfficialCarried));
  if (entry.stance == "against") facts.push_back(words.say(Phrase::kAgainst));
  if (entry.growth.verdict == GrowthVerdict::kUp) facts.push_back(growth_rule(entry.growth, words));
  return joined(facts, words);
}

std::string growth_badge(const Growth& growth, const Wording& words) {
  switch (growth.verdict) {
    case GrowthVerdict::kNew:
      return words.say(Phrase::kBadgeNew);
    case GrowthVerdict::kUp:
      return words.say(Phrase::kBadgeUp);
    case GrowthVerdict::kDown:
      return words.say(Phrase::kBadgeDown);
    case GrowthVerdict::kUsual:
      return words.say(Phrase::kBadgeUsual);
    case GrowthVerdict::kTooFew:
      break;
  }
  return {};
}

std::string growth_rule(const Growth& growth, const Wording& words) {
  if (growth.verdict == GrowthVerdict::kNew) return words.say(Phrase::kRuleNew);
  switch (growth.rule) {
    case GrowthRule::kUsualRange:
      return words.say(Phrase::kRuleRange,
                       {{"today", words.number(growth.today)},
                        {"low", words.number(static_cast<int64_t>(growth.usual_low))},
                        {"high", words.number(static_cast<int64_t>(growth.usual_high))},
                        {"days", words.say(Phrase::kDays, {{"n", int64_t{growth.days}}})}});
    case GrowthRule::kDayBefore:
      return words.say(
          Phrase::kRuleDayBefore,
          {{"today", words.number(growth.today)},
           {"before", words.number(growth.before)},
           {"p", growth.p < 0.001 ? "< " + words.decimal(0.001, 3) : words.decimal(growth.p, 3)}});
    case GrowthRule::kNone:
      break;
  }
  return words.say(Phrase::kRuleTooFew);
}

std::string source_trouble(const DigestSource& source, const Wording& words, Day day) {
  return source.reach == SourceReach::kReached ? "" : health_reason(source.health, words, day);
}

}  // namespace rasd
