#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rasd {

/// How much of one text stands in another, by shingles of three normalised words (Broder 1997:
/// containment, which unlike a resemblance sees a paragraph inside a long article).
struct TextOverlap {
  size_t original = 0;             ///< index given by add()
  double of_original = 0;          ///< share of the original's shingles that the other has
  double of_other = 0;             ///< share of the other's shingles that come from the original
  std::vector<std::string> added;  ///< numbers in the other that the original has nowhere
};

/// How an overlap is to be called.
enum class ReuseKind : uint8_t {
  kVerbatim,   ///< the same text
  kShortened,  ///< a part of it, word for word
  kQuoted,     ///< all of it, word for word, inside a longer text
  kEdited,     ///< four fifths of either are the same words, and no number is new
  kAltered,    ///< three tenths of either, or a number that was not said
};
std::string_view name(ReuseKind kind);  // "verbatim", "shortened", "quoted", "edited", "altered"

/// Some texts (statements) to which many others (articles) are compared. Memory: 16 bytes a word
/// of the originals, their first 20,000 words each. One owner; find() is const and thread-safe.
class TextReuse {
 public:
  /// Returns its index: 0, 1, ….
  size_t add(std::string_view original);
  /// The originals of which the text has at least `least` (share of either's shingles), most
  /// first. Texts under eight words have too few shingles to say anything, and are never found.
  std::vector<TextOverlap> find(std::string_view text, double least = 0.3) const;
  static ReuseKind kind_of(const TextOverlap& overlap);

 private:
  struct Original {
    size_t shingles = 0;
    std::vector<std::string> numbers;  // sorted
  };
  std::vector<Original> originals_;
  std::unordered_map<uint64_t, std::vector<uint32_t>> by_shingle_;
};

}  // namespace rasd
