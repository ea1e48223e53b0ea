#include "nlp/encoder.h"

#include <cblas.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

#include "base/file.h"
#include "base/id.h"
#include "base/utf8.h"
#include "nlp/pieces.h"

namespace rasd {
namespace {

constexpr char kMagic[8] = {'R', 'A', 'S', 'D', 'D', 'E', 'P', '1'};
constexpr size_t kMostBytes = size_t{256} << 20;
constexpr size_t kBlock = 32;  // weights of a block of the word table
constexpr size_t kBlockBytes = 18;

// The loops over single values are built for each kind of processor and chosen at run time, as
// OpenBLAS chooses its own. Sanitizers start too late for that.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(__clang__)
#define RASD_EACH_PROCESSOR
#else
#define RASD_EACH_PROCESSOR \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#endif

float from_half(uint16_t half) {
  const uint32_t exponent = (half >> 10) & 31U;
  const uint32_t fraction = half & 1023U;
  float value;
  if (exponent == 0)
    value = std::ldexp(static_cast<float>(fraction), -24);
  else
    value = std::ldexp(static_cast<float>(fraction + 1024), static_cast<int>(exponent) - 25);
  return (half & 0x8000U) != 0 ? -value : value;
}

/// e^x within 2 units in the last place for -87 < x < 88; written so that compilers make vectors.
inline float exponential(float x) {
  x = std::min(std::max(x, -87.0F), 88.0F);
  const float n = std::nearbyint(x * 1.44269504F);
  const float r = x - n * 0.693359375F + n * 2.12194440e-4F;
  float p = 1.9875691500e-4F;
  p = p * r + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * r * r + r + 1;
  const int32_t bits = (static_cast<int32_t>(n) + 127) << 23;
  float power;
  std::memcpy(&power, &bits, sizeof power);
  return p * power;
}

/// x times the normal distribution's share below x. The error function by Abramowitz and Stegun
/// 7.1.26, within 1.5e-7.
RASD_EACH_PROCESSOR void gelu(float* x, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    const float z = std::fabs(x[i]) * 0.70710678F;
    const float t = 1 / (1 + 0.3275911F * z);
    float p = 1.061405429F;
    p = p * t - 1.453152027F;
    p = p * t + 1.421413741F;
    p = p * t - 0.284496736F;
    p = p * t + 0.254829592F;
    const float erf = 1 - p * t * exponential(-z * z);
    x[i] = 0.5F * x[i] * (1 + (x[i] < 0 ? -erf : erf));
  }
}

RASD_EACH_PROCESSOR void softmax(float* row, size_t n) {
  float highest = row[0];
  for (size_t i = 1; i < n; ++i) highest = std::max(highest, row[i]);
  float sum = 0;
  for (size_t i = 0; i < n; ++i) {
    row[i] = exponential(row[i] - highest);
    sum += row[i];
  }
  const float scale = 1 / sum;
  for (size_t i = 0; i < n; ++i) row[i] *= scale;
}

/// row = norm(row + added) * weight + bias
RASD_EACH_PROCESSOR void add_and_norm(float* row, const float* added, const float* weight,
                                      const float* bias, size_t n, float epsilon) {
  float sum = 0;
  for (size_t i = 0; i < n; ++i) sum += row[i] += added[i];
  const float mean = sum / static_cast<float>(n);
  float squares = 0;
  for (size_t i = 0; i < n; ++i) squares += (row[i] - mean) * (row[i] - mean);
  const float scale = 1 / std::sqrt(squares / static_cast<float>(n) + epsilon);
  for (size_t i = 0; i < n; ++i) row[i] = (row[i] - mean) * scale * weight[i] + bias[i];
}

/// Takes a file's parts in their order; once something does not fit, nothing does.
class Parts {
 public:
  explicit Parts(std::string_view bytes) : bytes_(bytes) {}
  template <typename T>
  const T* take(size_t n) {
    const size_t size = n * sizeof(T);
    if (n > kMostBytes || at_ > bytes_.size() || size > bytes_.size() - at_) {
      at_ = bytes_.size() + 1;
      return nullptr;
    }
    const auto* part = reinterpret_cast<const T*>(bytes_.data() + at_);
    at_ += (size + 7) / 8 * 8;
    return part;
  }
  bool whole() const { return at_ == bytes_.size(); }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
};

struct Matrix {
  std::vector<float> weights;  // rows x columns
  const float* bias = nullptr;
  size_t rows = 0;
  size_t columns = 0;

