#include "nlp/variety.h"

#include <algorithm>
#include <cstring>

#include "base/file.h"

namespace rasd {
namespace {

constexpr std::string_view kMagic = "RASDVAR1";
constexpr size_t kMostKeys = 1U << 20;

template <typename T>
void append(std::string& out, const T* values, size_t n) {
  out.append(reinterpret_cast<const char*>(values), n * sizeof(T));
}

template <typename T>
bool take(std::string_view& bytes, T* values, size_t n) {
  if (bytes.size() < n * sizeof(T)) return false;
  if (n > 0) std::memcpy(values, bytes.data(), n * sizeof(T));
  bytes.remove_prefix(n * sizeof(T));
  return true;
}

}  // namespace

Result<VarietyModel> VarietyModel::open(const std::string& path) {
  const auto file = read_file(path, size_t{16} << 20);
  if (!file) {
    return fail(ErrorKind::kConfiguration,
                "the model " + path + " is missing: `rasd train` makes it, the release ships it");
  }
  const auto broken = [&path] {
    return fail(ErrorKind::kConfiguration, path + " is broken: make it again with `rasd train`");
  };
  std::string_view bytes = *file;
  if (!bytes.starts_with(kMagic)) return broken();
  bytes.remove_prefix(kMagic.size());
  VarietyModel model;
  for (Answer& answer : model.answers) {
    uint32_t n = 0;
    if (!take(bytes, &n, 1) || n > kMostKeys || !take(bytes, &answer.scale, 1) ||
        !take(bytes, &answer.bias, 1)) {
      return broken();
    }
    answer.keys.resize(n);
    answer.weights.resize(n);
    if (!take(bytes, answer.keys.data(), n) || !take(bytes, answer.weights.data(), n)) {
      return broken();
    }
  }
  return model;
}

Result<void> VarietyModel::write(const std::string& path) const {
  std::string out(kMagic);
  for (const Answer& answer : answers) {
    const auto n = static_cast<uint32_t>(answer.keys.size());
    append(out, &n, 1);
    append(out, &answer.scale, 1);
    append(out, &answer.bias, 1);
    append(out, answer.keys.data(), n);
    append(out, answer.weights.data(), n);
  }
  return write_file(path, out);
}

float VarietyModel::score(Question question, const std::vector<Feature>& features) const {
  const Answer& answer = answers[static_cast<size_t>(question)];
  float sum = 0;
  bool known = false;
  for (const Feature& feature : features) {
    const auto it = std::lower_bound(answer.keys.begin(), answer.keys.end(), feature.key);
    if (it == answer.keys.end() || *it != feature.key) continue;
    known = true;
    sum += feature.value *
           static_cast<float>(answer.weights[static_cast<size_t>(it - answer.keys.begin())]);
  }
  return known ? sum * answer.scale + answer.bias : 0;
}

}  // namespace rasd
