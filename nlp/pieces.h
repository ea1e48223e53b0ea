#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rasd {

/// The encoder's vocabulary: SentencePiece unigram (Kudo 2018). A text's code points are mapped,
/// runs of spaces folded, U+2581 put before each word; a word's pieces are its likeliest path. No
/// piece crosses a word. Immutable after build, thread-safe. models/deep/tokenizer.py is its twin.
class Pieces {
 public:
  struct Specials {
    int32_t begin = 0;
    int32_t end = 0;
    int32_t pad = 0;
    int32_t unknown = 0;
  };
  /// `pieces` are UTF-8 and borrowed, ids are their places; the specials are never matched.
  Pieces(const std::vector<std::string_view>& pieces, const float* scores, Specials specials);
  /// What a code point is replaced by before anything else.
  void map(char32_t from, std::string_view to) { mapped_.emplace(from, to); }

  /// begin, at most `most` - 2 pieces, end. The text is valid UTF-8.
  std::vector<int32_t> ids(std::string_view text, size_t most) const;

 private:
  struct Piece {
    int32_t id;
    float score;
  };
  std::string normalise(std::string_view text) const;
  void add_word(std::string_view word, std::vector<int32_t>& out) const;

  std::unordered_map<std::string_view, Piece> table_;
  std::unordered_map<char32_t, std::string_view> mapped_;
  size_t longest_ = 0;  // bytes
  float unknown_score_ = 0;
  Specials specials_;
};

}  // namespace rasd
