// The life of each incident: who reports it first, who copies whom, what the organisation says of
// it, and what becomes of it before the courts.
#include <algorithm>
#include <set>

#include "demo/desk.h"

namespace rasd {
namespace {

struct Stage {
  std::string_view name;      ///< grammar section after the type
  int after_low, after_high;  ///< days after the first report
  std::vector<std::string> codes;
  std::string_view tone = "neutral";
  std::string_view stance = "mentioned";
};

struct Type {
  std::string_view name;
  std::string_view topic;
  std::vector<Stage> stages;
};

const std::vector<Type>& types() {
  static const std::vector<Type> kTypes = {
      {"hom",
       "crime_security",
       {{"report", 0, 0, {"HOM"}}, {"arrest", 3, 9, {"HOM", "POL"}}, {"trial", 14, 20, {"HOM"}}}},
      {"drg",
       "crime_security",
       {{"report", 0, 0, {"DRG", "POL"}},
        {"followup", 2, 4, {"DRG", "POL"}},
        {"trial", 15, 22, {"DRG"}, "neutral", "not_mentioned"}}},
      {"fra",
       "crime_security",
       {{"report", 0, 0, {"FRD"}},
        {"followup", 3, 5, {"FRD"}},
        {"trial", 16, 24, {"FRD"}, "neutral", "not_mentioned"}}},
      {"thf",
       "crime_security",
       {{"report", 0, 0, {"THF"}},
        {"arrest", 2, 4, {"THF", "POL"}},
        {"trial", 15, 18, {"THF"}, "neutral", "not_mentioned"}}},
      {"brg",
       "crime_security",
       {{"report", 0, 0, {"THF"}, "negative", "against"}, {"arrest", 3, 5, {"THF", "POL"}}}},
      {"cyb",
       "crime_security",
       {{"report", 0, 0, {"CYB", "FRD"}}, {"arrest", 4, 6, {"CYB", "FRD", "POL"}}}},
      {"lek",
       "science_tech",
       {{"report", 0, 0, {"CYB"}}, {"followup", 5, 8, {"CYB"}, "neutral", "mentioned"}}},
      {"asl", "crime_security", {{"report", 0, 0, {"ASL"}}, {"arrest", 1, 2, {"ASL", "POL"}}}},
      {"med", "health", {{"report", 0, 0, {"ASL"}, "negative"}, {"arrest", 1, 3, {"ASL", "POL"}}}},
      {"wpn", "crime_security", {{"report", 0, 0, {"WPN"}}, {"followup", 3, 5, {"WPN"}}}},
      {"ter",
       "crime_security",
       {{"report", 0, 0, {"TER", "POL"}, "neutral", "favourable"},
        {"followup", 2, 3, {"TER"}},
        {"trial", 18, 22, {"TER"}, "neutral", "not_mentioned"}}},
      {"sex",
       "crime_security",
       {{"report", 0, 0, {"SEX", "POL"}}, {"trial", 18, 22, {"SEX"}, "neutral", "not_mentioned"}}},
      {"trf",
       "traffic_transport",
       {{"report", 0, 0, {"TRF"}},
        {"statement", 0, 0, {"TRF", "POL"}},
        {"followup", 1, 2, {"TRF"}, "negative", "against"}}},
      {"fir",
       "environment_weather",
       {{"report", 0, 0, {"FIR"}},
        {"statement", 0, 0, {"FIR", "POL"}},
        {"followup", 2, 4, {"FIR"}}}},
      {"fld",
       "environment_weather",
       {{"statement", 0, 0, {"WTH", "AWR"}},
        {"report", 0, 0, {"WTH", "RES"}},
        {"followup", 1, 2, {"WTH"}}}},
      {"res", "environment_weather", {{"report", 0, 0, {"RES"}}, {"followup", 3, 5, {"RES"}}}},
      {"mis",
       "environment_weather",
       {{"report", 0, 0, {"RES", "POL"}},
        {"statement", 1, 1, {"RES", "POL"}},
        {"followup", 1, 1, {"RES", "POL"}, "positive", "favourable"}}},
      {"pub", "society_rights", {{"report", 0, 0, {"PUB"}}, {"followup", 2, 3, {"PUB"}}}},
      {"vid",
       "society_rights",
       {{"report", 0, 0, {"PUB", "POL"}, "negative", "against"},
        {"statement", 0, 0, {"POL", "PUB"}},
        {"followup", 4, 4, {"POL", "PUB"}}}},
      {"brd",
       "crime_security",
       {{"report", 0, 0, {"BRD", "POL"}}, {"followup", 3, 5, {"BRD", "POL"}}}},
      {"hum",
       "crime_security",
       {{"report", 0, 0, {"BRD", "RES", "POL"}},
        {"followup", 8, 12, {"BRD"}, "neutral", "not_mentioned"}}},
      {"fee",
       "traffic_transport",
       {{"report", 0, 0, {"TRF", "SRV"}, "negative", "against"},
        {"statement", 0, 1, {"SRV", "POL"}},
        {"followup", 5, 5, {"SRV", "TRF"}}}},
      {"rum",
       "society_rights",
       {{"report", 0, 0, {"ASL", "CYB"}, "negative", "not_mentioned"},
        {"statement", 0, 0, {"CYB", "POL"}},
        {"followup", 2, 2, {"CYB"}}}},
  };
  return kTypes;
}

struct Planned {
  std::string_view type;
  int day;  ///< of sixty
  size_t governorate;
  int prominence;  ///< 1 to 3: how many carry it
};

// Three of them move opinion: vid (day 18), mis (34) and fee (48).
const std::vector<Planned>& plan() {
  static const std::vector<Planned> kPlan = {
      {"trf", 0, 1, 2},   {"drg", 1, 7, 2},   {"thf", 2, 0, 2},   {"fir", 3, 3, 2},
      {"brg", 4, 8, 1},   {"cyb", 5, 0, 2},   {"trf", 6, 9, 2},   {"pub", 7, 2, 2},
      {"hom", 8, 1, 3},   {"brd", 9, 7, 1},   {"fra", 10, 0, 2},  {"res", 11, 5, 2},
      {"asl", 13, 9, 1},  {"wpn", 14, 3, 2},  {"drg", 15, 10, 2}, {"fir", 16, 0, 3},
      {"lek", 17, 0, 2},  {"vid", 18, 8, 3},  {"med", 20, 0, 2},  {"trf", 21, 6, 3},
      {"hum", 22, 4, 2},  {"sex", 23, 11, 2}, {"fld", 24, 5, 3},  {"hom", 25, 9, 2},
      {"drg", 27, 4, 2},  {"brg", 28, 2, 1},  {"pub", 29, 10, 2}, {"fir", 30, 7, 1},
      {"ter", 32, 1, 3},  {"mis", 34, 6, 3},  {"fra", 36, 2, 1},  {"res", 37, 2, 1},
      {"cyb", 38, 1, 2},  {"asl", 39, 8, 1},  {"rum", 41, 0, 3},  {"drg", 42, 9, 2},
      {"brd", 43, 10, 1}, {"hom", 45, 11, 2}, {"wpn", 46, 1, 1},  {"fee", 48, 0, 3},
      {"trf", 50, 5, 2},  {"fld", 52, 11, 2}, {"fir", 54, 8, 2},  {"drg", 55, 7, 2},
      {"thf", 57, 3, 2},  {"trf", 58, 4, 3},  {"asl", 59, 10, 2}, {"cyb", 59, 0, 2},
      {"fir", 59, 4, 3}};
  return kPlan;
}

/// What one incident of its kind has of its own: "hom.fact.victim" and the like, written
/// "Arabic = English".
void draw_type_facts(BilingualFacts& facts, std::string_view type, Random& random) {
  const std::string prefix = std::string(type) + ".fact.";
  const Grammar& grammar = arabic_grammar();
  for (const std::string& section : grammar.sections(prefix)) {
    const std::string& line = random.pick(grammar.lines(section));
    const size_t middle = line.find(" = ");
    const std::string slot = section.substr(prefix.size());
    facts.set(slot, grammar.expand(std::string_view(line).substr(0, middle), facts.ar, random),
              grammar.expand(std::string_view(line).substr(middle + 3), facts.en, random));
    facts.en.insert_or_assign(slot + "_cap", capitalised(facts.en.at(slot)));
  }
}

void set_days(BilingualFacts& facts, Day day) {
  facts.set("weekday", weekday_arabic(day), weekday_english(day));
  facts.set("yesterday", weekday_arabic(add_days(day, -1)), weekday_english(add_days(day, -1)));
  facts.set("tomorrow", weekday_arabic(add_days(day, 1)), weekday_english(add_days(day, 1)));
  facts.set("date", date_arabic(day), date_english(day));
  facts.set("next_week", date_arabic(add_days(day, 8)), date_english(add_days(day, 8)));
}

/// Writes all stages of one incident.
class Reporter {
 public:
  Reporter(WritingDesk& desk, const Planned& planned, const Type& type, int index)
      : desk_(desk),
        planned_(planned),
        type_(type),
        index_(index),
        random_(desk.seed(), desk.world().incidents[static_cast<size_t>(index)].id) {}

