#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "nlp/normalize.h"

namespace rasd {

/// MinHash over normalised 5-word shingles (Broder 1997): 128 little-endian u32, 512 bytes. Empty
/// for texts under 8 words, which are compared by their exact normalised form alone. Thread-safe.
std::string minhash(std::string_view text);
/// The same from words already taken apart by tokenize(text, Stemming::kNone).
std::string minhash(const std::vector<Token>& words);

/// The share of equal places: an estimate of the Jaccard similarity of the shingle sets.
double estimated_jaccard(std::string_view a, std::string_view b);

/// An index of recent signatures by bands (32 of 4): candidates share a band. Keeps the newest
/// `capacity` items, so its memory is bounded (about 1 KB each). One owner, not thread-safe.
class NearDuplicateIndex {
 public:
  explicit NearDuplicateIndex(size_t capacity = 65536);
  /// The group (id of its first item) of the most similar recent item with estimated Jaccard of
  /// at least `threshold`, if any; then remembers this one under that group or its own id. Items
  /// more than kLife apart in time are no copies of each other: the same words said again weeks
  /// later are news again.
  std::string add(const std::string& item_id, std::string_view signature, Instant when = {},
                  double threshold = 0.7);
  /// Remembers an item whose group is known (start-up).
  void restore(const std::string& group_id, std::string_view signature, Instant when = {});
  static constexpr std::chrono::hours kLife{7 * 24};
  size_t size() const { return size_; }

 private:
  struct Entry {
    std::string group;
    std::string signature;
    Instant when{};
    std::array<uint32_t, 32> bands;
  };
  std::vector<Entry> ring_;
  size_t capacity_;
  size_t size_ = 0;
  size_t next_ = 0;
  std::vector<uint32_t> heads_;                  // hash table: band key -> newest entry + 1
  std::vector<std::array<uint32_t, 32>> older_;  // entry, band -> older entry of that key + 1
};

}  // namespace rasd
