// What the organisation says of itself: its activity, its services and four awareness campaigns.
#include <algorithm>
#include <set>

#include "demo/desk.h"

namespace rasd {
namespace {

struct PlannedCampaign {
  std::string_view theme, name, name_en;
  int first, last;  ///< days of sixty
};

constexpr PlannedCampaign kCampaigns[] = {
    {"traffic", "لا تُكمل المكالمة", "Hang up and drive", 3, 13},
    {"cyber", "فكّر قبل أن تنقر", "Think before you click", 16, 27},
    {"civil_protection", "شتاء دافئ وآمن", "A warm and safe winter", 30, 43},
    {"crime", "أسرتك حصنك", "Your family is your fortress", 46, 57}};

class Spokesman {
 public:
  explicit Spokesman(WritingDesk& desk) : desk_(desk), random_(desk.seed(), "activity") {}

  void campaigns() {
    for (const PlannedCampaign& planned : kCampaigns) {
      Campaign campaign;
      campaign.theme = planned.theme;
      campaign.name = planned.name;
      campaign.name_en = planned.name_en;
      campaign.first = desk_.day(planned.first * desk_.days() / 60);
      campaign.last = desk_.day(planned.last * desk_.days() / 60);
      desk_.world().campaigns.push_back(campaign);
      const int length = days_between(campaign.first, campaign.last);
      int n = 0;
      for (const std::string& section : arabic_grammar().sections("awr." + campaign.theme + ".")) {
        const int after = n++ * length / 3;
        say(section, add_days(campaign.first, std::min(after, length)), "awareness", {"AWR"},
            campaign.theme, n == 1 ? 5 : 3);
      }
    }
  }

  void activities() {
    std::vector<std::string> sections = arabic_grammar().sections("act.");
    const std::vector<std::string> services = arabic_grammar().sections("srv.");
    sections.insert(sections.end(), services.begin(), services.end());
    random_.shuffle(sections);
    for (size_t i = 0; i < sections.size(); ++i) {
      const int day = static_cast<int>(i) * desk_.days() / static_cast<int>(sections.size());
      const bool service = sections[i].starts_with("srv.");
      say(sections[i], desk_.day(day), service ? "service" : "activity", {service ? "SRV" : "POL"},
          "", random_.between(0, 3));
    }
  }

 private:
  void say(const std::string& section, Day day, std::string_view subject,
           std::vector<std::string> codes, const std::string& theme, int carriers) {
    BilingualFacts facts = draw_facts(random_, day, random_.pick(governorates()));
    std::set<std::string> used;
    Composed text = arabic_grammar().compose(section, facts.ar, 4, random_, used);
    const Instant at =
        world_time(day, random_.between(9, 13), random_.between(0, 59), random_.between(0, 59));
    WorldItem item = desk_.news("amn-aam", at, std::move(text), random_);
    item.codes = std::move(codes);
    item.topic = "crime_security";
    if (theme == "traffic" || subject == "service") item.topic = "traffic_transport";
    if (theme == "civil_protection") item.topic = "environment_weather";
    if (theme == "cyber") item.topic = "science_tech";
    item.stance = "mentioned";
    item.theme = theme;
    World& world = desk_.world();
    const int number = static_cast<int>(world.statements.size());
    item.statement = number;
    const int original = desk_.publish(std::move(item));
    if (original < 0) return;
    world.statements.push_back({original, std::string(subject), {}});
    if (!theme.empty()) world.campaigns.back().items.push_back(original);
    std::vector<std::string_view> papers = {"wakala", "sada-nuran", "rawabi", "mizan",
                                            "watad",  "balad-plus", "safha",  "kawkab-baydar"};
    random_.shuffle(papers);
    for (size_t i = 0; i < static_cast<size_t>(carriers); ++i) {
      const CopyKind how = i % 3 == 0   ? CopyKind::kVerbatim
                           : i % 3 == 1 ? CopyKind::kShortened
                                        : CopyKind::kReworded;
      const int late = random_.between(10, 60 * (1 + static_cast<int>(i) * 4));
      const int copy = desk_.copy(original, desk_.outlet(papers[i]), how, late, random_);
      if (copy < 0) continue;
      world.statements[static_cast<size_t>(number)].carried.push_back(
          {copy, world.items[static_cast<size_t>(copy)].copy, late});
      if (!theme.empty()) world.campaigns.back().items.push_back(copy);
    }
  }

  WritingDesk& desk_;
  Random random_;
};

}  // namespace

void write_activity(WritingDesk& desk) {
  Spokesman spokesman(desk);
  spokesman.campaigns();
  spokesman.activities();
}

}  // namespace rasd
