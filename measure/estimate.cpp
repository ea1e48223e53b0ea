#include "measure/estimate.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace rasd {
namespace {

// One audited unit as the formulas see it: design weight times the unit's own weight.
struct Labelled {
  double y = 0;  // w a y
  double f = 0;  // w a f
};

// Strata joined for the variance until each has enough labels.
struct Group {
  double size = 0;
  std::vector<Labelled> labelled;
  double open_share() const {
    return std::max(0.0, 1 - static_cast<double>(labelled.size()) / size);
  }
};

struct Counted {
  double size = 0;
  std::vector<const AuditedUnit*> labelled;
};

tl::unexpected<Error> too_few(int64_t audited, int64_t needed) {
  return fail(ErrorKind::kRefused, "only " + std::to_string(audited) +
                                       " audited items; no figure below " + std::to_string(needed));
}

// A stratum without labels is joined with the next by name for its point estimate too; one with
// some keeps its own design weight, and is joined for the variance alone. So a disproportionate
// allocation never biases the share.
std::vector<Group> join_strata(const std::map<std::string, Counted>& strata, size_t least) {
  std::vector<Group> groups;
  Group open;
  double carried = 0;  // size of unlabelled strata waiting for one with labels
  const auto add = [&](Group& group, const Counted& stratum, double size) {
    const double weight = size / static_cast<double>(stratum.labelled.size());
    group.size += size;
    for (const AuditedUnit* unit : stratum.labelled) {
      const double wa = weight * unit->weight;
      group.labelled.push_back({wa * unit->y, wa * unit->f});
    }
  };
  // Unlabelled strata at the end go to the last labelled one.
  double trailing = 0;
  auto last = strata.end();
  for (auto it = strata.begin(); it != strata.end(); ++it) {
    if (it->second.labelled.empty()) {
      trailing += it->second.size;
    } else {
      trailing = 0;
      last = it;
    }
  }
  for (auto it = strata.begin(); it != strata.end(); ++it) {
    if (it->second.labelled.empty()) {
      carried += it->second.size;
      continue;
    }
    add(open, it->second, it->second.size + carried + (it == last ? trailing : 0));
    carried = 0;
    if (it == last) break;
    if (open.labelled.size() >= least) groups.push_back(std::exchange(open, {}));
  }
  if (open.labelled.size() >= least || groups.empty()) {
    groups.push_back(std::move(open));
  } else if (!open.labelled.empty()) {
    Group& back = groups.back();
    back.size += open.size;
    back.labelled.insert(back.labelled.end(), open.labelled.begin(), open.labelled.end());
  }
  return groups;
}

struct Moments {
  double var_f = 0;
  double cov = 0;
};

Moments moments(const std::vector<Labelled>& labelled) {
  const auto n = static_cast<double>(labelled.size());
  double mean_y = 0;
  double mean_f = 0;
  for (const Labelled& one : labelled) {
    mean_y += one.y / n;
    mean_f += one.f / n;
  }
  Moments m;
  for (const Labelled& one : labelled) {
    m.cov += (one.y - mean_y) * (one.f - mean_f) / (n - 1);
    m.var_f += (one.f - mean_f) * (one.f - mean_f) / (n - 1);
  }
  return m;
}

double tuned_lambda(const std::vector<Group>& groups) {
  double above = 0;
  double below = 0;
  for (const Group& group : groups) {
    const double g = static_cast<double>(group.labelled.size()) * group.open_share();
    const Moments m = moments(group.labelled);
    above += g * m.cov;
    below += g * m.var_f;
  }
  return below > 0 ? std::clamp(above / below, 0.0, 1.0) : 0;
}

// Sets interval and n_eff of an estimate whose share, variance and df stand. `labels` is Σ y.
void set_interval(Estimate& estimate, double labels, double level) {
  const auto n = static_cast<double>(estimate.audited);
  if (estimate.audited >= estimate.total) {  // everything was audited: nothing is left to chance
    estimate.interval = {estimate.share, estimate.share};
    estimate.n_eff = n;
    return;
  }
  if (labels <= 0 || labels >= n) {
    estimate.interval =
        clopper_pearson(labels <= 0 ? 0 : estimate.audited, estimate.audited, level);
    estimate.interval.low = std::min(estimate.interval.low, estimate.share);
    estimate.interval.high = std::max(estimate.interval.high, estimate.share);
    estimate.n_eff = n;
    return;
  }
  // A share that the corrections drove to an end still has the spread of half an item.
  const double p = std::clamp(estimate.share, 0.5 / n, 1 - 0.5 / n);
  estimate.n_eff = estimate.variance > 0 ? p * (1 - p) / estimate.variance : n;
  const double tail = 0.5 + level / 2;
  const double quantile =
      estimate.df > 0 ? student_quantile(tail, estimate.df) : normal_quantile(tail);
  estimate.interval = wilson(estimate.share, estimate.n_eff, quantile);
}

double sum_of_labels(std::span<const AuditedUnit> audited) {
  double sum = 0;
  for (const AuditedUnit& unit : audited) sum += unit.y;
  return sum;
}

}  // namespace

