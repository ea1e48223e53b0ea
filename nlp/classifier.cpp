#include "nlp/classifier.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>
#include <utility>

#include "base/file.h"
#include "base/id.h"

namespace rasd {
namespace {

static_assert(std::endian::native == std::endian::little, "the file is read as it lies");
constexpr char kMagic[8] = {'R', 'A', 'S', 'D', 'L', 'A', 'B', '1'};
constexpr size_t kStarts = 65537;

size_t size_of_file(size_t rows) {
  return sizeof(Classifier::Header) + kStarts * 4 + rows * (2 + 1 + kOutputs);
}

}  // namespace

Classifier::Classifier(Classifier&& other) noexcept { *this = std::move(other); }

Classifier& Classifier::operator=(Classifier&& other) noexcept {
  std::swap(map_, other.map_);
  std::swap(size_, other.size_);
  std::swap(header_, other.header_);
  std::swap(starts_, other.starts_);
  std::swap(keys_, other.keys_);
  std::swap(rarities_, other.rarities_);
  std::swap(weights_, other.weights_);
  return *this;
}

Classifier::~Classifier() {
  if (map_ != nullptr) ::munmap(map_, size_);
}

Result<Classifier> Classifier::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return fail(
        ErrorKind::kConfiguration,
        "the label model " + path + " is missing: `rasd train` makes it, the release ships it");
  }
  struct stat facts {};
  Classifier model;
  if (::fstat(file, &facts) == 0 && facts.st_size > 0) {
    model.size_ = static_cast<size_t>(facts.st_size);
    void* map = ::mmap(nullptr, model.size_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (map != MAP_FAILED) model.map_ = map;
  }
  ::close(file);
  const auto broken = [&path] {
    return fail(ErrorKind::kConfiguration,
                path + " is not a label model of this version: make it again with `rasd train`");
  };
  if (model.map_ == nullptr || model.size_ < size_of_file(0)) return broken();
  const char* bytes = static_cast<const char*>(model.map_);
  model.header_ = reinterpret_cast<const Header*>(bytes);
  const size_t rows = model.header_->rows;
  if (std::memcmp(model.header_->magic, kMagic, sizeof kMagic) != 0 ||
      model.header_->outputs != kOutputs || size_of_file(rows) != model.size_ ||
      model.header_->version[sizeof(Header::version) - 1] != 0) {
    return broken();
  }
  bytes += sizeof(Header);
  model.starts_ = reinterpret_cast<const uint32_t*>(bytes);
  bytes += kStarts * 4;
  model.keys_ = reinterpret_cast<const uint16_t*>(bytes);
  bytes += rows * 2;
  model.rarities_ = reinterpret_cast<const uint8_t*>(bytes);
  bytes += rows;
  model.weights_ = reinterpret_cast<const int8_t*>(bytes);
  for (size_t i = 0; i + 1 < kStarts; ++i) {
    if (model.starts_[i] > model.starts_[i + 1]) return broken();
  }
  if (model.starts_[kStarts - 1] != rows) return broken();
  return model;
}

Margins Classifier::margins(const std::vector<Feature>& features) const {
  Margins sums{};
  float before = 0;
  float after = 0;
  const float rarity_unit = header_->rarity_scale / 255;
  for (const Feature& feature : features) {
    const auto low = static_cast<uint16_t>(feature.key);
    size_t row = starts_[feature.key >> 16];
    const size_t end = starts_[(feature.key >> 16) + 1];
    while (row < end && keys_[row] < low) ++row;
    if (row == end || keys_[row] != low) continue;
    const float value = feature.value * rarity_unit * static_cast<float>(rarities_[row]);
    before += feature.value * feature.value;
    after += value * value;
    const int8_t* weights = weights_ + row * kOutputs;
    for (size_t k = 0; k < kOutputs; ++k) sums[k] += value * static_cast<float>(weights[k]);
  }
  if (after > 0) {
    const float scale = std::sqrt(before / after);
    for (size_t k = 0; k < kOutputs; ++k) sums[k] *= scale * header_->scales[k];
  }
  return sums;
}

Result<void> write_classifier(const std::string& path, const std::vector<uint32_t>& keys,
                              const std::vector<float>& rarities,
                              const std::vector<uint32_t>& documents_with,
                              const std::vector<std::vector<float>>& weights,
                              const Calibration& calibration, size_t keep) {
  std::vector<float> worth(keys.size(), 0.0F);
  Classifier::Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.outputs = kOutputs;
  header.calibration = calibration;
  for (size_t k = 0; k < kOutputs; ++k) {
    float highest = 1e-9F;
    for (size_t i = 0; i < keys.size(); ++i) {
      const float w = weights[k][i];
      highest = std::max(highest, std::fabs(w));
      worth[i] += w * w * rarities[i] * rarities[i] * static_cast<float>(documents_with[i]);
    }
    header.scales[k] = highest / 127;
  }
  std::vector<uint32_t> kept(keys.size());
  std::iota(kept.begin(), kept.end(), 0U);
  std::stable_sort(kept.begin(), kept.end(),
                   [&worth](uint32_t a, uint32_t b) { return worth[a] > worth[b]; });
  if (kept.size() > keep) kept.resize(keep);
  std::sort(kept.begin(), kept.end());
  header.rows = static_cast<uint32_t>(kept.size());
  header.rarity_scale = 1e-9F;
  for (const uint32_t i : kept) header.rarity_scale = std::max(header.rarity_scale, rarities[i]);

  std::vector<uint32_t> starts(kStarts, 0);
  std::string lows;
  std::string rarity_bytes;
  std::string weight_bytes;
  for (const uint32_t i : kept) {
    ++starts[(keys[i] >> 16) + 1];
    lows += static_cast<char>(keys[i] & 0xFF);
    lows += static_cast<char>((keys[i] >> 8) & 0xFF);
    rarity_bytes += static_cast<char>(std::lround(rarities[i] / header.rarity_scale * 255));
    for (size_t k = 0; k < kOutputs; ++k) {
      weight_bytes += static_cast<char>(std::lround(weights[k][i] / header.scales[k]));
    }
  }
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  std::string body(reinterpret_cast<const char*>(starts.data()), starts.size() * 4);
  body += lows + rarity_bytes + weight_bytes;
  std::string head(sizeof header, '\0');
  std::memcpy(head.data(), &header, sizeof header);
  const std::string version = "fast-" + content_id({head, body}).substr(0, 12);
  std::memcpy(header.version, version.data(), version.size());
  std::memcpy(head.data(), &header, sizeof header);
  return write_file(path, head + body);
}

}  // namespace rasd
