#include <gtest/gtest.h>

#include <random>

#include "base/file.h"
#include "nlp/annotated_set.h"
#include "nlp/calibration.h"
#include "nlp/evaluation.h"
#include "nlp/label_training.h"
#include "nlp/variety_training.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

TEST(Taxonomy, NamesEveryOutputInBothLanguages) {
  for (size_t k = 0; k < kOutputs; ++k) {
    SCOPED_TRACE(k);
    const std::string_view code = output_code(k);
    const Label* label = nullptr;
    for (const Decision d :
         {Decision::kIncident, Decision::kTopic, Decision::kTone, Decision::kStance}) {
      const auto [first, count] = outputs_of(d);
      if (k >= first && k < first + count) label = find_label(d, code);
    }
    ASSERT_NE(label, nullptr);
    EXPECT_FALSE(label->en.empty());
    EXPECT_FALSE(label->ar.empty());
    EXPECT_FALSE(label->means_en.empty());
    EXPECT_FALSE(label->means_ar.empty());
  }
  EXPECT_EQ(find_label(Decision::kIncident, "NON"), nullptr);
  EXPECT_EQ(find_label(Decision::kTone, "politics"), nullptr);
}

TEST(AnnotatedSet, ReadsLabelsAndRefusesOthers) {
  const TempFolder folder;
  const std::string header =
      "id\tlanguage\tkind\tincident\ttopic\ttone\tstance\tstratum\tsource\ttext\n";
  ASSERT_TRUE(
      write_file(folder / "good.tsv",
                 header + "a\tar\tnews\tDRG,POL\tcrime_security\tneutral\tmentioned\trandom\ts\tx\n"
                          "b\ten\tpost\tNON\tother\tpositive\tnot_mentioned\tkw\ts\ty z\n"));
  const auto items = read_annotated(folder / "good.tsv");
  ASSERT_TRUE(items) << items.error().message;
  ASSERT_EQ(items->size(), 2U);
  EXPECT_EQ((*items)[0].incident, (1U << 4) | (1U << 16));
  EXPECT_TRUE((*items)[0].random);
  EXPECT_EQ((*items)[1].incident, 0U);
  EXPECT_EQ((*items)[1].genre, Genre::kPost);
  EXPECT_EQ((*items)[1].text, "y z");
  for (const char* bad : {"a\tar\tnews\tXXX\tother\tneutral\tmentioned\tr\ts\tx\n",
                          "a\tar\tnews\tNON\tother\tneutral\tr\ts\tx\n", "nothing\n"}) {
    ASSERT_TRUE(write_file(folder / "bad.tsv", header + bad));
    const auto none = read_annotated(folder / "bad.tsv");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, ErrorKind::kMalformed);
    EXPECT_NE(none.error().message.find("line 2"), std::string::npos);
  }
}

TEST(AnnotatedSet, NearDuplicatesShareAGroupAndSoAFold) {
  std::vector<AnnotatedItem> items(4);
  items[0].text =
      "police arrested three men in the city centre on monday after a long chase by car";
  items[1].text =
      "Police arrested three men in the city centre on Monday after a long chase by car!";
  items[2].text = "short text";
  items[3].text = "Short  text";
  for (size_t i = 0; i < items.size(); ++i) items[i].id = std::to_string(i);
  group_near_duplicates(items);
  EXPECT_EQ(items[0].group, items[1].group);
  EXPECT_NE(items[0].group, items[2].group);
  EXPECT_EQ(fold_of(7, 5, 1), fold_of(7, 5, 1));
}

TEST(Features, MaskNamesAndAddressesAndKeepLength) {
  const auto a = extract_features("see https://a.example/x @somebody", Genre::kPost);
  const auto b = extract_features("see URL @user", Genre::kPost);
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].key, b[i].key);
  float squares = 0;
  for (const Feature& f : a) squares += f.value * f.value;
  EXPECT_NEAR(squares, 2, 1e-4) << "words and characters, length one each";
}

TEST(Features, ClassifierTextIsClippedAfterAWord) {
  EXPECT_EQ(classifier_text("Title", "Title and more"), "Title and more");
  EXPECT_EQ(classifier_text("Title", "body"), "Title — body");
  EXPECT_EQ(classifier_text("", ""), "");
  const std::string clipped =
      classifier_text("", std::string(50, 'a') + " " + std::string(5000, 'b'), 60);
  EXPECT_EQ(clipped, std::string(50, 'a'));
}