  bool read(Parts& parts, size_t r, size_t c) {
    const auto* scales = parts.take<float>(r);
    bias = parts.take<float>(r);
    const auto* values = parts.take<int8_t>(r * c);
    if (values == nullptr) return false;
    rows = r;
    columns = c;
    weights.resize(r * c);
    for (size_t i = 0; i < r; ++i)
      for (size_t j = 0; j < c; ++j)
        weights[i * c + j] = scales[i] * static_cast<float>(values[i * c + j]);
    return true;
  }
  /// out [n x rows] = in [n x columns] times the transpose, plus the bias.
  void apply(const float* in, size_t n, float* out) const {
    for (size_t i = 0; i < n; ++i) std::copy_n(bias, rows, out + i * rows);
    const auto m = static_cast<blasint>(n);
    const auto r = static_cast<blasint>(rows);
    const auto c = static_cast<blasint>(columns);
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, r, c, 1, in, c, weights.data(), c, 1,
                out, r);
  }
};

struct Norm {
  const float* weight = nullptr;
  const float* bias = nullptr;
  bool read(Parts& parts, size_t n) {
    weight = parts.take<float>(n);
    bias = parts.take<float>(n);
    return bias != nullptr;
  }
};

struct Layer {
  Matrix qkv, ao, fi, fo;
  Norm after_attention, after_inner;
};

}  // namespace

struct Encoder::Network {
  std::string bytes;  // what the pointers below point into
  const Header* header = nullptr;
  std::optional<Pieces> pieces;
  const uint8_t* words = nullptr;
  const float* places = nullptr;
  Norm norm;
  std::vector<Layer> layers;
  const float* head = nullptr;
  const float* head_bias = nullptr;

  bool read();
  bool read_pieces(Parts& parts);
  void embed(int32_t piece, size_t place, float* out) const;
  void attend(const float* qkv, size_t n, float* out, std::vector<float>& scores) const;
};

bool Encoder::Network::read_pieces(Parts& parts) {
  const auto* starts = parts.take<uint32_t>(header->pieces + 1);
  const auto* scores = parts.take<float>(header->pieces);
  if (scores == nullptr) return false;
  const size_t size = starts[header->pieces];
  const char* text = parts.take<char>(size);
  if (text == nullptr) return false;
  const auto part_of = [](const char* all, size_t whole, const uint32_t* at,
                          size_t i) -> std::optional<std::string_view> {
    if (at[i] > at[i + 1] || at[i + 1] > whole) return std::nullopt;
    return std::string_view(all + at[i], at[i + 1] - at[i]);
  };
  std::vector<std::string_view> list(header->pieces);
  for (size_t i = 0; i < list.size(); ++i) {
    const auto piece = part_of(text, size, starts, i);
    if (!piece) return false;
    list[i] = *piece;
  }
  pieces.emplace(list, scores,
                 Pieces::Specials{header->begin, header->end, header->pad, header->unknown});
  const auto* codes = parts.take<uint32_t>(header->mapped);
  const auto* ends = parts.take<uint32_t>(header->mapped + 1);
  if (ends == nullptr) return false;
  const size_t mapped_size = ends[header->mapped];
  const char* mapped_text = parts.take<char>(mapped_size);
  if (mapped_text == nullptr) return false;
  for (size_t i = 0; i < header->mapped; ++i) {
    const auto to = part_of(mapped_text, mapped_size, ends, i);
    if (!to) return false;
    pieces->map(codes[i], *to);
  }
  return true;
}

