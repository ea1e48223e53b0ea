#include "cli/label_table.h"

#include <cstdio>
#include <string>

#include "nlp/calibration.h"

namespace rasd {

std::vector<LabelCell> label_cells() {
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

void print_label_header() {
  std::printf(
      "| cell | reader | n | incident | incident micro | topic | tone | stance | stance "
      "where mentioned |\n|---|---|---|---|---|---|---|---|---|\n");
}

void print_label_row(const char* cell, const char* reader, const LabelScores& scores) {
  std::printf("| %s | %s | %zu", cell, reader, scores.n);
  for (const Score* s : {&scores.incident, &scores.incident_micro, &scores.topic, &scores.tone,
                         &scores.stance, &scores.stance_where})
    std::printf(" | %.3f (%.3f–%.3f)", s->value, s->low, s->high);
  std::printf(" |\n");
}

void print_each_label(const std::vector<AnnotatedItem>& items, const std::vector<Decided>& decided,
                      const std::vector<Margins>& margins,
                      const std::vector<Calibration>& calibrations) {
  for (const Decision decision :
       {Decision::kIncident, Decision::kTopic, Decision::kTone, Decision::kStance}) {
    std::printf("\n%s, expected calibration error on random items %.3f\n",
                std::string(name(decision)).c_str(),
                calibration_error(items, margins, calibrations, decision));
    for (const LabelScore& label : score_each(items, decided, decision))
      std::printf("  %-20s n %6zu  F1 %.3f\n", label.code.c_str(), label.n, label.f1);
  }
}

}  // namespace rasd