/// A toy set in which words decide the labels.
std::vector<AnnotatedItem> toy_items(size_t n) {
  std::mt19937 random(4);
  std::vector<AnnotatedItem> items(n);
  const char* const words[] = {"drugs", "fire", "match", "market"};
  for (size_t i = 0; i < n; ++i) {
    const size_t kind = random() % 4;
    items[i].id = std::to_string(i);
    items[i].language = "en";
    items[i].random = i % 2 == 0;
    items[i].text = std::string(words[kind]) + " w" + std::to_string(random() % 50) + " v" +
                    std::to_string(random() % 50);
    items[i].incident = kind == 0 ? 1U << 4 : kind == 1 ? 1U << 13 : 0;
    items[i].topic = static_cast<uint8_t>(kind == 0 ? 1 : kind == 1 ? 6 : kind == 2 ? 11 : 3);
    items[i].tone = kind == 2 ? 2 : 1;
    items[i].stance = kind == 0 ? 2 : 3;
    items[i].group = static_cast<uint32_t>(i);
  }
  return items;
}

TEST(LabelTraining, LearnsAToySetAndRepeatsItself) {
  const auto items = toy_items(600);
  const LabelRecipe recipe = default_label_recipe();
  const SparseRows rows = make_rows(features_of(items, 2), recipe.least_documents);
  const auto margins = margins_out_of_fold(items, rows, recipe);
  EXPECT_EQ(margins, margins_out_of_fold(items, rows, recipe)) << "deterministic";
  const auto calibrations = calibrations_out_of_fold(items, margins, recipe);
  std::vector<Decided> decided;
  for (size_t i = 0; i < items.size(); ++i) decided.push_back(decide(margins[i], calibrations[i]));
  const LabelScores scores = score_labels(
      items, decided, [](const AnnotatedItem&) { return true; }, 20);
  EXPECT_EQ(scores.n, 600U);
  EXPECT_GT(scores.incident.value, 0.98);
  EXPECT_GT(scores.incident_micro.value, 0.98);
  EXPECT_LE(scores.incident.low, scores.incident.value);
  EXPECT_LT(calibration_error(items, margins, calibrations, Decision::kTopic), 0.05);
}

TEST(Evaluation, CountsAsTheScorerDoes) {
  std::vector<AnnotatedItem> items(20);
  std::vector<Decided> decided(20);
  for (size_t i = 0; i < 20; ++i) {
    items[i].incident = i < 10 ? 1U : 0U;  // ten HOM, ten NON
    decided[i].incident = i < 5 ? 1U : 0U;
  }
  const auto scores = score_labels(
      items, decided, [](const AnnotatedItem&) { return true; }, 0);
  // HOM: 5 of 10 found, none wrong: 2/3. NON: all found, 5 wrong: 4/5.
  EXPECT_NEAR(scores.incident.value, (2.0 / 3 + 0.8) / 2, 1e-9);
  EXPECT_NEAR(scores.incident_micro.value, 15.0 * 2 / 40, 1e-9);
}

TEST(Decision, AtMostThreeIncidentsTheHighest) {
  Margins margins{};
  margins.fill(-1);
  margins[0] = 0.1F;
  margins[3] = 3;
  margins[5] = 2;
  margins[7] = 1;
  const Decided decided = decide(margins, Calibration{});
  EXPECT_EQ(decided.incident, (1U << 3) | (1U << 5) | (1U << 7));
  const auto p = probabilities(margins, Calibration{});
  for (const float one : p) {
    EXPECT_GE(one, 0);
    EXPECT_LE(one, 1);
  }
}

TEST(VarietyTraining, TellsTwoWaysOfWritingApart) {
  std::vector<VarietyExample> examples;
  const char* const yes[] = {"mar7aba", "shu", "3am", "ta3mel", "yalla", "habibi"};
  const char* const no[] = {"hello", "what", "are", "you", "doing", "today"};
  std::mt19937 random(2);
  for (int i = 0; i < 300; ++i) {
    VarietyExample example;
    example.positive = i % 2 == 0;
    for (int k = 0; k < 5; ++k) {
      example.text += std::string((example.positive ? yes : no)[random() % 6]) + " ";
    }
    examples.push_back(example);
  }
  VarietyModel model;
  model.answers[0] = train_variety(examples, 500, 1);
  EXPECT_EQ(variety_f1(model, VarietyModel::Question::kArabizi, examples), 1);
  EXPECT_LE(model.answers[0].keys.size(), 500U);
  const TempFolder folder;
  ASSERT_TRUE(model.write(folder / "v.bin"));
  const auto read = VarietyModel::open(folder / "v.bin");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->answers[0].keys, model.answers[0].keys);
  ASSERT_TRUE(write_file(folder / "v.bin", "RASDVAR1\xff\xff"));
  EXPECT_FALSE(VarietyModel::open(folder / "v.bin"));
}

}  // namespace
}  // namespace rasd
