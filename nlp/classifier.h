#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "nlp/decision.h"
#include "nlp/features.h"

namespace rasd {

/// The label model: hashed linear weights of 8 bits, mapped from a file. Immutable, thread-safe.
///
/// File (little-endian): the header below, 65,537 u32 (where the keys with these upper 16 bits
/// start), then for each key ascending its lower 16 bits (u16), its rarity (u8) and its weights
/// (40 x i8). A weight is its byte times the output's scale; a rarity its byte / 255 times
/// `rarity_scale`.
class Classifier {
 public:
  struct Header {
    char magic[8];  ///< "RASDLAB1"
    uint32_t outputs;
    uint32_t rows;
    char version[24];  ///< zero-padded
    float rarity_scale;
    float scales[kOutputs];
    Calibration calibration;
  };

  /// Fails with kConfiguration when the file is missing or is no such model.
  static Result<Classifier> open(const std::string& path);
  Classifier(Classifier&&) noexcept;
  Classifier& operator=(Classifier&&) noexcept;
  ~Classifier();

  Margins margins(const std::vector<Feature>& features) const;
  const Calibration& calibration() const { return header_->calibration; }
  std::string_view version() const { return header_->version; }
  size_t rows() const { return header_->rows; }

 private:
  Classifier() = default;
  void* map_ = nullptr;
  size_t size_ = 0;
  const Header* header_ = nullptr;
  const uint32_t* starts_ = nullptr;
  const uint16_t* keys_ = nullptr;
  const uint8_t* rarities_ = nullptr;
  const int8_t* weights_ = nullptr;
};

/// Quantises weights (one vector an output, all over the same ascending keys) and writes the file.
/// Keeps the `keep` keys that matter most. The version is made from the bytes.
Result<void> write_classifier(const std::string& path, const std::vector<uint32_t>& keys,
                              const std::vector<float>& rarities,
                              const std::vector<uint32_t>& documents_with,
                              const std::vector<std::vector<float>>& weights,
                              const Calibration& calibration, size_t keep);

}  // namespace rasd
