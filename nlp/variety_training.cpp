#include "nlp/variety_training.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/file.h"
#include "nlp/annotated_set.h"
#include "nlp/linear_training.h"

namespace rasd {
namespace {

/// The columns of each line after the header.
Result<std::vector<std::vector<std::string>>> read_tsv(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes) return fail(bytes.error());
  std::vector<std::vector<std::string>> lines;
  for (size_t start = 0; start < bytes->size();) {
    const size_t end = std::min(bytes->find('\n', start), bytes->size());
    std::vector<std::string> columns;
    for (size_t at = start; at <= end;) {
      const size_t tab = std::min(bytes->find('\t', at), end);
      columns.push_back(bytes->substr(at, tab - at));
      at = tab + 1;
    }
    lines.push_back(std::move(columns));
    start = end + 1;
  }
  if (!lines.empty()) lines.erase(lines.begin());
  return lines;
}

bool has_arabic_letters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xD8 && byte <= 0xDB;
  });
}

}  // namespace

VarietyModel::Answer train_variety(const std::vector<VarietyExample>& examples, size_t keep,
                                   uint64_t seed) {
  std::vector<std::vector<Feature>> features;
  std::vector<uint8_t> positive;
  for (const VarietyExample& example : examples) {
    features.push_back(extract_features(example.text, Genre::kPost));
    positive.push_back(example.positive ? 1 : 0);
  }
  const SparseRows rows = make_rows(features, 2);
  std::vector<uint32_t> use(examples.size());
  std::iota(use.begin(), use.end(), 0U);
  LinearOptions options;
  options.cost = 2;
  options.balance = 0.5F;
  options.seed = seed;
  std::vector<float> weights = train_one(rows, use, positive, options);
  std::vector<float> worth(weights.size());
  for (size_t i = 0; i < weights.size(); ++i) {
    weights[i] *= rarity(examples.size(), rows.documents_with[i]);
    worth[i] = std::fabs(weights[i]) * std::sqrt(static_cast<float>(rows.documents_with[i]));
  }
  std::vector<uint32_t> kept(weights.size());
  std::iota(kept.begin(), kept.end(), 0U);
  std::stable_sort(kept.begin(), kept.end(),
                   [&worth](uint32_t a, uint32_t b) { return worth[a] > worth[b]; });
  if (kept.size() > keep) kept.resize(keep);
  std::sort(kept.begin(), kept.end());
  VarietyModel::Answer answer;
  float highest = 1e-9F;
  for (const uint32_t i : kept) highest = std::max(highest, std::fabs(weights[i]));
  answer.scale = highest / 127;
  for (const uint32_t i : kept) {
    answer.keys.push_back(rows.keys[i]);
    answer.weights.push_back(static_cast<int8_t>(std::lround(weights[i] / answer.scale)));
  }
  return answer;
}

float best_variety_bias(const VarietyModel& model, VarietyModel::Question question,
                        const std::vector<VarietyExample>& examples) {
  std::vector<std::pair<float, bool>> scored;
  float truth = 0;
  for (const VarietyExample& example : examples) {
    scored.emplace_back(-model.score(question, extract_features(example.text, Genre::kPost)),
                        example.positive);
    truth += example.positive ? 1.0F : 0.0F;
  }
  std::sort(scored.begin(), scored.end());
  float best = 0;
  float bias = 0;
  float hit = 0;
  for (size_t i = 0; i + 1 < scored.size(); ++i) {
    hit += scored[i].second ? 1.0F : 0.0F;
    const float f1 = 2 * hit / (static_cast<float>(i + 1) + truth);
    if (f1 > best) {
      best = f1;
      bias = (scored[i].first + scored[i + 1].first) / 2;
    }
  }
  return bias;
}

double variety_f1(const VarietyModel& model, VarietyModel::Question question,
                  const std::vector<VarietyExample>& examples) {
  double hit = 0;
  double said = 0;
  double truth = 0;
  for (const VarietyExample& example : examples) {
    const bool yes = model.score(question, extract_features(example.text, Genre::kPost)) > 0;
    said += yes ? 1 : 0;
    truth += example.positive ? 1 : 0;
    hit += yes && example.positive ? 1 : 0;
  }
  return said + truth > 0 ? 2 * hit / (said + truth) : 0;
}

Result<std::vector<VarietyExample>> arabizi_examples(const std::string& data) {
  const auto haifa = read_tsv(data + "/lid/haifa_arabizi.train.tsv");
  if (!haifa) return fail(haifa.error());
  const auto english = read_tsv(data + "/sentiment_en/semeval_2013_2016.train.tsv");
  if (!english) return fail(english.error());
  std::vector<VarietyExample> examples;
  for (const auto& columns : *haifa) {
    // The label's first place says whether the sentence holds Arabizi words.
    if (columns.size() < 2 || columns[0].empty() || has_arabic_letters(columns[1])) continue;
    examples.push_back({columns[1], columns[0][0] == '1'});
  }
  // Every other sentence of other languages in Latin letters; the rest is left for measuring.
  const auto others = read_tsv(data + "/lid/papluca20.test.tsv");
  if (!others) return fail(others.error());
  for (size_t i = 0; i < others->size(); i += 2) {
    const auto& columns = (*others)[i];
    if (columns.size() < 2 || columns[0] == "ar" || columns[0] == "en") continue;
    const auto letters = std::count_if(columns[1].begin(), columns[1].end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    if (static_cast<size_t>(letters) * 2 > columns[1].size()) {
      examples.push_back({columns[1], false});
    }
  }
  constexpr size_t kEnglish = 4000;
  for (size_t i = 0; i < std::min(kEnglish, english->size()); ++i) {
    if ((*english)[i].size() > 1) examples.push_back({(*english)[i][1], false});
  }
  return examples;
}

Result<std::vector<VarietyExample>> dialect_examples(const std::string& data) {
  std::vector<VarietyExample> examples;
  for (const char* country : {"JO", "LB", "PL"}) {
    const auto lines = read_tsv(data + "/dialect_ar/shami_" + country + ".all.tsv");
    if (!lines) return fail(lines.error());
    for (size_t i = 0; i < lines->size(); i += 4) {
      if ((*lines)[i].size() > 1) examples.push_back({(*lines)[i][1], true});
    }
  }
  const auto items = read_annotated(data + "/annotated/train.tsv");
  if (!items) return fail(items.error());
  for (const AnnotatedItem& item : *items) {
    if (item.language != "ar" || item.genre != Genre::kNews) continue;
    // A piece as long as a post, so that length does not tell.
    const size_t start = item.text.find(' ', item.text.size() / 3);
    if (start == std::string::npos) continue;
    const size_t end = item.text.find(' ', start + 60 + item.text.size() % 120);
    examples.push_back({item.text.substr(start, end - start), false});
  }
  return examples;
}

}  // namespace rasd
