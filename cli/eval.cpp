#include "cli/eval.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "cli/command.h"
#include "cli/label_table.h"
#include "nlp/calibration.h"
#include "nlp/evaluation.h"
#include "nlp/fasttext_baseline.h"
#include "nlp/label_training.h"

namespace rasd {
namespace {

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
  print_label_header();
  for (const LabelCell& cell : label_cells()) {
    print_label_row(cell.name, "fast reader",
                    score_labels(*items, ours, cell.holds, options.resamples));
    if (fasttext) {
      print_label_row(cell.name, "fastText default",
                      score_labels(*items, *fasttext, cell.holds, options.resamples));
    }
  }
  print_each_label(*items, ours, margins, calibrations);
  return 0;
}

}  // namespace rasd