Result<Estimate> estimate_stratified(std::span<const StratumTotal> strata,
                                     std::span<const AuditedUnit> audited,
                                     EstimateOptions options) {
  const auto seen = static_cast<int64_t>(audited.size());
  const int64_t needed = std::max(options.min_audited, 2);
  if (seen < needed) return too_few(seen, needed);

  Estimate estimate;
  estimate.audited = seen;
  double weight = 0;
  double f_sum = 0;
  std::map<std::string, Counted> counted;
  for (const StratumTotal& stratum : strata) {
    counted[stratum.name].size += static_cast<double>(stratum.size);
    estimate.total += stratum.size;
    weight += stratum.weight;
    f_sum += stratum.f;
  }
  for (const AuditedUnit& unit : audited) {
    const auto at = counted.find(unit.stratum);
    if (at == counted.end()) {
      return fail(ErrorKind::kInternal, "audited unit of an unknown stratum: " + unit.stratum);
    }
    at->second.labelled.push_back(&unit);
  }
  const size_t least = static_cast<size_t>(std::max(options.min_per_stratum, 2));
  const std::vector<Group> groups = join_strata(counted, least);

  estimate.raw = f_sum / weight;
  estimate.lambda = tuned_lambda(groups);
  double sum = estimate.lambda * f_sum;
  double variance = 0;
  double welch = 0;
  for (const Group& group : groups) {
    const auto n = static_cast<double>(group.labelled.size());
    double mean = 0;
    for (const Labelled& one : group.labelled) mean += (one.y - estimate.lambda * one.f) / n;
    double square = 0;
    for (const Labelled& one : group.labelled) {
      const double off = one.y - estimate.lambda * one.f - mean;
      square += off * off;
    }
    sum += mean * n;
    const double v = group.open_share() * n / (n - 1) * square;
    variance += v;
    welch += v * v / (n - 1);
  }
  estimate.share = std::clamp(sum / weight, 0.0, 1.0);
  estimate.variance = variance / (weight * weight);
  estimate.df = welch > 0 ? variance * variance / welch : 0;
  set_interval(estimate, sum_of_labels(audited), options.level);
  return estimate;
}

Result<Estimate> estimate_streaming(const StratumTotal& frame, std::span<const AuditedUnit> audited,
                                    EstimateOptions options) {
  std::vector<AuditedUnit> logged;
  for (const AuditedUnit& unit : audited) {
    if (!(unit.pi > 0)) continue;
    logged.push_back(unit);
    logged.back().pi = std::min(unit.pi, 1.0);
  }
  const auto seen = static_cast<int64_t>(logged.size());
  const int64_t needed = std::max(options.min_audited, 2);
  if (seen < needed) return too_few(seen, needed);

  // The sample's size is random, so the residuals are taken about their weighted mean (Hájek's
  // ratio): without it a share near one half would pay for every unit more or less.
  double weight = 0;
  double mean_y = 0;
  double mean_f = 0;
  for (const AuditedUnit& unit : logged) {
    weight += unit.weight / unit.pi;
    mean_y += unit.weight * unit.y / unit.pi;
    mean_f += unit.weight * unit.f / unit.pi;
  }
  mean_y /= weight;
  mean_f /= weight;
  double cov = 0;
  double var = 0;
  for (const AuditedUnit& unit : logged) {
    const double c = (1 - unit.pi) / (unit.pi * unit.pi) * unit.weight * unit.weight;
    cov += c * (unit.y - mean_y) * (unit.f - mean_f);
    var += c * (unit.f - mean_f) * (unit.f - mean_f);
  }
  Estimate estimate;
  estimate.audited = seen;
  estimate.total = std::max(seen, frame.size);
  estimate.raw = frame.f / frame.weight;
  estimate.lambda = var > 0 ? std::clamp(cov / var, 0.0, 1.0) : 0;
  const double residual = mean_y - estimate.lambda * mean_f;
  double variance = 0;
  for (const AuditedUnit& unit : logged) {
    const double e = unit.weight * (unit.y - estimate.lambda * unit.f - residual);
    variance += (1 - unit.pi) * e * e / (unit.pi * unit.pi);
  }
  const auto n = static_cast<double>(seen);
  estimate.share = std::clamp(estimate.lambda * estimate.raw + residual, 0.0, 1.0);
  estimate.variance = variance / (weight * weight) * n / (n - 1);
  estimate.df = n - 1;
  set_interval(estimate, sum_of_labels(logged), options.level);
  return estimate;
}

Result<Estimate> estimate_simple(int64_t hits, int64_t n, int64_t total, EstimateOptions options) {
  const int64_t needed = std::max(options.min_audited, 2);
  if (n < needed) return too_few(n, needed);
  Estimate estimate;
  estimate.audited = n;
  estimate.total = std::max(n, total);
  const auto drawn = static_cast<double>(n);
  estimate.share = static_cast<double>(hits) / drawn;
  estimate.raw = estimate.share;
  const double open = 1 - drawn / static_cast<double>(estimate.total);
  estimate.variance = open * estimate.share * (1 - estimate.share) / drawn;
  set_interval(estimate, static_cast<double>(hits), options.level);
  return estimate;
}

Difference difference(const Estimate& before, const Estimate& after) {
  Difference d;
  d.delta = after.share - before.share;
  const auto root = [](double a, double b) { return std::sqrt(a * a + b * b); };
  d.interval.low =
      d.delta - root(after.share - after.interval.low, before.interval.high - before.share);
  d.interval.high =
      d.delta + root(after.interval.high - after.share, before.share - before.interval.low);
  double se = std::sqrt(before.variance + after.variance);
  if (se <= 0) se = (d.interval.high - d.interval.low) / (2 * normal_quantile(0.975));
  d.p = se > 0 ? 2 * normal_cdf(-std::abs(d.delta) / se) : (d.delta == 0 ? 1.0 : 0.0);
  return d;
}

std::vector<bool> benjamini_hochberg(std::span<const double> p, double q) {
  std::vector<size_t> order(p.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return p[a] < p[b]; });
  std::vector<bool> stands(p.size(), false);
  for (size_t k = p.size(); k > 0; --k) {
    const double limit = q * static_cast<double>(k) / static_cast<double>(p.size());
    if (p[order[k - 1]] > limit) continue;
    for (size_t i = 0; i < k; ++i) stands[order[i]] = true;
    break;
  }
  return stands;
}

}  // namespace rasd