bool Encoder::Network::read() {
  Parts parts(bytes);
  header = parts.take<Header>(1);
  if (header == nullptr || std::memcmp(header->magic, kMagic, sizeof kMagic) != 0) return false;
  const Header& h = *header;
  const bool sane = h.hidden > 0 && h.hidden <= 4096 && h.hidden % kBlock == 0 && h.heads > 0 &&
                    h.hidden % h.heads == 0 && h.layers > 0 && h.layers <= 64 && h.inner > 0 &&
                    h.inner <= 16384 && h.pieces > 4 && h.pieces < (1U << 20) && h.positions > 8 &&
                    h.positions <= 4096 && h.outputs == kOutputs && h.mapped < (1U << 20) &&
                    h.version[sizeof h.version - 1] == 0;
  if (!sane || !read_pieces(parts)) return false;
  words = parts.take<uint8_t>(size_t{h.pieces} * (h.hidden / kBlock) * kBlockBytes);
  places = parts.take<float>(size_t{h.positions} * h.hidden);
  if (places == nullptr || !norm.read(parts, h.hidden)) return false;
  layers.resize(h.layers);
  for (Layer& layer : layers) {
    const bool whole =
        layer.qkv.read(parts, size_t{3} * h.hidden, h.hidden) &&
        layer.ao.read(parts, h.hidden, h.hidden) && layer.fi.read(parts, h.inner, h.hidden) &&
        layer.fo.read(parts, h.hidden, h.inner) && layer.after_attention.read(parts, h.hidden) &&
        layer.after_inner.read(parts, h.hidden);
    if (!whole) return false;
  }
  head = parts.take<float>(kOutputs * size_t{h.hidden});
  head_bias = parts.take<float>(kOutputs);
  return head_bias != nullptr && parts.whole();
}

void Encoder::Network::embed(int32_t piece, size_t place, float* out) const {
  const size_t blocks = header->hidden / kBlock;
  const uint8_t* block = words + static_cast<size_t>(piece) * blocks * kBlockBytes;
  for (size_t b = 0; b < blocks; ++b, block += kBlockBytes, out += kBlock) {
    uint16_t half;
    std::memcpy(&half, block, sizeof half);
    const float scale = from_half(half);
    for (size_t i = 0; i < kBlock / 2; ++i) {
      out[i] = scale * static_cast<float>((block[2 + i] & 15) - 8);
      out[i + kBlock / 2] = scale * static_cast<float>((block[2 + i] >> 4) - 8);
    }
  }
  out -= header->hidden;
  const float* position = places + place * header->hidden;
  for (size_t i = 0; i < header->hidden; ++i) out[i] += position[i];
}

void Encoder::Network::attend(const float* qkv, size_t n, float* out,
                              std::vector<float>& scores) const {
  const size_t hidden = header->hidden;
  const size_t width = hidden / header->heads;
  const auto m = static_cast<blasint>(n);
  const auto w = static_cast<blasint>(width);
  const auto stride = static_cast<blasint>(3 * hidden);
  const float scale = 1 / std::sqrt(static_cast<float>(width));
  scores.resize(n * n);
  for (size_t h = 0; h < header->heads; ++h) {
    const float* q = qkv + h * width;
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, m, w, scale, q, stride, q + hidden,
                stride, 0, scores.data(), m);
    for (size_t i = 0; i < n; ++i) softmax(scores.data() + i * n, n);
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, w, m, 1, scores.data(), m,
                q + 2 * hidden, stride, 0, out + h * width, static_cast<blasint>(hidden));
  }
}

Encoder::Encoder() = default;
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder::~Encoder() = default;
const Encoder::Header& Encoder::header() const { return *network_->header; }

Result<Encoder> Encoder::open(const std::string& path) {
  auto bytes = read_file(path, kMostBytes);
  if (!bytes)
    return fail(ErrorKind::kConfiguration, "the deep reader's model " + path +
                                               " is missing: the release ships it, and "
                                               "models/deep/README.md says how to make it");
  auto network = std::make_unique<Network>();
  network->bytes = std::move(*bytes);
  if (!network->read())
    return fail(ErrorKind::kConfiguration,
                path + " is not a deep model of this version: take the release's");
  Encoder encoder;
  encoder.network_ = std::move(network);
  return encoder;
}

std::vector<int32_t> Encoder::pieces_of(Genre genre, std::string_view text) const {
  const std::string plain = mask_addresses(text);
  std::string told = genre == Genre::kNews ? "news: " : "post: ";
  for (size_t at = 0; at < plain.size();) {
    const size_t from = at;
    const char32_t c = next_code_point(plain, at);
    const bool sign = (c >= 0x64B && c <= 0x652) || c == 0x670 || c == 0x640;
    if (!sign) told.append(plain, from, at - from);
  }
  return network_->pieces->ids(told, network_->header->positions);
}