  void write() {
    const Governorate& place = governorates()[planned_.governorate];
    const Day day = desk_.world().incidents[static_cast<size_t>(index_)].day;
    facts_ = draw_facts(random_, day, place);
    draw_type_facts(facts_, type_.name, random_);
    int minute = random_.between(6 * 60 + 20, 11 * 60);
    for (const Stage& stage : type_.stages) {
      const int after = random_.between(stage.after_low, stage.after_high);
      // A later stage on the same day comes some hours after; on another day in the morning.
      if (after > 0) minute = random_.between(8 * 60, 14 * 60);
      set_days(facts_, add_days(day, after));
      const Instant at =
          world_time(add_days(day, after), minute / 60, minute % 60, random_.between(0, 59));
      if (stage.name == "statement") {
        make_statement(stage, at);
      } else {
        make_coverage(stage, at);
      }
      minute += random_.between(70, 200);
    }
  }

 private:
  WorldItem item(std::string_view outlet, const Stage& stage, Instant at, Composed text) {
    WorldItem i = desk_.news(outlet, at, std::move(text), random_);
    i.incident = index_;
    i.stage = stage.name;
    i.codes = stage.codes;
    i.topic = type_.topic;
    i.tone = stage.tone;
    i.stance = stage.stance;
    i.rumour = type_.name == "rum";
    return i;
  }

