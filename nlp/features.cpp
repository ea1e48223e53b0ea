#include "nlp/features.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "base/utf8.h"
#include "nlp/normalize.h"

namespace rasd {
namespace {

constexpr uint32_t kWord = 0x9E3779B1;
constexpr uint32_t kPair = 0x85EBCA77;
constexpr uint32_t kGram = 0xC2B2AE3D;
constexpr uint32_t kSign = 0x27D4EB2F;
constexpr uint32_t kNewsWord = 0x165667B1;
constexpr uint32_t kPostWord = 0x61C88647;
constexpr size_t kLongestGram = 5;
/// Words longer than this (code points) give no more grams: they are addresses or noise.
constexpr size_t kLongestWord = 32;

uint32_t mix(uint32_t h) {  // murmur3's finaliser
  h ^= h >> 16;
  h *= 0x85EBCA6B;
  h ^= h >> 13;
  h *= 0xC2B2AE35;
  return h ^ (h >> 16);
}

uint32_t hash_of(std::string_view text, uint32_t seed) {
  uint32_t h = seed;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x01000193;
  return mix(h);
}

/// Counts of keys, in order of first appearance: an open table that is small and cleared by use.
class Counts {
 public:
  explicit Counts(size_t expected) {
    size_t slots = 256;
    while (slots < expected * 2) slots *= 2;
    slots_.assign(slots, 0);
  }
  void add(uint32_t key) {
    if ((entries_.size() + 1) * 2 > slots_.size()) grow();
    const size_t slot = find(key);
    if (slots_[slot] == 0) {
      entries_.push_back(Feature{key, 0});
      slots_[slot] = static_cast<uint32_t>(entries_.size());
    }
    entries_[slots_[slot] - 1].value += 1;
  }
  /// Appends the dampened counts, scaled to a Euclidean length of `length`.
  void append_to(std::vector<Feature>& out, float length) const {
    float squares = 0;
    const size_t from = out.size();
    for (const Feature& e : entries_) {
      const float value = e.value == 1 ? 1 : 1 + std::log(e.value);
      squares += value * value;
      out.push_back(Feature{e.key, value});
    }
    if (squares == 0) return;
    const float scale = length / std::sqrt(squares);
    for (size_t i = from; i < out.size(); ++i) out[i].value *= scale;
  }

 private:
  size_t find(uint32_t key) const {
    size_t slot = key & (slots_.size() - 1);
    while (slots_[slot] != 0 && entries_[slots_[slot] - 1].key != key) {
      slot = (slot + 1) & (slots_.size() - 1);
    }
    return slot;
  }
  void grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (size_t i = 0; i < entries_.size(); ++i) {
      slots_[find(entries_[i].key)] = static_cast<uint32_t>(i + 1);
    }
  }
  std::vector<uint32_t> slots_;
  std::vector<Feature> entries_;
};

bool starts_address(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  return rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
}

void add_grams(std::string_view form, Counts& grams) {
  char32_t letters[kLongestWord + 2];
  size_t n = 0;
  letters[n++] = '<';
  for (size_t at = 0; at < form.size() && n <= kLongestWord;) {
    letters[n++] = next_code_point(form, at);
  }
  letters[n++] = '>';
  for (size_t i = 0; i + 1 < n; ++i) {
    uint32_t h = kGram;
    for (size_t j = i; j < std::min(n, i + kLongestGram); ++j) {
      h = (h ^ static_cast<uint32_t>(letters[j])) * 0x9E3779B1;
      h ^= h >> 15;
      if (j > i) grams.add(mix(h));
    }
  }
}

/// What the tokens drop and tone needs: exclamation, questions, quotations, hashtags, dots.
void add_signs(std::string_view text, Counts& words) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    switch (c) {
      case '!':
      case '?':
      case '"':
      case '#':
      case '%':
      case ':':
      case 0x61F:   // Arabic question mark
      case 0x2026:  // ellipsis
      case 0xAB:    // guillemets
        words.add(mix(kSign + static_cast<uint32_t>(c == 0x61F ? '?' : c)));
        break;
      case '.':
        if (at < text.size() && text[at] == '.') words.add(mix(kSign + 0x2026));
        break;
      default:
        break;
    }
  }
}

}  // namespace

std::string mask_addresses(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto stops = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  for (size_t at = 0; at < text.size();) {
    const bool begins = at == 0 || stops(text[at - 1]) || text[at - 1] == '(';
    if (begins && (text[at] == 'h' || text[at] == 'w') && starts_address(text, at)) {
      out += "URL";
      while (at < text.size() && !stops(text[at])) ++at;
    } else if (begins && text[at] == '@' && at + 1 < text.size() && !stops(text[at + 1])) {
      out += "@user";
      for (++at; at < text.size() && (text[at] == '_' || text[at] == '.' || text[at] == '@' ||
                                      std::isalnum(static_cast<unsigned char>(text[at])) != 0);) {
        ++at;
      }
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::string classifier_text(std::string_view title, std::string_view text, size_t bytes) {
  title = trim(title);
  text = trim(text);
  if (!title.empty() && text.starts_with(title)) title = {};
  std::string out(title);
  if (!out.empty() && !text.empty()) out += " — ";  // as headline and lead are joined in the set
  out += text.substr(0, bytes + 4);
  const std::string_view clipped = clip_utf8(out, bytes);
  if (clipped.size() == out.size()) return out;
  const size_t space = clipped.find_last_of(" \n");
  return std::string(clipped.substr(0, space == std::string_view::npos ? clipped.size() : space));
}

std::vector<Feature> extract_features(std::string_view text, Genre genre) {
  const std::string clean = mask_addresses(text);
  const std::vector<Token> tokens = tokenize(clean, Stemming::kNone);
  Counts words(tokens.size() * 5);
  Counts grams(tokens.size() * 12);
  const uint32_t own = genre == Genre::kNews ? kNewsWord : kPostWord;
  words.add(mix(own));
  uint32_t previous = mix(kPair);
  uint32_t before_it = 0;
  for (const Token& token : tokens) {
    const uint32_t stem = hash_of(light_stem(token.form), kWord);
    words.add(stem);
    words.add(mix(stem ^ own));
    const uint32_t pair = mix(previous * kPair + stem);
    words.add(pair);
    words.add(mix(pair ^ own));
    words.add(mix(mix(before_it * kPair + previous) * kPair + stem));
    before_it = previous;
    previous = stem;
    add_grams(token.form, grams);
  }
  add_signs(clean, words);
  std::vector<Feature> out;
  words.append_to(out, 1.0F);
  grams.append_to(out, 1.0F);
  return out;
}

}  // namespace rasd
