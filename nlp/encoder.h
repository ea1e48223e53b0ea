#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "nlp/decision.h"
#include "nlp/features.h"

namespace rasd {

/// The deep reader's network: a small multilingual transformer encoder (BERT, post-layer-norm),
/// the mean of its last layer, one linear head for all decisions. Weights lie at 8 bits (rows with
/// a scale each) and the word table at 4 in a file of under 28 MB; they are unpacked when opened,
/// and multiplied by OpenBLAS, which picks the processor's kernels at run time. Immutable,
/// thread-safe: work memory belongs to the call.
///
/// File (little-endian), each part padded to 8 bytes: Header; u32 piece starts [pieces + 1], f32
/// piece scores, piece bytes; u32 code points [mapped], u32 starts [mapped + 1], bytes; the word
/// table, rows of blocks {f16 scale, 16 bytes} of 32 weights, (nibble - 8) * scale, low nibbles
/// first; f32 places [positions x hidden]; f32 norm weight and bias; per layer the matrices qkv
/// [3 hidden x hidden], ao, fi [inner x hidden], fo [hidden x inner], each f32 scales [rows], f32
/// bias [rows], i8 [rows x columns], then f32 weight and bias of the two norms; f32 head [outputs
/// x hidden] and bias.
class Encoder {
 public:
  /// From the fast reader's margin m and the network's logit z: slope_deep z + slope_fast m.
  struct Mix {
    float deep = 1;
    float fast = 0;
  };
  struct Header {
    char magic[8];  ///< "RASDDEP1"
    char version[24];
    uint32_t hidden, layers, heads, inner, pieces, positions, outputs, mapped;
    int32_t begin, end, pad, unknown;
    float epsilon;
    Mix mix[kDecisions];
    Calibration calibration;
  };

  /// Fails with kConfiguration when the file is missing or is no such model.
  static Result<Encoder> open(const std::string& path);
  Encoder(Encoder&&) noexcept;
  ~Encoder();

  /// The pieces that the network reads of a text: "news: " or "post: " and its start, addresses
  /// and user names masked as in the training set, vowel signs and tatweel left out.
  std::vector<int32_t> pieces_of(Genre genre, std::string_view text) const;
  /// The logits of each text. Texts are read together so that the products are large; a caller
  /// with many gives a few dozen at a time.
  std::vector<Margins> logits(std::span<const std::vector<int32_t>> texts) const;
  const Header& header() const;

 private:
  struct Network;
  Encoder();
  std::unique_ptr<const Network> network_;
};

/// The margins on which the two readers together decide.
Margins mixed(const Margins& deep, const Margins& fast, const Encoder::Mix (&mix)[kDecisions]);

/// Writes the same file with other constants; the version is made from the bytes.
Result<void> write_calibrated(const std::string& from, const std::string& to,
                              const Encoder::Mix (&mix)[kDecisions],
                              const Calibration& calibration);

}  // namespace rasd
