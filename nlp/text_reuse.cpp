#include "nlp/text_reuse.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/id.h"
#include "nlp/normalize.h"

namespace rasd {
namespace {

constexpr size_t kShingle = 3;
constexpr size_t kFewestWords = 8;
constexpr size_t kMostWords = 20'000;
// A page's furniture or a byline that the reader missed costs a shingle or two of a short text.
constexpr double kWhole = 0.97;
constexpr double kEdited = 0.8;

constexpr std::array<std::string_view, 5> kNames = {"verbatim", "shortened", "quoted", "edited",
                                                    "altered"};

struct Reading {
  std::unordered_set<uint64_t> shingles;
  std::vector<std::string> numbers;  // sorted, each once
};

Reading read(std::string_view text) {
  std::vector<Token> words = tokenize(text, Stemming::kNone);
  if (words.size() > kMostWords) words.resize(kMostWords);
  Reading reading;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& form = words[i].form;
    if (!form.empty() && form.front() >= '0' && form.front() <= '9')
      reading.numbers.push_back(form);
    if (i + kShingle > words.size() || words.size() < kFewestWords) continue;
    uint64_t hash = 0;
    for (size_t k = 0; k < kShingle; ++k) hash = hash64(words[i + k].form, hash);
    reading.shingles.insert(hash);
  }
  std::sort(reading.numbers.begin(), reading.numbers.end());
  reading.numbers.erase(std::unique(reading.numbers.begin(), reading.numbers.end()),
                        reading.numbers.end());
  return reading;
}

}  // namespace

std::string_view name(ReuseKind kind) { return kNames[static_cast<size_t>(kind)]; }

size_t TextReuse::add(std::string_view original) {
  Reading reading = read(original);
  const size_t index = originals_.size();
  for (const uint64_t shingle : reading.shingles)
    by_shingle_[shingle].push_back(static_cast<uint32_t>(index));
  originals_.push_back({reading.shingles.size(), std::move(reading.numbers)});
  return index;
}

std::vector<TextOverlap> TextReuse::find(std::string_view text, double least) const {
  const Reading reading = read(text);
  std::unordered_map<uint32_t, size_t> shared;
  for (const uint64_t shingle : reading.shingles)
    if (const auto at = by_shingle_.find(shingle); at != by_shingle_.end())
      for (const uint32_t original : at->second) ++shared[original];
  std::vector<TextOverlap> found;
  for (const auto& [index, n] : shared) {
    const Original& original = originals_[index];
    TextOverlap overlap;
    overlap.original = index;
    overlap.of_original = static_cast<double>(n) / static_cast<double>(original.shingles);
    overlap.of_other = static_cast<double>(n) / static_cast<double>(reading.shingles.size());
    if (std::max(overlap.of_original, overlap.of_other) < least) continue;
    std::set_difference(reading.numbers.begin(), reading.numbers.end(), original.numbers.begin(),
                        original.numbers.end(), std::back_inserter(overlap.added));
    found.push_back(std::move(overlap));
  }
  std::sort(found.begin(), found.end(), [](const TextOverlap& a, const TextOverlap& b) {
    const double of_a = std::max(a.of_original, a.of_other);
    const double of_b = std::max(b.of_original, b.of_other);
    return of_a != of_b ? of_a > of_b : a.original < b.original;
  });
  return found;
}

ReuseKind TextReuse::kind_of(const TextOverlap& overlap) {
  const bool all_of_original = overlap.of_original >= kWhole;
  const bool all_of_other = overlap.of_other >= kWhole;
  if (all_of_original && all_of_other) return ReuseKind::kVerbatim;
  if (all_of_other) return ReuseKind::kShortened;
  if (all_of_original) return ReuseKind::kQuoted;
  const bool most = std::max(overlap.of_original, overlap.of_other) >= kEdited;
  return most && overlap.added.empty() ? ReuseKind::kEdited : ReuseKind::kAltered;
}

}  // namespace rasd
