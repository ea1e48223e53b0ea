#include "cli/eval.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "cli/command.h"
#include "nlp/calibration.h"
#include "nlp/evaluation.h"
#include "nlp/fasttext_baseline.h"
#include "nlp/label_training.h"

namespace rasd {
namespace {

struct Cell {
  const char* name;
  std::function<bool(const AnnotatedItem&)> holds;
};

std::vector<Cell> cells() {
  const auto cell = [](const char* language, Genre genre) {
    return [language, genre](const AnnotatedItem& item) {
      return item.language == language && item.genre == genre;
    };
  };
  return {{"all", [](const AnnotatedItem&) { return true; }},
          {"random only", [](const AnnotatedItem& item) { return item.random; }},
          {"ar news", cell("ar", Genre::kNews)},
          {"ar posts", cell("ar", Genre::kPost)},
          {"en news", cell("en", Genre::kNews)},
          {"en posts", cell("en", Genre::kPost)}};
}

void print_score(const Score& s) { std::printf(" | %.3f (%.3f–%.3f)", s.value, s.low, s.high); }

void print_row(const char* cell, const char* reader, const LabelScores& scores) {
  std::printf("| %s | %s | %zu", cell, reader, scores.n);
  for (const Score* s : {&scores.incident, &scores.incident_micro, &scores.topic, &scores.tone,
                         &scores.stance, &scores.stance_where}) {
    print_score(*s);
  }
  std::printf(" |\n");
}

/// A folder of our own for the baseline's training files, removed at the end.
struct Scratch {
  std::string path;
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "rasd-eval-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path = name;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    if (!path.empty()) std::filesystem::remove_all(path, ignored);
  }
};

}  // namespace

int run_eval_labels(const EvalOptions& options) {
  if (!std::filesystem::is_directory(options.data))
    return complain({ErrorKind::kUsage, "--data: there is no folder " + options.data +
                                            "; name the one that holds the data sets"});
  auto items = read_annotated(options.data + "/annotated/train.tsv");
  if (!items) return complain(items.error());
  group_near_duplicates(*items);
  const LabelRecipe recipe = default_label_recipe();
  std::vector<Decided> ours(items->size());
  std::vector<Margins> margins;
  std::vector<Calibration> calibrations;
  {
    const SparseRows rows = make_rows(features_of(*items, recipe.jobs), recipe.least_documents);
    margins = margins_out_of_fold(*items, rows, recipe);
    calibrations = calibrations_out_of_fold(*items, margins, recipe);
  }
  for (size_t i = 0; i < items->size(); ++i) ours[i] = decide(margins[i], calibrations[i]);

  std::optional<std::vector<Decided>> fasttext;
  if (options.fasttext) {
    const Scratch scratch;
    auto decided = fasttext_out_of_fold(*items, recipe.folds, recipe.seed, scratch.path);
    if (!decided) return complain(decided.error());
    fasttext = std::move(*decided);
  }
  std::printf("Macro-F1 (95 %% bootstrap interval), %zu folds by near-duplicate group\n\n",
              recipe.folds);
  std::printf(
      "| cell | reader | n | incident | incident micro | topic | tone | stance | stance "
      "where mentioned |\n|---|---|---|---|---|---|---|---|---|\n");
  for (const Cell& cell : cells()) {
    print_row(cell.name, "fast reader", score_labels(*items, ours, cell.holds, options.resamples));
    if (fasttext) {
      print_row(cell.name, "fastText default",
                score_labels(*items, *fasttext, cell.holds, options.resamples));
    }
  }
  for (const Decision decision :
       {Decision::kIncident, Decision::kTopic, Decision::kTone, Decision::kStance}) {
    std::printf("\n%s, expected calibration error on random items %.3f\n",
                std::string(name(decision)).c_str(),
                calibration_error(*items, margins, calibrations, decision));
    for (const LabelScore& label : score_each(*items, ours, decision)) {
      std::printf("  %-20s n %6zu  F1 %.3f\n", label.code.c_str(), label.n, label.f1);
    }
  }
  return 0;
}

}  // namespace rasd
