#include "nlp/near_duplicate.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/id.h"
#include "nlp/normalize.h"

namespace rasd {
namespace {

constexpr size_t kPlaces = 128;
constexpr size_t kShingle = 5;
constexpr size_t kShortest = 8;  // words
constexpr size_t kBandRows = 4;
constexpr size_t kBands = 32;
/// Most entries looked at under one band key: a boilerplate text that thousands share would
/// otherwise cost a walk over all of them. The newest come first.
constexpr size_t kWalk = 64;

uint64_t mix(uint64_t x) {  // splitmix64's finaliser
  x ^= x >> 30;
  x *= 0xBF58476D1CE4E5B9ULL;
  x ^= x >> 27;
  x *= 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

struct Permutations {
  std::array<uint32_t, kPlaces> factor;
  std::array<uint32_t, kPlaces> offset;
};

/// Random permutations of 32 bits, x -> a x + b with odd a. Fixed for ever: signatures are stored.
const Permutations& permutations() {
  static const Permutations p = [] {
    Permutations made{};
    uint64_t state = 0x52617364ULL;
    for (size_t i = 0; i < kPlaces; ++i) {
      state += 0x9E3779B97F4A7C15ULL;
      const uint64_t r = mix(state);
      made.factor[i] = static_cast<uint32_t>(r) | 1U;
      made.offset[i] = static_cast<uint32_t>(r >> 32);
    }
    return made;
  }();
  return p;
}

std::string to_little_endian(const std::array<uint32_t, kPlaces>& lowest) {
  std::string out(kPlaces * 4, '\0');
  for (size_t i = 0; i < kPlaces; ++i) {
    for (size_t byte = 0; byte < 4; ++byte) {
      out[i * 4 + byte] = static_cast<char>((lowest[i] >> (8 * byte)) & 0xFF);
    }
  }
  return out;
}

std::array<uint32_t, kBands> band_keys(std::string_view signature) {
  std::array<uint32_t, kBands> keys{};
  for (size_t band = 0; band < kBands; ++band) {
    keys[band] =
        static_cast<uint32_t>(hash64(signature.substr(band * kBandRows * 4, kBandRows * 4), band));
  }
  return keys;
}

}  // namespace

std::string minhash(const std::vector<Token>& words) {
  if (words.size() < kShortest) return {};
  std::vector<uint64_t> hashes(words.size());
  for (size_t i = 0; i < words.size(); ++i) hashes[i] = hash64(words[i].form);
  std::array<uint32_t, kPlaces> lowest;
  lowest.fill(0xFFFFFFFFU);
  const Permutations& p = permutations();
  for (size_t i = 0; i + kShingle <= hashes.size(); ++i) {
    uint64_t shingle = 0;
    for (size_t j = 0; j < kShingle; ++j) shingle = mix(shingle + hashes[i + j]);
    const auto x = static_cast<uint32_t>(shingle);
    for (size_t k = 0; k < kPlaces; ++k) {  // the compiler makes vectors of this loop
      const uint32_t image = p.factor[k] * x + p.offset[k];
      lowest[k] = std::min(lowest[k], image);
    }
  }
  return to_little_endian(lowest);
}

std::string minhash(std::string_view text) { return minhash(tokenize(text, Stemming::kNone)); }

double estimated_jaccard(std::string_view a, std::string_view b) {
  if (a.size() != kPlaces * 4 || b.size() != a.size()) return 0;
  size_t equal = 0;
  for (size_t i = 0; i < a.size(); i += 4) {
    uint32_t x;
    uint32_t y;
    std::memcpy(&x, a.data() + i, 4);
    std::memcpy(&y, b.data() + i, 4);
    equal += x == y ? 1 : 0;
  }
  return static_cast<double>(equal) / kPlaces;
}

NearDuplicateIndex::NearDuplicateIndex(size_t capacity)
    : capacity_(std::max<size_t>(capacity, 1)), heads_(std::bit_ceil(capacity_ * kBands), 0) {}

std::string NearDuplicateIndex::add(const std::string& item_id, std::string_view signature,
                                    Instant when, double threshold) {
  if (signature.size() != kPlaces * 4) return item_id;
  const std::string* best = nullptr;
  double best_jaccard = 0;
  const auto keys = band_keys(signature);
  for (size_t band = 0; band < kBands; ++band) {
    uint32_t next = heads_[keys[band] & (heads_.size() - 1)];
    size_t last_age = 0;
    for (size_t step = 0; next != 0 && step < kWalk; ++step) {
      const size_t place = next - 1;
      // A chain runs from newer to older; where it does not, its place was taken by a newer item.
      const size_t age = (next_ + capacity_ - place - 1) % capacity_ + 1;
      if (age <= last_age) break;
      last_age = age;
      const Entry& entry = ring_[place];
      if (entry.bands[band] == keys[band] && std::chrono::abs(entry.when - when) <= kLife) {
        const double jaccard = estimated_jaccard(entry.signature, signature);
        if (jaccard >= threshold && jaccard > best_jaccard) {
          best_jaccard = jaccard;
          best = &entry.group;
        }
      }
      next = older_[place][band];
    }
    if (best_jaccard == 1) break;
  }
  const std::string group = best != nullptr ? *best : item_id;
  restore(group, signature, when);
  return group;
}

void NearDuplicateIndex::restore(const std::string& group_id, std::string_view signature,
                                 Instant when) {
  if (signature.size() != kPlaces * 4) return;
  const auto keys = band_keys(signature);
  if (ring_.size() < capacity_) {
    ring_.push_back({});
    older_.push_back({});
    ++size_;
  }
  const size_t place = next_;
  ring_[place] = Entry{group_id, std::string(signature), when, keys};
  for (size_t band = 0; band < kBands; ++band) {
    uint32_t& head = heads_[keys[band] & (heads_.size() - 1)];
    // Its own place as the older one would be a loop; it is stale in any case.
    older_[place][band] = head == place + 1 ? 0 : head;
    head = static_cast<uint32_t>(place + 1);
  }
  next_ = (next_ + 1) % capacity_;
}

}  // namespace rasd
