// Public posts, readers' comments and observations received, with the opinion planted in them.
#include <algorithm>
#include <set>

#include "demo/desk.h"
#include "records/article.h"

namespace rasd {
namespace {

/// Planted shares of favourable, against, mentioned, not mentioned, from a day on.
struct Phase {
  int from;  ///< day of sixty
  std::array<double, 4> shares;
  std::string_view cause_type;  ///< incident that caused the step
  std::string_view cause, cause_en;
};

constexpr Phase kPhases[] = {{0, {0.24, 0.14, 0.26, 0.36}, "", "", ""},
                             {18,
                              {0.11, 0.40, 0.19, 0.30},
                              "vid",
                              "مقطع مصور لشرطي يضرب محتجا أعزل",
                              "a video of an officer beating an unarmed protester"},
                             {34,
                              {0.39, 0.13, 0.18, 0.30},
                              "mis",
                              "إنقاذ أطفال ضلوا طريقهم في جبال السفوح",
                              "the rescue of children lost in the Sufuh mountains"},
                             {48,
                              {0.16, 0.33, 0.19, 0.32},
                              "fee",
                              "رسوم ترخيص المركبات ومخالفات الرادار",
                              "licensing fees and radar fines"}};

/// A line of a post with the marks that stand after " ~": a tone letter or incident codes.
struct Line {
  std::string text;
  std::string tone;
  std::vector<std::string> codes;
};

Line read_line(std::string_view line) {
  Line out;
  const size_t mark = line.find(" ~");
  out.text = line.substr(0, mark);
  if (mark == std::string_view::npos) return out;
  std::string_view rest = line.substr(mark + 2);
  while (!rest.empty()) {
    const size_t comma = std::min(rest.find(','), rest.size());
    const std::string_view tag = rest.substr(0, comma);
    if (tag == "n")
      out.tone = "negative";
    else if (tag == "u")
      out.tone = "neutral";
    else if (tag == "p")
      out.tone = "positive";
    else
      out.codes.emplace_back(tag);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return out;
}

constexpr std::string_view kLetters[] = {"f", "a", "m", "x"};
constexpr std::string_view kToneOf[] = {"positive", "negative", "neutral", "neutral"};

class Public {
 public:
  explicit Public(WritingDesk& desk) : desk_(desk), random_(desk.seed(), "public") {
    static constexpr std::string_view kStems[] = {
        "abu_yamama", "layla_n",          "nuran_night",   "rand_tales",  "sarwi",
        "um_kinan",   "zaytuna_cafe",     "taleb_handasa", "ghor_girl",   "sawwaq_taxi",
        "baydar_boy", "qalam_hurr",       "thaljin_fan",   "reem_writes", "hakim_alsuq",
        "dr_sanabil", "muallem_hara",     "port_watch",    "khuzama",     "desert_fox",
        "shafaq_mom", "jisr_news_junkie", "kahwa_sada",    "coder_nuran"};
    for (int round = 0; round < 7; ++round) {
      for (const std::string_view stem : kStems) {
        handles_.push_back(
            std::string(stem) +
            (round == 0 ? "" : std::to_string(10 * round + static_cast<int>(stem.size()))));
      }
    }
  }

  void write_day(int index) {
    const Phase& phase = phase_of(index);
    OpinionDay opinion;
    opinion.day = desk_.day(index);
    opinion.planned = phase.shares;
    used_today_.clear();
    const int n = random_.between(13, 19);
    const double start = random_.unit();
    // One systematic draw, so that the day's shares follow the planned ones as closely as n allows.
    for (int i = 0; i < n; ++i) {
      const double at = (i + start) / n;
      size_t stance = 0;
      for (double sum = phase.shares[0]; stance < 3 && at >= sum; sum += phase.shares[stance])
        ++stance;
      const int minute = random_.between(7 * 60, 23 * 60 + 30);
      WorldItem post = write_post(index, stance, phase);
      post.published = world_time(opinion.day, minute / 60, minute % 60, random_.between(0, 59));
      count(opinion, post);
      desk_.publish(std::move(post));
    }
    desk_.world().opinion.push_back(opinion);
  }

  void shifts() {
    for (const Phase& phase : kPhases) {
      if (phase.cause_type.empty()) continue;
      OpinionShift shift;
      shift.day = desk_.day(phase.from * desk_.days() / 60);
      shift.cause = phase.cause;
      shift.cause_en = phase.cause_en;
      const auto& incidents = desk_.world().incidents;
      for (size_t i = 0; i < incidents.size(); ++i) {
        if (incidents[i].type == phase.cause_type) shift.incident = static_cast<int>(i);
      }
      desk_.world().shifts.push_back(std::move(shift));
    }
  }

  void comments() {
    const size_t n = desk_.world().items.size();
    for (size_t i = 0; i < n; ++i) {
      const WorldItem& item = desk_.world().items[i];
      const bool open = desk_.world().outlets[item.outlet].comments;
      if (!open || item.kind != ItemKind::kNews) continue;
      if (!random_.chance(item.incident >= 0 ? 0.75 : 0.12)) continue;
      used_today_.clear();
      const int k = random_.between(1, item.incident >= 0 ? 5 : 2);
      for (int c = 0; c < k; ++c) comment_on(static_cast<int>(i));
    }
  }

  void observations() {
    static constexpr std::string_view kChannels[] = {"hotline", "e-mail", "form"};
    const Grammar& grammar = arabic_grammar();
    World& world = desk_.world();
    for (int d = 0; d < desk_.days(); ++d) {
      const int n = random_.between(0, 2);
      for (int i = 0; i < n; ++i) {
        Observation o;
        int incident = recent(d, 2);
        std::string section = "obs.general";
        if (incident >= 0) {
          const auto& about = world.incidents[static_cast<size_t>(incident)];
          if (grammar.has("obs." + about.type) && random_.chance(0.7)) {
            section = "obs." + about.type;
          } else {
            incident = -1;
          }
        }
        BilingualFacts facts = draw_facts(random_, desk_.day(d), random_.pick(governorates()));
        if (incident >= 0) {
          facts.set("gov", world.incidents[static_cast<size_t>(incident)].governorate, "");
        }
        used_today_.clear();
        o.text = fresh(grammar, grammar.lines(section), facts.ar).text;
        if (o.text.empty()) continue;
        o.received = world_time(desk_.day(d), random_.between(8, 22), random_.between(0, 59));
        o.channel = kChannels[random_.below(3)];
        o.governorate = facts.ar.at("gov");
        o.incident = incident;
        char id[16];
        std::snprintf(id, sizeof id, "o-%04zu", world.observations.size() + 1);
        o.id = id;
        world.observations.push_back(std::move(o));
      }
    }
  }

 private:
  const Phase& phase_of(int index) const {
    const Phase* now = &kPhases[0];
    for (const Phase& phase : kPhases) {
      if (index >= phase.from * desk_.days() / 60) now = &phase;
    }
    return *now;
  }

  /// An incident of the last days, the better known the more often; -1 for none.
  int recent(int day, int within) {
    std::vector<int> found;
    const auto& incidents = desk_.world().incidents;
    for (size_t i = 0; i < incidents.size(); ++i) {
      const int age = days_between(incidents[i].day, desk_.day(day));
      if (age < 0 || age > within) continue;
      found.insert(found.end(), 1 + incidents[i].items.size() / 5, static_cast<int>(i));
    }
    return found.empty() ? -1 : random_.pick(found);
  }

  /// A line expanded that nobody has written yet; without text when the section has run out.
  Line fresh(const Grammar& grammar, const std::vector<std::string>& lines, const Facts& facts,
             std::string_view voice = {}) {
    for (int tries = 0; tries < 30 && !lines.empty(); ++tries) {
      const std::string& chosen = random_.pick(lines);
      if (used_today_.contains(chosen)) continue;
      Line line = read_line(chosen);
      // People begin and end as they please; often enough not to sound alike.
      const std::string opening = "open." + std::string(voice);
      if (grammar.has(opening) && random_.chance(0.25)) {
        line.text = "{" + opening + "} " + line.text;
      }
      if (!voice.empty() && random_.chance(0.3)) {
        line.text += " {close." + std::string(voice) + "}";
      }
      line.text = grammar.expand(line.text, facts, random_);
      if (!written_.insert(line.text).second) continue;
      used_today_.insert(chosen);
      return line;
    }
    return {};
  }

  /// The same from the first of these sections that still has something to say.
  Line fresh_of(const Grammar& grammar, const std::vector<std::string>& sections,
                const Facts& facts, std::string_view voice, size_t& taken) {
    for (int round = 0; round < 2; ++round) {
      for (taken = 0; taken < sections.size(); ++taken) {
        Line line = fresh(grammar, grammar.lines(sections[taken]), facts, voice);
        if (!line.text.empty()) return line;
      }
      used_today_.clear();  // A day with more posts than sentences: some come twice, filled anew.
    }
    taken = 0;
    return {facts.at("city"), "", {}};
  }

  static std::string underscored(std::string text) {
    for (const char c : {' ', '-', '\''}) std::replace(text.begin(), text.end(), c, '_');
    return text;
  }

  WorldItem write_post(int index, size_t stance, const Phase& phase) {
    WorldItem post;
    post.kind = ItemKind::kPost;
    post.outlet = desk_.outlet("diwan");
    post.author = random_.pick(handles_);
    post.topic = "other";
    const double voice = random_.unit();
    post.language = voice < 0.18 ? "en" : "ar";
    post.variety = voice < 0.18 ? "" : voice < 0.28 ? "arabizi" : voice < 0.42 ? "msa" : "dialect";
    const Grammar& grammar = post.language == "en" ? english_grammar() : arabic_grammar();
    const std::string letter(kLetters[stance]);
    const bool voiced = post.variety == "arabizi" || post.variety == "msa";
    std::vector<std::string> sections = {(voiced ? post.variety : "post") + "." + letter};
    if (voiced) sections.push_back("post." + letter);

    int incident = stance == 3 && random_.chance(0.7) ? -1 : recent(index, 4);
    // After a step its cause is what people talk about.
    const int since = index - phase.from * desk_.days() / 60;
    if (!phase.cause_type.empty() && since < 9 && stance < 2 && random_.chance(0.5)) {
      for (size_t i = 0; i < desk_.world().incidents.size(); ++i) {
        if (desk_.world().incidents[i].type == phase.cause_type) incident = static_cast<int>(i);
      }
    }
    size_t governorate = random_.below(governorates().size());
    if (incident >= 0) {
      const WorldIncident& about = desk_.world().incidents[static_cast<size_t>(incident)];
      const std::string own = about.type + ".post." + letter;
      if (grammar.has(own) && post.variety != "arabizi" && random_.chance(0.65)) {
        sections.insert(sections.begin(), own);
        for (size_t g = 0; g < governorates().size(); ++g) {
          if (governorates()[g].name.ar == about.governorate) governorate = g;
        }
      }
    }
    const BilingualFacts facts = draw_facts(random_, desk_.day(index), governorates()[governorate]);
    const Facts& slots = post.language == "en" ? facts.en : facts.ar;
    Facts tagged = slots;
    // Who writes Arabic in Latin letters tags in them too.
    const bool latin = post.language == "en" || post.variety == "arabizi";
    tagged.insert_or_assign("tag", underscored((latin ? facts.en : facts.ar).at("city")));
    const std::string manner = post.language == "en" ? "en" : post.variety;
    size_t taken = 0;
    Line line = fresh_of(grammar, sections, tagged, manner, taken);
    if (sections[taken].find(".post.") != std::string::npos) {
      post.incident = incident;
      post.codes = desk_.world().incidents[static_cast<size_t>(incident)].codes;
    }
    if (post.language == "ar" && sections[taken].find("post.") != std::string::npos) {
      post.variety = "dialect";
    }
    post.tone = line.tone.empty() ? std::string(kToneOf[stance]) : line.tone;
    if (!line.codes.empty()) post.codes = line.codes;
    post.stance = kStances[stance];
    post.rumour = post.incident >= 0 &&
                  desk_.world().incidents[static_cast<size_t>(post.incident)].type == "rum";
    post.paragraphs.push_back(std::move(line.text));
    return post;
  }

  void comment_on(int parent) {
    const WorldItem& article = desk_.world().items[static_cast<size_t>(parent)];
    const Grammar& grammar = arabic_grammar();
    const int index = days_between(desk_.world().first, world_day(article.published));
    const Phase& phase = phase_of(index);
    size_t stance = 0;
    const double at = random_.unit();
    for (double sum = phase.shares[0]; stance < 3 && at >= sum; sum += phase.shares[stance])
      ++stance;
    std::vector<std::string> sections = {"comment." + std::string(kLetters[stance]),
                                         "post." + std::string(kLetters[stance])};
    WorldItem comment;
    if (article.incident >= 0) {
      const WorldIncident& about = desk_.world().incidents[static_cast<size_t>(article.incident)];
      const std::string own = about.type + ".post." + std::string(kLetters[stance]);
      if (grammar.has(own) && random_.chance(0.4)) sections.insert(sections.begin(), own);
    }
    comment.kind = ItemKind::kComment;
    comment.outlet = article.outlet;
    comment.parent = parent;
    comment.language = "ar";
    comment.variety = "dialect";
    comment.topic = "other";
    comment.incident = article.incident;
    comment.author = random_.pick(handles_);
    comment.published = article.published + std::chrono::minutes(random_.between(6, 300));
    const BilingualFacts facts =
        draw_facts(random_, desk_.day(index), random_.pick(governorates()));
    Facts tagged = facts.ar;
    tagged.insert_or_assign("tag", underscored(facts.ar.at("city")));
    size_t taken = 0;
    Line line = fresh_of(grammar, sections, tagged, "dialect", taken);
    if (sections[taken].find(".post.") != std::string::npos) {
      comment.codes = desk_.world().incidents[static_cast<size_t>(article.incident)].codes;
    }
    comment.tone = line.tone.empty() ? std::string(kToneOf[stance]) : line.tone;
    if (!line.codes.empty()) comment.codes = line.codes;
    comment.stance = kStances[stance];
    comment.paragraphs.push_back(std::move(line.text));
    desk_.publish(std::move(comment));
  }

  static void count(OpinionDay& opinion, const WorldItem& post) {
    for (size_t i = 0; i < kStances.size(); ++i) opinion.stance[i] += post.stance == kStances[i];
    for (size_t i = 0; i < kTones.size(); ++i) opinion.tone[i] += post.tone == kTones[i];
  }

  WritingDesk& desk_;
  Random random_;
  std::vector<std::string> handles_;
  std::set<std::string> written_, used_today_;
};

}  // namespace

void write_opinion(WritingDesk& desk) {
  Public people(desk);
  for (int d = 0; d < desk.days(); ++d) people.write_day(d);
  people.shifts();
  people.comments();
  people.observations();
}

}  // namespace rasd