Margins mixed(const Margins& deep, const Margins& fast, const Encoder::Mix (&mix)[kDecisions]) {
  Margins out{};
  for (size_t d = 0; d < kDecisions; ++d) {
    const auto [first, count] = outputs_of(static_cast<Decision>(d));
    for (size_t k = first; k < first + count; ++k)
      out[k] = mix[d].deep * deep[k] + mix[d].fast * fast[k];
  }
  return out;
}

std::vector<Margins> Encoder::logits(std::span<const std::vector<int32_t>> texts) const {
  const Network& net = *network_;
  const size_t hidden = net.header->hidden;
  const float epsilon = net.header->epsilon;
  size_t tokens = 0;
  for (const auto& text : texts) tokens += text.size();
  std::vector<float> x(tokens * hidden);
  const std::vector<float> nothing(hidden, 0.0F);
  size_t row = 0;
  for (const auto& text : texts) {
    for (size_t place = 0; place < text.size(); ++place, ++row) {
      float* out = x.data() + row * hidden;
      net.embed(text[place], place, out);
      add_and_norm(out, nothing.data(), net.norm.weight, net.norm.bias, hidden, epsilon);
    }
  }
  std::vector<float> qkv(tokens * 3 * hidden);
  std::vector<float> attended(tokens * hidden);
  std::vector<float> added(tokens * hidden);
  std::vector<float> inner(tokens * net.header->inner);
  std::vector<float> scores;
  const auto join = [&](const Norm& norm) {
    for (size_t i = 0; i < tokens; ++i)
      add_and_norm(x.data() + i * hidden, added.data() + i * hidden, norm.weight, norm.bias, hidden,
                   epsilon);
  };
  for (const Layer& layer : net.layers) {
    layer.qkv.apply(x.data(), tokens, qkv.data());
    row = 0;
    for (const auto& text : texts) {
      net.attend(qkv.data() + row * 3 * hidden, text.size(), attended.data() + row * hidden,
                 scores);
      row += text.size();
    }
    layer.ao.apply(attended.data(), tokens, added.data());
    join(layer.after_attention);
    layer.fi.apply(x.data(), tokens, inner.data());
    gelu(inner.data(), inner.size());
    layer.fo.apply(inner.data(), tokens, added.data());
    join(layer.after_inner);
  }
  std::vector<Margins> out(texts.size());
  row = 0;
  std::vector<float> mean(hidden);
  for (size_t t = 0; t < texts.size(); ++t) {
    std::fill(mean.begin(), mean.end(), 0.0F);
    for (size_t i = 0; i < texts[t].size(); ++i, ++row)
      for (size_t j = 0; j < hidden; ++j) mean[j] += x[row * hidden + j];
    const float share = 1 / static_cast<float>(texts[t].size());
    for (size_t k = 0; k < kOutputs; ++k) {
      float sum = 0;
      for (size_t j = 0; j < hidden; ++j) sum += mean[j] * net.head[k * hidden + j];
      out[t][k] = sum * share + net.head_bias[k];
    }
  }
  return out;
}

Result<void> write_calibrated(const std::string& from, const std::string& to,
                              const Encoder::Mix (&mix)[kDecisions],
                              const Calibration& calibration) {
  auto bytes = read_file(from, kMostBytes);
  if (!bytes) return fail(bytes.error());
  if (bytes->size() < sizeof(Encoder::Header))
    return fail(ErrorKind::kMalformed, from + " is no deep model");
  Encoder::Header header;
  std::memcpy(&header, bytes->data(), sizeof header);
  std::copy(std::begin(mix), std::end(mix), std::begin(header.mix));
  header.calibration = calibration;
  std::memset(header.version, 0, sizeof header.version);
  std::memcpy(bytes->data(), &header, sizeof header);
  const std::string version = "deep-" + content_hash(*bytes).substr(0, 12);
  version.copy(header.version, sizeof header.version - 1);
  std::memcpy(bytes->data(), &header, sizeof header);
  return write_file(to, *bytes);
}

}  // namespace rasd
