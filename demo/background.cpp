// News of everything else, so that a day looks like a day: each outlet writes a few stories of its
// own, and the agency's are partly carried by others.
#include <algorithm>
#include <map>
#include <set>

#include "demo/desk.h"

namespace rasd {
namespace {

/// Deals story schemas so that none comes back before the others have been told.
class Deck {
 public:
  Deck(const Grammar& grammar, Random random) : grammar_(grammar), random_(random) {}

  const std::string& next() {
    if (at_ == order_.size()) {
      if (order_.empty()) {
        order_ = grammar_.sections("bg.");
        random_.shuffle(order_);  // a quarter holds all topics
      }
      // Within each quarter only, so that a story told late is not told early in the next round.
      std::vector<std::string> next;
      for (size_t quarter = 0; quarter < 4; ++quarter) {
        const auto from = order_.begin() + static_cast<long>(order_.size() * quarter / 4);
        const auto to = order_.begin() + static_cast<long>(order_.size() * (quarter + 1) / 4);
        std::vector<std::string> part(from, to);
        random_.shuffle(part);
        next.insert(next.end(), part.begin(), part.end());
      }
      order_ = std::move(next);
      at_ = 0;
    }
    return order_[at_++];
  }

 private:
  const Grammar& grammar_;
  Random random_;
  std::vector<std::string> order_;
  size_t at_ = 0;
};

struct Share {
  std::string_view outlet;
  double a_day;
};

/// "bg.economy.3" is of the topic economy.
std::string topic_of(const std::string& section) {
  const size_t from = section.find('.') + 1;
  return section.substr(from, section.rfind('.') - from);
}

class BackgroundPress {
 public:
  explicit BackgroundPress(WritingDesk& desk)
      : desk_(desk),
        arabic_(arabic_grammar(), Random(desk.seed(), "deck/ar")),
        english_(english_grammar(), Random(desk.seed(), "deck/en")) {}

  void write_day(int index) {
    Random random(desk_.seed(), "background/" + std::to_string(index));
    closings_.clear();
    const Day day = desk_.day(index);
    static constexpr Share kShares[] = {
        {"wakala", 3.6}, {"sada-nuran", 2.8},   {"rawabi", 2.0},      {"mizan", 2.6},
        {"watad", 2.0},  {"balad-plus", 1.6},   {"fanar", 1.4},       {"kawkab-baydar", 1.5},
        {"safha", 1.6},  {"sarmad-times", 2.8}, {"nuran-herald", 1.8}};
    // Newsrooms are thinly staffed on Fridays.
    const bool friday = std::chrono::weekday{std::chrono::sys_days{day}} == std::chrono::Friday;
    for (const Share& share : kShares) {
      const double mean = share.a_day * (friday ? 0.75 : 1.0);
      const int n = static_cast<int>(mean + random.unit());
      for (int i = 0; i < n; ++i) write_story(share.outlet, day, random);
    }
  }

 private:
  void write_story(std::string_view outlet, Day day, Random& random) {
    const bool english = desk_.world().outlets[desk_.outlet(outlet)].language == "en";
    const Grammar& grammar = english ? english_grammar() : arabic_grammar();
    const std::string section = (english ? english_ : arabic_).next();
    const BilingualFacts facts = draw_facts(random, day, random.pick(governorates()));
    const Facts& slots = english ? facts.en : facts.ar;
    Told& told = told_[std::string(english ? "en/" : "ar/") + section];
    Composed text = tell(grammar, section, slots, told, random);
    const std::string topic = topic_of(section);
    // A closing paragraph of its topic, where one is written.
    if (const auto& more = grammar.lines("close." + topic); !more.empty() && random.chance(0.4)) {
      const std::string& closing = random.pick(more);
      if (closings_.insert(closing).second) {
        text.paragraphs.push_back(grammar.expand(closing, slots, random));
      }
    }
    if (outlet == "wakala") {
      text.paragraphs[0] = slots.at("city") + " – (وأس) – " + text.paragraphs[0];
    }
    const Instant at =
        world_time(day, random.between(6, 21), random.between(0, 59), random.between(0, 59));
    WorldItem item = desk_.news(outlet, at, std::move(text), random);
    item.topic = topic;
    mark(item, grammar.lines(section));
    const int written = desk_.publish(std::move(item));
    if (outlet == "wakala" && random.chance(0.45)) {
      static constexpr std::string_view kCarriers[] = {"rawabi", "watad", "mizan", "balad-plus",
                                                       "sada-nuran"};
      const size_t first = random.below(5);
      const size_t n = 1 + random.below(2);
      for (size_t i = 0; i < n; ++i) {
        const CopyKind how = random.chance(0.6) ? CopyKind::kVerbatim : CopyKind::kShortened;
        desk_.copy(written, desk_.outlet(kCarriers[(first + i) % 5]), how, random.between(9, 150),
                   random);
      }
    }
  }

  /// What of a story has been in a paper already.
  struct Told {
    std::set<std::string> sentences;
    std::string last_lead;
  };

  /// A story told again some days later is told by its other lead and by other details.
  static Composed tell(const Grammar& grammar, const std::string& section, const Facts& slots,
                       Told& told, Random& random) {
    const size_t bodies = random.chance(0.6) ? 2 : 3;
    const std::set<std::string> before = told.sentences;
    Composed text = grammar.compose(section, slots, bodies, random, told.sentences, Reuse::kNever);
    if (text.paragraphs.size() < 3) {
      // Details have run out, or leads too: then all begins again, but not with the same lead.
      told.sentences = text.paragraphs.empty() ? std::set<std::string>{told.last_lead} : before;
      text = grammar.compose(section, slots, bodies, random, told.sentences);
    }
    told.last_lead = text.lead;
    return text;
  }

  /// Reads the story's "~" line: codes in capitals, tone n or p, stance f, a or m.
  static void mark(WorldItem& item, const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      if (!line.starts_with('~')) continue;
      for (size_t at = 1; at < line.size();) {
        const size_t comma = std::min(line.find(',', at), line.size());
        const std::string tag = line.substr(at, comma - at);
        at = comma + 1;
        if (tag.size() > 1) item.codes.push_back(tag);
        if (tag == "n") item.tone = "negative";
        if (tag == "p") item.tone = "positive";
        if (tag == "f") item.stance = "favourable";
        if (tag == "a") item.stance = "against";
        if (tag == "m") item.stance = "mentioned";
      }
    }
  }

  WritingDesk& desk_;
  Deck arabic_, english_;
  std::map<std::string, Told> told_;  ///< by story
  std::set<std::string> closings_;    ///< of the day: none closes two stories
};

}  // namespace

void write_background(WritingDesk& desk) {
  BackgroundPress press(desk);
  for (int d = 0; d < desk.days(); ++d) press.write_day(d);
}

}  // namespace rasd
