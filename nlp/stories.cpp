#include "nlp/stories.h"

#include <algorithm>
#include <cmath>

#include "base/id.h"
#include "base/utf8.h"
#include "nlp/normalize.h"
#include "nlp/taxonomy.h"

namespace rasd {
namespace {

constexpr size_t kLead = 700;  // bytes of text read after the title
constexpr float kTitleWeight = 3;
constexpr size_t kStoryTerms = 96;  // a story's sum keeps its heaviest words
constexpr size_t kProbes = 14;      // an item's heaviest words, looked up in the index
constexpr size_t kWalk = 600;       // newest stories of one word that are looked at
constexpr size_t kCompared = 24;    // candidates compared in full
constexpr size_t kWords = 400000;   // document counts kept; then halved and the rare ones dropped
constexpr size_t kFewestWords = 3;  // an item of fewer words is its own story
constexpr uint32_t kNone = 0xFFFFFFFF;

uint32_t bits_of(const std::vector<std::string>* codes) {
  uint32_t bits = 0;
  if (codes == nullptr) return 0;
  for (const std::string& code : *codes) {
    const Label* label = find_label(Decision::kIncident, code);
    if (label != nullptr) bits |= 1U << (label - incident_labels().data());
  }
  return bits;
}

template <typename Terms>
float length_of(const Terms& terms) {
  float squares = 0;
  for (const auto& term : terms) squares += term.weight * term.weight;
  return std::sqrt(squares);
}

}  // namespace

StoryIndex::StoryIndex(const StoryOptions& options) : options_(options) {}

StoryIndex::Vector StoryIndex::vector_of(const StoryItem& item) {
  std::unordered_map<uint32_t, float> counts;
  const auto count = [&counts](std::string_view text, float weight) {
    for (const Token& token : tokenize(text, Stemming::kLight)) {
      if (token.form.size() < 3) continue;  // a letter or a sign
      counts[static_cast<uint32_t>(hash64(token.form))] += weight;
    }
  };
  count(clip_utf8(item.title, kLead), kTitleWeight);
  std::string_view text = item.text;
  if (!item.title.empty() && text.starts_with(item.title)) text.remove_prefix(item.title.size());
  count(clip_utf8(text, kLead), 1);
  ++documents_;
  Vector vector;
  vector.reserve(counts.size());
  for (const auto& [word, n] : counts) {
    float& with = documents_with_[word];
    const double idf = std::log((documents_ + 50) / (static_cast<double>(with) + 1));
    with += 1;
    vector.push_back({word, (1 + std::log(n)) * static_cast<float>(std::max(idf, 0.05))});
  }
  const float length = length_of(vector);
  for (Term& term : vector) term.weight /= length;
  std::sort(vector.begin(), vector.end(),
            [](const Term& a, const Term& b) { return a.word < b.word; });
  if (documents_with_.size() > kWords) {
    documents_ /= 2;
    for (auto& [word, with] : documents_with_) with /= 2;
    std::erase_if(documents_with_, [](const auto& entry) { return entry.second < 1; });
  }
  return vector;
}

double StoryIndex::similarity(const Story& story, const Vector& vector, Instant when,
                              uint32_t incident) const {
  float dot = 0;
  auto a = story.sum.begin();
  for (const Term& term : vector) {
    while (a != story.sum.end() && a->word < term.word) ++a;
    if (a == story.sum.end()) break;
    if (a->word == term.word) dot += a->weight * term.weight;
  }
  double similar = story.length > 0 ? static_cast<double>(dot / story.length) : 0;
  const double apart = std::fabs(std::chrono::duration<double>(when - story.last).count());
  similar *= std::exp2(-apart / std::chrono::duration<double>(options_.half_life).count());
  if (incident != 0 && story.incident != 0)
    similar *= (incident & story.incident) != 0 ? 1.05 : 0.8;
  return similar;
}

uint32_t StoryIndex::find(const Vector& vector, const StoryItem& item, uint32_t incident) {
  Vector probes = vector;
  std::sort(probes.begin(), probes.end(), [](const Term& a, const Term& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.word < b.word;
  });
  if (probes.size() > kProbes) probes.resize(kProbes);
  std::unordered_map<uint32_t, float> votes;
  for (const Term& probe : probes) {
    const auto found = postings_.find(probe.word);
    if (found == postings_.end()) continue;
    const auto& slots = found->second;
    const size_t walk = std::min(slots.size(), kWalk);
    for (size_t i = 0; i < walk; ++i) votes[slots[slots.size() - 1 - i]] += probe.weight;
  }
  std::vector<std::pair<float, uint32_t>> candidates;
  candidates.reserve(votes.size());
  for (const auto& [slot, weight] : votes) candidates.emplace_back(-weight, slot);
  const size_t n = std::min(candidates.size(), kCompared);
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(n),
                    candidates.end());
  double best = options_.threshold;
  uint32_t slot = kNone;
  for (size_t i = 0; i < n; ++i) {
    const double similar = similarity(stories_[candidates[i].second], vector, item.when, incident);
    if (similar >= best) {
      best = similar;
      slot = candidates[i].second;
    }
  }
  return slot;
}

