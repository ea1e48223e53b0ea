#include "nlp/fasttext_baseline.h"

#include <fasttext/fasttext.h>

#include <fstream>
#include <sstream>

namespace rasd {
namespace {

constexpr float kAlso = 0.25F;

std::string line_of(const AnnotatedItem& item) {
  std::string line = item.text;
  for (char& c : line) c = c == '\n' || c == '\r' ? ' ' : c;
  return line;
}

std::string labels_of(const AnnotatedItem& item, Decision decision) {
  const size_t first = outputs_of(decision).first;
  const auto label = [](std::string_view code) { return "__label__" + std::string(code) + " "; };
  switch (decision) {
    case Decision::kTopic:
      return label(output_code(first + item.topic));
    case Decision::kTone:
      return label(output_code(first + item.tone));
    case Decision::kStance:
      return label(output_code(first + item.stance));
    case Decision::kIncident:
      break;
  }
  std::string labels;
  for (size_t k = 0; k < kIncidentCodes; ++k) {
    if (((item.incident >> k) & 1U) != 0) labels += label(output_code(k));
  }
  return labels.empty() ? label(kNoIncident) : labels;
}

uint8_t place_of(Decision decision, const std::string& label) {
  const auto [first, count] = outputs_of(decision);
  for (size_t k = 0; k < count; ++k) {
    if (label == "__label__" + std::string(output_code(first + k))) return static_cast<uint8_t>(k);
  }
  return static_cast<uint8_t>(count);
}

void note(Decision decision, const std::vector<std::pair<float, std::string>>& said,
          Decided& into) {
  if (said.empty()) return;
  const uint8_t place = place_of(decision, said[0].second);
  switch (decision) {
    case Decision::kIncident:
      for (size_t i = 0; i < said.size(); ++i) {
        const uint8_t code = place_of(decision, said[i].second);
        if (code < kIncidentCodes && (i == 0 || said[i].first >= kAlso)) {
          into.incident |= 1U << code;
        }
      }
      break;
    case Decision::kTopic:
      into.topic = place;
      break;
    case Decision::kTone:
      into.tone = place;
      break;
    case Decision::kStance:
      into.stance = place;
      break;
  }
}

void run_fold(const std::vector<AnnotatedItem>& items, const std::vector<bool>& held_out,
              Decision decision, const std::string& scratch, std::vector<Decided>& decided) {
  const std::string path = scratch + "/fasttext.txt";
  {
    std::ofstream out(path);
    for (size_t i = 0; i < items.size(); ++i) {
      if (!held_out[i]) out << labels_of(items[i], decision) << line_of(items[i]) << '\n';
    }
  }
  fasttext::Args args;
  args.parseArgs({"fasttext", "supervised", "-input", path, "-output", scratch + "/fasttext",
                  "-thread", "1", "-verbose", "0"});
  fasttext::FastText model;
  model.train(args);
  for (size_t i = 0; i < items.size(); ++i) {
    if (!held_out[i]) continue;
    std::istringstream in(line_of(items[i]));
    std::vector<std::pair<float, std::string>> said;
    model.predictLine(in, said, decision == Decision::kIncident ? 3 : 1, 0.0F);
    note(decision, said, decided[i]);
  }
}

}  // namespace

Result<std::vector<Decided>> fasttext_out_of_fold(const std::vector<AnnotatedItem>& items,
                                                  size_t folds, uint64_t seed,
                                                  const std::string& scratch) {
  std::vector<Decided> decided(items.size());
  std::vector<bool> held_out(items.size());
  try {
    for (size_t fold = 0; fold < folds; ++fold) {
      for (size_t i = 0; i < items.size(); ++i) {
        held_out[i] = fold_of(items[i].group, folds, seed) == fold;
      }
      for (const Decision decision :
           {Decision::kIncident, Decision::kTopic, Decision::kTone, Decision::kStance}) {
        run_fold(items, held_out, decision, scratch, decided);
      }
    }
  } catch (const std::exception& e) {
    return fail(ErrorKind::kInternal, std::string("fastText: ") + e.what());
  }
  return decided;
}

}  // namespace rasd
