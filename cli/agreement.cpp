#include "measure/agreement.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>

#include "cli/tag.h"
#include "records/json.h"
#include "store/coded_items.h"

namespace rasd {
namespace {

constexpr size_t kPairsShown = 5;

/// A question that coders answered, and its answers as they were met.
struct Question {
  const char* name;
  std::vector<std::string> categories;
  std::vector<CodedUnit> units;
};

using Answer = std::function<std::optional<std::string>(const Labels&)>;

std::optional<std::string> judged(const std::string& label) {
  if (label.empty()) return std::nullopt;
  return label;
}

/// The codes of an item as one category: "FIR+TRF".
std::optional<std::string> incident_set(const Labels& labels) {
  if (!labels.incident) return std::nullopt;
  std::vector<std::string> codes = *labels.incident;
  std::sort(codes.begin(), codes.end());
  std::string set;
  for (const std::string& code : codes) set += (set.empty() ? "" : "+") + code;
  return set.empty() ? "NON" : set;
}

Question ask(const char* name, const std::vector<CodedItem>& items, const Answer& answer) {
  Question question{name, {}, {}};
  std::map<std::string, uint32_t> index;
  for (const CodedItem& item : items) {
    CodedUnit unit;
    for (const Labels& labels : item.labels) {
      const auto code = labels.relevant ? answer(labels) : std::nullopt;
      if (!code) continue;
      const auto [at, fresh] = index.emplace(*code, static_cast<uint32_t>(index.size()));
      if (fresh) question.categories.push_back(*code);
      unit.push_back(at->second);
    }
    if (unit.size() > 1) question.units.push_back(std::move(unit));
  }
  return question;
}

void print_text(const Question& question, const Agreement& found) {
  std::printf("%-10s", question.name);
  if (found.alpha)
    std::printf(" alpha %5.2f (%.2f to %.2f)", *found.alpha, found.interval.low,
                found.interval.high);
  else
    std::printf(" alpha not defined     ");
  std::printf("  same %3.0f %%  n %lld\n", 100 * found.same, static_cast<long long>(found.units));
  for (const ConfusedPair& pair : confused_pairs(question.units, kPairsShown))
    std::printf("           %4lld  %s / %s\n", static_cast<long long>(pair.units),
                question.categories[pair.a].c_str(), question.categories[pair.b].c_str());
}

void put_json(JsonWriter& out, const Question& question, const Agreement& found) {
  out.StartObject();
  put(out, "question", question.name);
  put(out, "items", found.units);
  put(out, "codes", found.codes);
  put(out, "same", found.same);
  if (found.alpha) {
    put(out, "alpha", *found.alpha);
    put(out, "low", found.interval.low);
    put(out, "high", found.interval.high);
  } else {
    put_null(out, "alpha");
  }
  put_key(out, "confused");
  out.StartArray();
  for (const ConfusedPair& pair : confused_pairs(question.units, kPairsShown)) {
    out.StartObject();
    put(out, "a", question.categories[pair.a]);
    put(out, "b", question.categories[pair.b]);
    put(out, "items", pair.units);
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
}

}  // namespace

int run_tag_agreement(const CommonOptions& common) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  const auto store = existing_store(*config);
  if (!store) return complain(store.error());
  auto reader = StoreReader::open(*store);
  if (!reader) return complain(reader.error());
  const auto items = read_coded_twice(*reader);
  if (!items) return complain(items.error());
  const Question questions[] = {
      ask("incident", *items, incident_set),
      ask("topic", *items, [](const Labels& labels) { return judged(labels.topic); }),
      ask("tone", *items, [](const Labels& labels) { return judged(labels.tone); }),
      ask("stance", *items, [](const Labels& labels) { return judged(labels.stance); })};
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartArray();
  for (const Question& question : questions) {
    const Agreement found =
        krippendorff_alpha(question.units, static_cast<uint32_t>(question.categories.size()));
    common.json ? put_json(out, question, found) : print_text(question, found);
  }
  out.EndArray();
  if (common.json)
    std::printf("%s\n", buffer.GetString());
  else if (!common.quiet)
    std::fprintf(stderr,
                 "rasd: %zu items audited by two people or more; alpha is Krippendorff's, nominal, "
                 "with the 95 %% interval of a bootstrap over items\n",
                 items->size());
  return 0;
}

}  // namespace rasd