  std::string section(const Stage& stage) const {
    return std::string(type_.name) + "." + std::string(stage.name);
  }

  Composed compose_arabic(const Stage& stage, size_t bodies) {
    return arabic_grammar().compose(section(stage), facts_.ar, bodies, random_, used_);
  }

  void make_coverage(const Stage& stage, Instant at) {
    if (type_.name == "rum" && stage.name == "report") return make_rumour(stage, at);
    const int weight = planned_.prominence + (stage.name == "report" ? 1 : 0);
    Composed text = compose_arabic(stage, weight >= 2 ? 3 : 4);
    text.paragraphs[0] = facts_.ar.at("city") + " – (وأس) – " + text.paragraphs[0];
    std::string& name = desk_.world().incidents[static_cast<size_t>(index_)].name;
    if (name.empty()) name = text.headline;
    const int agency = desk_.publish(item("wakala", stage, at, std::move(text)));

    std::vector<std::string_view> papers = {"rawabi", "mizan", "watad",        "balad-plus",
                                            "fanar",  "safha", "kawkab-baydar"};
    // The local paper of al-Baydar looks no further than its neighbours.
    if (planned_.governorate % 3 != 0) papers.pop_back();
    random_.shuffle(papers);
    const size_t copies = std::min<size_t>(static_cast<size_t>(weight) + 1, papers.size());
    for (size_t i = 0; i < copies; ++i) copy(agency, papers[i], i, stage);

    // One paper with a reporter of its own writes what the agency did not.
    if (weight >= 2) {
      const std::string_view own =
          weight >= 3 && random_.chance(0.4) ? papers.back() : "sada-nuran";
      Composed second =
          arabic_grammar().compose(section(stage), facts_.ar, 4, random_, used_, Reuse::kNever);
      if (second.paragraphs.size() >= 3) {
        const auto later = std::chrono::minutes(random_.between(25, 190));
        desk_.publish(item(own, stage, at + later, std::move(second)));
      } else {
        copy(agency, own, 2, stage);
      }
    } else {
      copy(agency, "sada-nuran", 1, stage);
    }
    make_english(stage, at, weight);
  }

