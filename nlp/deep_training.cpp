#include "nlp/deep_training.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/file.h"
#include "nlp/calibration.h"
#include "records/json.h"

namespace rasd {
namespace {

/// Brings the encoder's logits to the scale of the fast reader's margins, for which the fitting of
/// the calibration is made.
constexpr float kDeep = 0.25F;
/// Shares of the fast margin that are tried.
constexpr float kShares[] = {0, 0.125F, 0.25F, 0.375F, 0.5F, 0.75F, 1, 1.5F};

float log_sigmoid(float x) {
  return x > 0 ? -std::log1p(std::exp(-x)) : x - std::log1p(std::exp(x));
}

/// Mean log-likelihood of the truth under probabilities of slope and bias, one decision.
double likelihood(const AnnotatedItem& item, const Margins& margins, const Calibration& calibration,
                  Decision decision) {
  const auto [first, count] = outputs_of(decision);
  double sum = 0;
  if (decision == Decision::kIncident) {
    for (size_t k = 0; k < count; ++k) {
      const float z =
          calibration[first + k].slope * margins[first + k] + calibration[first + k].bias;
      sum += log_sigmoid(has_label(item, first + k) ? z : -z);
    }
    return sum;
  }
  const auto p = probabilities(margins, calibration);
  for (size_t k = 0; k < count; ++k)
    if (has_label(item, first + k)) sum += std::log(std::max(p[first + k], 1e-6F));
  return sum;
}

std::vector<Decided> decide_all(const std::vector<Margins>& margins,
                                const std::vector<Calibration>& calibrations) {
  std::vector<Decided> out(margins.size());
  for (size_t i = 0; i < margins.size(); ++i) out[i] = decide(margins[i], calibrations[i]);
  return out;
}

}  // namespace

Result<HeldOut> read_held_out(const std::string& path, const std::vector<AnnotatedItem>& items) {
  const auto text = read_file(path);
  if (!text) return fail(text.error());
  std::unordered_map<std::string_view, uint32_t> place_of;
  for (uint32_t i = 0; i < items.size(); ++i) place_of.emplace(items[i].id, i);
  HeldOut out;
  size_t line_number = 0;
  for (size_t at = 0; at < text->size();) {
    const size_t end = std::min(text->find('\n', at), text->size());
    const std::string_view line = std::string_view(*text).substr(at, end - at);
    at = end + 1;
    ++line_number;
    if (line.empty()) continue;
    const auto malformed = [&](const char* why) {
      return fail(ErrorKind::kMalformed, path + ":" + std::to_string(line_number) + ": " + why);
    };
    const auto row = parse_json(line, size_t{1} << 16, 4);
    if (!row || !row->IsObject()) return malformed("no JSON object");
    const auto place = place_of.find(get_string(*row, "id"));
    if (place == place_of.end()) return malformed("an id that the annotated set does not have");
    const auto logits = row->FindMember("logits");
    if (logits == row->MemberEnd() || !logits->value.IsArray() || logits->value.Size() != kOutputs)
      return malformed("logits are not one number for each output");
    Margins margins{};
    for (rapidjson::SizeType k = 0; k < kOutputs; ++k) {
      if (!logits->value[k].IsNumber()) return malformed("a logit is no number");
      margins[k] = static_cast<float>(logits->value[k].GetDouble());
    }
    out.items.push_back(place->second);
    out.logits.push_back(margins);
  }
  return out;
}

DeepFit fit_deep(const std::vector<AnnotatedItem>& items, const HeldOut& held_out,
                 const std::vector<Margins>& fast, const LabelRecipe& recipe) {
  DeepFit fit;
  std::vector<Margins> fast_margins;
  for (const uint32_t i : held_out.items) {
    fit.items.push_back(items[i]);
    fast_margins.push_back(fast[i]);
  }
  const size_t n = fit.items.size();
  for (size_t d = 0; d < kDecisions; ++d) {
    const auto decision = static_cast<Decision>(d);
    double best = -1e300;
    for (const float share : kShares) {
      Encoder::Mix all[kDecisions];
      std::fill(std::begin(all), std::end(all), Encoder::Mix{kDeep, share});
      std::vector<Margins> margins(n);
      for (size_t i = 0; i < n; ++i) margins[i] = mixed(held_out.logits[i], fast_margins[i], all);
      const auto calibrations = calibrations_out_of_fold(fit.items, margins, recipe);
      double sum = 0;
      for (size_t i = 0; i < n; ++i)
        sum += likelihood(fit.items[i], margins[i], calibrations[i], decision);
      if (sum > best) {
        best = sum;
        fit.mix[d] = {kDeep, share};
      }
    }
  }
  fit.margins.resize(n);
  for (size_t i = 0; i < n; ++i)
    fit.margins[i] = mixed(held_out.logits[i], fast_margins[i], fit.mix);
  std::vector<uint32_t> all(n);
  for (uint32_t i = 0; i < n; ++i) all[i] = i;
  fit.calibration = fit_calibration(fit.items, fit.margins, all);
  fit.calibrations = calibrations_out_of_fold(fit.items, fit.margins, recipe);
  fit.mixed = decide_all(fit.margins, fit.calibrations);
  std::vector<Margins> deep = held_out.logits;
  for (Margins& margins : deep)
    for (float& margin : margins) margin *= kDeep;
  fit.deep_alone = decide_all(deep, calibrations_out_of_fold(fit.items, deep, recipe));
  fit.fast_alone =
      decide_all(fast_margins, calibrations_out_of_fold(fit.items, fast_margins, recipe));
  return fit;
}

}  // namespace rasd
