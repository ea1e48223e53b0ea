#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"

namespace rasd {

/// What the clusterer looks at of one item. Borrowed: valid during the call alone.
struct StoryItem {
  std::string_view id;
  Instant when{};  ///< published, else fetched
  std::string_view title;
  std::string_view text;                               ///< its first kLead bytes are read
  const std::vector<std::string>* incident = nullptr;  ///< codes, may be null
};

struct StoryOptions {
  double threshold = 0.38;           ///< least similarity to join a story; tuned on silver clusters
  std::chrono::hours life{14 * 24};  ///< a story ends so long after its last item
  std::chrono::hours half_life{7 * 24};  ///< a story this old needs twice the similarity
  size_t capacity = 20000;               ///< most stories alive; the one longest silent goes first
};

/// Streaming story clusters, one pass (after Miranda et al. 2018): tf-idf cosine over light stems
/// of title (weight 3) and lead against each story's sum, candidates by an inverted index, decay
/// with time. A story is named by the id of its first item. Memory is bounded by the options.
/// One owner, not thread-safe.
class StoryIndex {
 public:
  explicit StoryIndex(const StoryOptions& options = {});
  /// The story that the item joins or starts. Items come roughly in time order.
  std::string add(const StoryItem& item);
  /// Puts an item into the story it was given earlier (start-up).
  void restore(const StoryItem& item, std::string_view story_id);
  size_t size() const { return by_id_.size(); }

 private:
  struct Term {
    uint32_t word;
    float weight;
  };
  using Vector = std::vector<Term>;  // ascending by word, length one
  struct Story {
    std::string id;
    Instant last{};
    uint32_t items = 0;
    uint32_t incident = 0;  // bits of the taxonomy
    Vector sum;
    float length = 0;
  };
  Vector vector_of(const StoryItem& item);
  uint32_t find(const Vector& vector, const StoryItem& item, uint32_t incident);
  double similarity(const Story& story, const Vector& vector, Instant when,
                    uint32_t incident) const;
  void join(uint32_t slot, const Vector& vector, Instant when, uint32_t incident);
  uint32_t start(std::string_view id);
  void end(uint32_t slot);
  void expire();

  StoryOptions options_;
  std::vector<Story> stories_;  // by slot; a free slot has no id
  std::vector<uint32_t> free_;
  std::unordered_map<std::string, uint32_t> by_id_;
  std::unordered_map<uint32_t, std::vector<uint32_t>> postings_;  // word -> slots
  std::unordered_map<uint32_t, float> documents_with_;
  double documents_ = 0;
  Instant now_{};
  Instant swept_{};
};

}  // namespace rasd