  void copy(int original, std::string_view outlet, size_t turn, const Stage& stage) {
    static constexpr CopyKind kTurns[] = {CopyKind::kVerbatim, CopyKind::kShortened,
                                          CopyKind::kReworded, CopyKind::kVerbatim};
    const CopyKind how = kTurns[turn % 4];
    std::set<std::string> none;
    const std::string headline =
        arabic_grammar().compose(section(stage), facts_.ar, 0, random_, none).headline;
    desk_.copy(original, desk_.outlet(outlet), how, random_.between(8, 260), random_, headline);
  }

  void make_english(const Stage& stage, Instant at, int weight) {
    const Grammar& grammar = english_grammar();
    if (!grammar.has(section(stage)) || !(weight >= 3 || random_.chance(0.65))) return;
    Composed text = grammar.compose(section(stage), facts_.en, 4, random_, used_);
    std::string& name = desk_.world().incidents[static_cast<size_t>(index_)].name_en;
    if (name.empty()) name = text.headline;
    std::string city = facts_.en.at("city");
    std::transform(city.begin(), city.end(), city.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    text.paragraphs[0] = city + " – " + text.paragraphs[0];
    const auto later = std::chrono::minutes(random_.between(40, 220));
    const int times = desk_.publish(item("sarmad-times", stage, at + later, std::move(text)));
    if (weight < 2) return;
    const CopyKind how = random_.chance(0.5) ? CopyKind::kVerbatim : CopyKind::kReworded;
    desk_.copy(times, desk_.outlet("nuran-herald"), how, random_.between(20, 150), random_);
  }

  /// The organisation speaks first, and others carry it: word for word, cut, altered, or not.
  void make_statement(const Stage& stage, Instant at) {
    Composed text = compose_arabic(stage, 4);
    const std::string headline = text.headline;
    WorldItem said = item("amn-aam", stage, at, std::move(text));
    const int number = static_cast<int>(desk_.world().statements.size());
    said.statement = number;
    const int original = desk_.publish(std::move(said));
    if (original < 0) return;
    desk_.world().statements.push_back({original, type_.name == "rum" ? "denial" : "incident", {}});
    std::vector<std::string_view> papers = {"wakala", "sada-nuran", "rawabi", "mizan",
                                            "watad",  "balad-plus", "fanar",  "safha"};
    random_.shuffle(papers);
    const size_t carriers = static_cast<size_t>(planned_.prominence + random_.between(1, 2));
    for (size_t i = 0; i < std::min(carriers, papers.size()); ++i) {
      const CopyKind how = i % 3 == 0   ? CopyKind::kVerbatim
                           : i % 3 == 1 ? CopyKind::kReworded
                                        : CopyKind::kShortened;
      const int late = random_.between(6, 60 * (1 + static_cast<int>(i) * 2));
      const int item = desk_.copy(original, desk_.outlet(papers[i]), how, late, random_);
      if (item < 0) continue;
      World& world = desk_.world();
      world.statements[static_cast<size_t>(number)].carried.push_back(
          {item, world.items[static_cast<size_t>(item)].copy, late});
    }
    make_english(stage, at, planned_.prominence);
  }

  /// The rumour: one careless site prints it; the rest of the press waits.
  void make_rumour(const Stage& stage, Instant at) {
    Composed text = compose_arabic(stage, 3);
    desk_.world().incidents[static_cast<size_t>(index_)].name = text.headline;
    desk_.publish(item("safha", stage, at, std::move(text)));
  }

  WritingDesk& desk_;
  const Planned& planned_;
  const Type& type_;
  int index_;
  Random random_;
  BilingualFacts facts_;
  std::set<std::string> used_;
};

}  // namespace

void write_incidents(WritingDesk& desk) {
  std::map<std::string_view, int> numbers;
  for (const Planned& planned : plan()) {
    const auto type = std::find_if(types().begin(), types().end(),
                                   [&](const Type& t) { return t.name == planned.type; });
    WorldIncident incident;
    incident.id = std::string(planned.type) + "-" + std::to_string(++numbers[planned.type]);
    incident.type = planned.type;
    incident.codes = type->stages[0].codes;
    incident.day = desk.day(planned.day * desk.days() / 60);
    const Named& place = governorates()[planned.governorate].name;
    incident.governorate = place.ar;
    incident.governorate_en = place.en;
    const int index = static_cast<int>(desk.world().incidents.size());
    desk.world().incidents.push_back(std::move(incident));
    Reporter(desk, planned, *type, index).write();
  }
}

}  // namespace rasd
