#include "cli/train.h"

#include <cstdio>
#include <filesystem>

#include "base/file.h"
#include "cli/command.h"
#include "cli/label_table.h"
#include "nlp/calibration.h"
#include "nlp/classifier.h"
#include "nlp/deep_training.h"
#include "nlp/label_training.h"
#include "nlp/variety_training.h"

namespace rasd {
namespace {

/// So many features are kept: 43 bytes each, so that all fast models together stay under 12 MB.
constexpr size_t kKeptFeatures = 245000;
constexpr size_t kKeptVarietyFeatures = 12000;
constexpr uint64_t kSeed = 1;

Result<void> train_labels(const TrainOptions& options) {
  auto items = read_annotated(options.data + "/annotated/train.tsv");
  if (!items) return fail(items.error());
  group_near_duplicates(*items);
  const LabelRecipe recipe = default_label_recipe();
  const SparseRows rows = make_rows(features_of(*items, recipe.jobs), recipe.least_documents);
  std::fprintf(stderr, "labels: %zu items, %zu features; cross-validating for thresholds\n",
               items->size(), rows.keys.size());
  const auto out_of_fold = margins_out_of_fold(*items, rows, recipe);
  std::vector<uint32_t> all(items->size());
  for (uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  const Calibration calibration = fit_calibration(*items, out_of_fold, all);
  std::fprintf(stderr, "labels: training on all items\n");
  const auto weights = train_outputs(*items, rows, all, recipe);
  std::vector<float> rarities;
  for (const uint32_t n : rows.documents_with) rarities.push_back(rarity(items->size(), n));
  const std::string path = options.out + "/labels.bin";
  const auto written = write_classifier(path, rows.keys, rarities, rows.documents_with, weights,
                                        calibration, kKeptFeatures);
  if (!written) return written;
  const auto model = Classifier::open(path);
  if (!model) return fail(model.error());
  size_t same = 0;
  size_t checked = 0;
  for (size_t i = 0; i < items->size(); i += 10, ++checked) {
    const AnnotatedItem& item = (*items)[i];
    Margins full{};
    for (size_t k = 0; k < kOutputs; ++k) full[k] = margin(rows, i, weights[k]);
    const Decided a = decide(full, calibration);
    const Decided b = decide(
        model->margins(extract_features(classifier_text("", item.text), item.genre)), calibration);
    same +=
        a.incident == b.incident && a.topic == b.topic && a.tone == b.tone && a.stance == b.stance
            ? 1
            : 0;
  }
  std::fprintf(stderr,
               "labels: %s, version %s, %zu features kept; all four decisions as before "
               "quantising for %zu of %zu items\n",
               path.c_str(), std::string(model->version()).c_str(), model->rows(), same, checked);
  return {};
}

/// Trains one question. Every fifth example is left out of a trial model: half of those choose the
/// bias, the other half tell the F1.
VarietyModel::Answer train_question(const std::vector<VarietyExample>& examples,
                                    VarietyModel::Question question, const char* what) {
  std::vector<VarietyExample> learn;
  std::vector<VarietyExample> choose;
  std::vector<VarietyExample> held_out;
  for (size_t i = 0; i < examples.size(); ++i) {
    (i % 5 != 0 ? learn : i % 10 == 0 ? choose : held_out).push_back(examples[i]);
  }
  VarietyModel trial;
  auto& answer = trial.answers[static_cast<size_t>(question)];
  answer = train_variety(learn, kKeptVarietyFeatures, kSeed);
  const float bias = best_variety_bias(trial, question, choose);
  answer.bias = bias;
  std::fprintf(stderr, "%s: F1 %.3f on %zu held-out texts\n", what,
               variety_f1(trial, question, held_out), held_out.size());
  answer = train_variety(examples, kKeptVarietyFeatures, kSeed);
  answer.bias = bias;
  return answer;
}

Result<void> train_varieties(const TrainOptions& options) {
  const auto arabizi = arabizi_examples(options.data);
  if (!arabizi) return fail(arabizi.error());
  const auto dialect = dialect_examples(options.data);
  if (!dialect) return fail(dialect.error());
  VarietyModel model;
  model.answers[0] = train_question(*arabizi, VarietyModel::Question::kArabizi, "arabizi");
  model.answers[1] = train_question(*dialect, VarietyModel::Question::kDialect, "dialect");
  return model.write(options.out + "/variety.bin");
}

Result<void> train_deep(const TrainOptions& options) {
  auto items = read_annotated(options.data + "/annotated/train.tsv");
  if (!items) return fail(items.error());
  const auto held_out = read_held_out(options.held_out, *items);
  if (!held_out) return fail(held_out.error());
  group_near_duplicates(*items);
  const LabelRecipe recipe = default_label_recipe();
  const SparseRows rows = make_rows(features_of(*items, recipe.jobs), recipe.least_documents);
  std::fprintf(stderr, "deep: cross-validating the fast reader over %zu items\n", items->size());
  const DeepFit fit =
      fit_deep(*items, *held_out, margins_out_of_fold(*items, rows, recipe), recipe);
  if (const auto done =
          write_calibrated(options.deep, options.out + "/deep.bin", fit.mix, fit.calibration);
      !done)
    return done;
  print_label_header();
  const auto everything = [](const AnnotatedItem&) { return true; };
  print_label_row("held out", "fast", score_labels(fit.items, fit.fast_alone, everything));
  print_label_row("held out", "encoder alone", score_labels(fit.items, fit.deep_alone, everything));
  for (const LabelCell& cell : label_cells())
    print_label_row(cell.name, "deep (mixed)", score_labels(fit.items, fit.mixed, cell.holds));
  print_each_label(fit.items, fit.mixed, fit.margins, fit.calibrations);
  for (size_t d = 0; d < kDecisions; ++d)
    std::printf("%s: %.2f of the encoder, %.3f of the fast reader\n",
                std::string(name(static_cast<Decision>(d))).c_str(),
                static_cast<double>(fit.mix[d].deep), static_cast<double>(fit.mix[d].fast));
  return {};
}

}  // namespace

int run_train(const TrainOptions& options) {
  if (!std::filesystem::is_directory(options.data))
    return complain({ErrorKind::kUsage, "--data: there is no folder " + options.data +
                                            "; name the one that holds the data sets"});
  if (const auto made = make_folder(options.out); !made) return complain(made.error());
  if (!options.deep.empty()) {
    const auto done = train_deep(options);
    return done ? 0 : complain(done.error());
  }
  if (const auto done = train_varieties(options); !done) return complain(done.error());
  if (const auto done = train_labels(options); !done) return complain(done.error());
  if (!std::filesystem::exists(options.out + "/lid.176.ftz")) {
    std::fprintf(stderr, "note: lid.176.ftz of fasttext.cc belongs into %s too\n",
                 options.out.c_str());
  }
  return 0;
}

}  // namespace rasd