uint32_t StoryIndex::start(std::string_view id) {
  if (by_id_.size() >= options_.capacity) {
    uint32_t oldest = kNone;
    for (uint32_t slot = 0; slot < stories_.size(); ++slot) {
      if (stories_[slot].id.empty()) continue;
      if (oldest == kNone || stories_[slot].last < stories_[oldest].last) oldest = slot;
    }
    end(oldest);
  }
  uint32_t slot;
  if (free_.empty()) {
    slot = static_cast<uint32_t>(stories_.size());
    stories_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  stories_[slot].id = id;
  by_id_[stories_[slot].id] = slot;
  return slot;
}

void StoryIndex::join(uint32_t slot, const Vector& vector, Instant when, uint32_t incident) {
  Story& story = stories_[slot];
  Vector sum;
  sum.reserve(story.sum.size() + vector.size());
  auto a = story.sum.begin();
  auto b = vector.begin();
  std::vector<uint32_t> fresh;
  while (a != story.sum.end() || b != vector.end()) {
    if (b == vector.end() || (a != story.sum.end() && a->word < b->word)) {
      sum.push_back(*a++);
    } else if (a == story.sum.end() || b->word < a->word) {
      fresh.push_back(b->word);
      sum.push_back(*b++);
    } else {
      sum.push_back({a->word, a->weight + b->weight});
      ++a;
      ++b;
    }
  }
  std::vector<uint32_t> dropped;
  if (sum.size() > kStoryTerms) {
    Vector by_weight = sum;
    std::nth_element(by_weight.begin(), by_weight.begin() + kStoryTerms, by_weight.end(),
                     [](const Term& x, const Term& y) { return x.weight > y.weight; });
    const float least = by_weight[kStoryTerms].weight;
    std::erase_if(sum, [&](const Term& term) {
      if (term.weight > least) return false;
      dropped.push_back(term.word);
      return true;
    });
  }
  for (const uint32_t word : fresh) {
    if (!std::binary_search(dropped.begin(), dropped.end(), word)) postings_[word].push_back(slot);
  }
  for (const uint32_t word : dropped) {
    const auto found = postings_.find(word);
    if (found == postings_.end()) continue;
    std::erase(found->second, slot);
    if (found->second.empty()) postings_.erase(found);
  }
  story.sum = std::move(sum);
  story.length = length_of(story.sum);
  story.last = std::max(story.last, when);
  story.incident |= incident;
  ++story.items;
}

void StoryIndex::end(uint32_t slot) {
  Story& story = stories_[slot];
  for (const Term& term : story.sum) {
    const auto found = postings_.find(term.word);
    if (found == postings_.end()) continue;
    std::erase(found->second, slot);
    if (found->second.empty()) postings_.erase(found);
  }
  by_id_.erase(story.id);
  story = Story{};
  free_.push_back(slot);
}

void StoryIndex::expire() {
  if (now_ - swept_ < std::chrono::hours(6)) return;
  swept_ = now_;
  for (uint32_t slot = 0; slot < stories_.size(); ++slot) {
    if (!stories_[slot].id.empty() && now_ - stories_[slot].last > options_.life) end(slot);
  }
}

std::string StoryIndex::add(const StoryItem& item) {
  now_ = std::max(now_, item.when);
  expire();
  const Vector vector = vector_of(item);
  const uint32_t incident = bits_of(item.incident);
  if (const auto known = by_id_.find(std::string(item.id)); known != by_id_.end()) {
    return known->first;  // a replay of the story's first item
  }
  if (vector.size() < kFewestWords) return std::string(item.id);
  uint32_t slot = find(vector, item, incident);
  if (slot == kNone) slot = start(item.id);
  join(slot, vector, item.when, incident);
  return stories_[slot].id;
}

void StoryIndex::restore(const StoryItem& item, std::string_view story_id) {
  now_ = std::max(now_, item.when);
  expire();
  if (now_ - item.when > options_.life) return;
  const Vector vector = vector_of(item);
  if (vector.size() < kFewestWords) return;
  const auto known = by_id_.find(std::string(story_id));
  join(known != by_id_.end() ? known->second : start(story_id), vector, item.when,
       bits_of(item.incident));
}

}  // namespace rasd
