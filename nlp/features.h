#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rasd {

/// One feature of a text: its 32-bit hash and its value.
struct Feature {
  uint32_t key = 0;
  float value = 0;
};

/// News and posts share features and have some of their own, so that a word may weigh
/// differently in each (feature augmentation, Daumé 2007).
enum class Genre : uint8_t { kNews, kPost };

/// The text that the classifier reads: title and the start of the text, in `bytes` at most, since
/// it was trained on headlines with leads. A text that repeats its title is not read twice.
std::string classifier_text(std::string_view title, std::string_view text, size_t bytes = 1100);

/// Addresses become "URL" and user names "@user", as in the annotated set.
std::string mask_addresses(std::string_view text);

/// Hashed features of a text: light stems, pairs and triples of them, character 2- to 5-grams
/// within words, marks of emotion. Addresses and user names are masked as in the training set.
/// Counts are dampened, words and characters each scaled to length one. Order is fixed.
/// Thread-safe.
std::vector<Feature> extract_features(std::string_view text, Genre genre);

}  // namespace rasd
