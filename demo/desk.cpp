#include "demo/desk.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <numeric>
#include <utility>

namespace rasd {
namespace {

using Phrases = std::vector<std::pair<std::string_view, std::string_view>>;

// Phrases that may be exchanged without touching the grammar around them.
const Phrases kArabic = {{"وقال الناطق", "وذكر الناطق"},
                         {"بجروح متفاوتة", "بإصابات مختلفة"},
                         {"وفق حصيلة أولية", "بحسب حصيلة غير نهائية"},
                         {"ألقت القبض على", "أوقفت"},
                         {"وألقت القبض على", "وأوقفت"},
                         {"باشر", "بدأ"},
                         {"باشرت", "بدأت"},
                         {"وباشرت", "وبدأت"},
                         {"وبوشر التحقيق", "وبدأ التحقيق"},
                         {"بحسب مصدر أمني", "وفق ما أفاد به مصدر أمني"},
                         {"وشارك في", "وأسهم في"},
                         {"وأضاف", "وتابع"},
                         {"مشيرا إلى", "لافتا إلى"},
                         {"وأوضح", "وبيّن"},
                         {"وبيّن المصدر", "وأوضح المصدر"},
                         {"من دون", "دون"},
                         {"فيما", "في حين"},
                         {"لا تزال", "ما زالت"},
                         {"بعد أن", "بعدما"},
                         {"وذكر", "وروى"},
                         {"وأكد أن", "وشدد على أن"},
                         {"وأكدت أن", "وشددت على أن"},
                         {"وتشير أرقام", "وتفيد أرقام"},
                         {"بنحو", "بما يقارب"},
                         {"بسبب", "جراء"},
                         {"ونُقل المصابون", "وأُسعف المصابون"},
                         {"في أثناء", "أثناء"},
                         {"إثر", "عقب"},
                         {"ما أدى إلى", "الأمر الذي أدى إلى"},
                         {"ولم تُعرف", "ولم تتضح"},
                         {"وعثر رجال", "ووجد رجال"},
                         {"استمرت", "دامت"},
                         {"استمر", "دام"},
                         {"لا سيما", "خصوصا"},

                         {"داهمت", "اجتاحت"},
                         {"شب", "اندلع"},
                         {"أحبطت", "أفشلت"}};
const Phrases kEnglish = {{"were injured", "were hurt"},
                          {"was arrested", "was detained"},
                          {"were arrested", "were detained"},
                          {"is not yet known", "has yet to be established"},
                          {"according to", "as stated by"},
                          {"a security source said", "said a security source"},
                          {"told to", "asked to"},
                          {"in critical condition", "fighting for their lives"},
                          {"broke out", "started"},
                          {"arrested", "detained"},
                          {"about", "some"},
                          {"most of", "much of"},
                          {"Residents", "People in the area"},
                          {"has been referred", "has been passed"},
                          {"called for", "demanded"},
                          {"complained", "grumbled"},
                          {"promised", "pledged"},
                          {"caused outrage", "stirred anger"},
                          {"criticised", "attacked"}};

void replace_word(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos;) {
    const size_t end = at + from.size();
    // Whole words only: a letter on either side would make another word of it.
    const bool starts = at == 0 || text[at - 1] == ' ';
    const bool ends = end == text.size() || text[end] == ' ' || text[end] == '.' ||
                      text.compare(end, 2, "،") == 0;
    if (starts && ends) {
      text.replace(at, from.size(), to);
      at += to.size();
    } else {
      at = end;
    }
  }
}

std::string path_of(const Outlet& outlet, const WorldItem& item, size_t number) {
  const Day d = world_day(item.published);
  char date[16];
  std::snprintf(date, sizeof date, "%04d/%02u/%02u", static_cast<int>(d.year()),
                static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
  const std::string n = std::to_string(number);
  if (outlet.format == OutletFormat::kMastodon) {
    // As the software makes them: milliseconds, then a counter, so that they sort by time.
    const auto ms = static_cast<uint64_t>(item.published.time_since_epoch().count()) * 1000;
    return "/@" + item.author + "/" + std::to_string((ms << 16) + number % 65536);
  }
  switch (outlet.layout) {
    case 0:
      return "/" + std::string(date) + "/story-" + n;
    case 1:
      return "/news/" + n;
    case 2:
      return "/article/" + n + "/" + (item.topic.empty() ? "news" : item.topic);
    case 3:
      return "/" + std::string(date) + "/" + n + ".html";
    case 4:
      return "/akhbar/khabar-" + n + ".htm";
    case 5:
      return "/news.php?id=" + n;
    case 6:
      return "/" + std::string(date) + "/post-" + n + "/";
    default:
      return "/statements/" + n;
  }
}

}  // namespace

std::vector<std::string> reworded(const std::vector<std::string>& paragraphs,
                                  std::string_view language, Random& random) {
  std::vector<std::string> out = paragraphs;
  for (std::string& text : out) {
    for (const auto& [from, to] : language == "ar" ? kArabic : kEnglish) {
      if (random.chance(0.8)) replace_word(text, from, to);
    }
  }
  // The lead stays first; two of the others change places.
  if (out.size() > 3) {
    const size_t i = 2 + random.below(out.size() - 3);
    std::swap(out[i], out[i + 1]);
  }
  return out;
}

bool WritingDesk::open(size_t index, Instant at) const {
  if (index >= world_.outlets.size()) return false;
  const Outlet& o = world_.outlets[index];
  if (o.fault == OutletFault::kFailing) return false;
  const Day d = world_day(at);
  const int n = days_between(world_.first, d);
  if (n < 0 || n >= days()) return false;
  return o.silent_from < 0 || n < o.silent_from;
}

int WritingDesk::publish(WorldItem item) {
  if (!open(item.outlet, item.published)) return -1;
  const int index = static_cast<int>(world_.items.size());
  if (item.incident >= 0) {
    world_.incidents[static_cast<size_t>(item.incident)].items.push_back(index);
  }
  world_.items.push_back(std::move(item));
  return index;
}

int WritingDesk::copy(int original, size_t outlet_index, CopyKind how, int minutes, Random& random,
                      std::string_view headline) {
  if (original < 0) return -1;
  WorldItem item = world_.items[static_cast<size_t>(original)];
  if (item.outlet == outlet_index) return -1;
  if (item.copy_group >= 0) {
    for (const int m : world_.copies[static_cast<size_t>(item.copy_group)].members) {
      if (world_.items[static_cast<size_t>(m)].outlet == outlet_index) return -1;
    }
  }
  item.outlet = outlet_index;
  item.kind = world_.outlets[outlet_index].kind;
  item.published += std::chrono::minutes(minutes);
  if (how == CopyKind::kReworded) {
    std::vector<std::string> other = reworded(item.paragraphs, item.language, random);
    // The truth is what is published: a text without a word that has another is taken as it is.
    if (other == item.paragraphs) how = CopyKind::kVerbatim;
    item.paragraphs = std::move(other);
  }
  item.copy = how;
  item.author = how == CopyKind::kReworded ? "" : world_.outlets[0].name;
  if (item.language == "en" && !item.author.empty()) item.author = world_.outlets[0].name_en;
  if (how == CopyKind::kShortened && item.paragraphs.size() > 2) {
    item.paragraphs.resize(item.paragraphs.size() > 4 ? 3 : 2);
  }
  if (how == CopyKind::kReworded) {
    // A paper that rewrites drops the agency's dateline.
    if (const size_t dash = item.paragraphs[0].find(" – "); dash < 80) {
      const size_t last = item.paragraphs[0].find(" – ", dash + 5);
      item.paragraphs[0].erase(0, (last < 120 ? last : dash) + std::string_view(" – ").size());
    }
    if (!headline.empty()) item.title = headline;
  }
  int group = world_.items[static_cast<size_t>(original)].copy_group;
  const bool fresh_group = group < 0;
  if (fresh_group) group = static_cast<int>(world_.copies.size());
  item.copy_group = group;
  const int index = publish(std::move(item));
  if (index < 0) return -1;
  if (fresh_group) {
    world_.copies.push_back({original, {}});
    world_.items[static_cast<size_t>(original)].copy_group = group;
  }
  world_.copies[static_cast<size_t>(group)].members.push_back(index);
  return index;
}

WorldItem WritingDesk::news(std::string_view outlet_id, Instant at, Composed text, Random& random) {
  WorldItem item;
  item.outlet = outlet(outlet_id);
  const Outlet& o = world_.outlets[item.outlet];
  item.kind = o.kind;
  item.language = o.language;
  item.variety = item.language == "ar" ? "msa" : "";
  item.published = at;
  item.title = std::move(text.headline);
  item.paragraphs = std::move(text.paragraphs);
  if (o.kind == ItemKind::kNews && o.id != "wakala") {
    const Named& first =
        random.chance(0.5) ? random.pick(male_names()) : random.pick(female_names());
    const Named& family = random.pick(family_names());
    const bool arabic = item.language == "ar";
    item.author = std::string(arabic ? first.ar : first.en) + " " +
                  std::string(arabic ? family.ar : family.en);
  }
  return item;
}

void WritingDesk::finish() {
  std::vector<int> order(world_.items.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return world_.items[static_cast<size_t>(a)].published <
           world_.items[static_cast<size_t>(b)].published;
  });
  std::vector<int> place(order.size());
  std::vector<WorldItem> sorted;
  sorted.reserve(order.size());
  for (size_t i = 0; i < order.size(); ++i) {
    place[static_cast<size_t>(order[i])] = static_cast<int>(i);
    sorted.push_back(std::move(world_.items[static_cast<size_t>(order[i])]));
  }
  world_.items = std::move(sorted);
  const auto move_index = [&](int& index) {
    if (index >= 0) index = place[static_cast<size_t>(index)];
  };
  for (WorldIncident& i : world_.incidents) {
    for (int& item : i.items) move_index(item);
    std::sort(i.items.begin(), i.items.end());
  }
  for (CopyGroup& g : world_.copies) {
    move_index(g.original);
    for (int& item : g.members) move_index(item);
  }
  for (WorldStatement& s : world_.statements) {
    move_index(s.item);
    for (Pickup& p : s.carried) move_index(p.item);
  }
  for (Campaign& c : world_.campaigns) {
    for (int& item : c.items) move_index(item);
  }
  std::map<size_t, size_t> numbers;
  for (size_t i = 0; i < world_.items.size(); ++i) {
    WorldItem& item = world_.items[i];
    move_index(item.parent);
    const size_t number = 1000 * (item.outlet + 1) + ++numbers[item.outlet];
    char id[24];
    std::snprintf(id, sizeof id, "n-%05zu", i);
    item.id = id;
    item.path = path_of(world_.outlets[item.outlet], item, number);
  }
  for (size_t i = 0; i < world_.items.size(); ++i) {  // a comment stands on its article's page
    WorldItem& item = world_.items[i];
    if (item.kind == ItemKind::kComment && item.parent >= 0)
      item.path =
          world_.items[static_cast<size_t>(item.parent)].path + "#comment-" + std::to_string(i);
  }
}

}  // namespace rasd
