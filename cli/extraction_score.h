#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rasd {

/// How well one extracted text agrees with the true one.
struct TextScore {
  double precision = 0, recall = 0;  ///< of 4-grams of words, with their counts
  double words_f1 = 0;               ///< of the words as a bag, blind to order
  double f1() const {
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
  }
};

/// Compares two UTF-8 texts as the public article-extraction benchmark does
/// (scrapinghub/article-extraction-benchmark): words are runs of letters, digits and "_"; a text
/// of fewer than four words is one shingle; two empty texts agree wholly.
TextScore score_text(std::string_view truth, std::string_view found);

/// The benchmark's average: each page weighs alike, F1 is of the mean precision and mean recall.
struct MeanScore {
  size_t pages = 0;
  double precision = 0, recall = 0, f1 = 0, words_f1 = 0;
};
MeanScore mean_score(const std::vector<TextScore>& pages);

}  // namespace rasd
