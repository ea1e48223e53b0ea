#include "reports/trend_report.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "records/article.h"
#include "reports/source_health.h"
#include "store/audit.h"
#include "store/series.h"

namespace rasd {
namespace {

constexpr int kMaxDays = 400;
constexpr double kLeastCovered = 0.8;  // of the items, by the frames of the samples
constexpr size_t kMinDaysForWeeks = 14;
constexpr size_t kMinDaysForChange = 4;

// One audit sample with the labels it has so far.
struct Sample {
  DrawnDesign drawn;
  std::vector<AuditUnit> units;
};

// Tone and stance are read the same way; this says which numbers are meant.
struct Question {
  size_t classes;
  std::string_view (*code)(size_t k);
  std::string Labels::*label;
  float (*probability)(const AuditUnit& unit, size_t k);
  double (*stratum_mass)(const AuditStratum& stratum, size_t k);
  double (*point_mass)(const SeriesPoint& point, size_t k);
  uint64_t (*point_count)(const SeriesPoint& point, size_t k);
};

const Question kToneQuestion = {
    kTones.size(),
    [](size_t k) { return kTones[k]; },
    &Labels::tone,
    [](const AuditUnit& unit, size_t k) { return unit.tone_p[k]; },
    [](const AuditStratum& stratum, size_t k) { return stratum.tone_mass[k]; },
    [](const SeriesPoint& point, size_t k) { return point.tone_mass[k]; },
    [](const SeriesPoint& point, size_t k) { return point.by_tone[k]; }};
const Question kStanceQuestion = {
    kStances.size(),
    [](size_t k) { return kStances[k]; },
    &Labels::stance,
    [](const AuditUnit& unit, size_t k) { return unit.stance_p[k]; },
    [](const AuditStratum& stratum, size_t k) { return stratum.stance_mass[k]; },
    [](const SeriesPoint& point, size_t k) { return point.stance_mass[k]; },
    [](const SeriesPoint& point, size_t k) { return point.by_stance[k]; }};

bool overlap(const Window& a, const Window& b) { return a.from < b.to && b.from < a.to; }
bool holds(const Window& outer, const Window& inner) {
  return outer.from <= inner.from && inner.to <= outer.to;
}

// The share of an item's coders that gave the class; nothing when nobody judged it. Items judged
// irrelevant are left out: the share is among the relevant ones.
std::optional<double> label_of(const AuditUnit& unit, const Question& question, size_t k) {
  double given = 0;
  double coders = 0;
  for (const Labels& labels : unit.labels) {
    const std::string& label = labels.*question.label;
    if (label.empty() || !labels.relevant) continue;
    coders += 1;
    given += label == question.code(k) ? 1 : 0;
  }
  if (coders <= 0) return std::nullopt;
  return given / coders;
}

// Overlapping samples would count an item's chance twice: the better filled one stands.
std::vector<Sample> choose_samples(std::vector<Sample> all) {
  std::stable_sort(all.begin(), all.end(), [](const Sample& a, const Sample& b) {
    return a.drawn.tagged > b.drawn.tagged;
  });
  std::vector<Sample> chosen;
  for (Sample& sample : all) {
    if (sample.drawn.tagged == 0) continue;
    const bool clash = std::any_of(chosen.begin(), chosen.end(), [&](const Sample& other) {
      return overlap(other.drawn.design.period, sample.drawn.design.period);
    });
    if (!clash) chosen.push_back(std::move(sample));
  }
  return chosen;
}

class Maker {
 public:
  Maker(StoreReader& store, const TimeZone& zone, const TrendOptions& options)
      : store_(store), zone_(zone), options_(options) {}

  Result<TrendReport> make(Day from, Day to) {
    const StoreReader::Snapshot snapshot(store_);
    report_.from = from;
    report_.to = to;
    report_.made = options_.now;
    for (const auto step : {&Maker::read_days, &Maker::read_outages, &Maker::read_samples}) {
      if (const Result<void> done = (this->*step)(); !done) return fail(done.error());
    }
    shares();
    changes();
    return std::move(report_);
  }

 private:
  Result<void> read_days() {
    const int length = days_between(report_.from, report_.to) + 1;
    for (int i = 0; i < length; ++i) {
      TrendDay day;
      day.day = add_days(report_.from, i);
      Window window{zone_.start_of(day.day), zone_.start_of(add_days(day.day, 1))};
      day.partial = options_.now < window.to;
      if (day.partial && options_.now > window.from) window.to = options_.now;
      windows_.push_back(window);
      report_.days.push_back(std::move(day));
    }
    ItemFilter filter;
    filter.kinds = {ItemKind::kNews, ItemKind::kPost, ItemKind::kComment, ItemKind::kStatement};
    auto series = read_series(store_, windows_, filter);
    if (!series) return fail(series.error());
    series_ = std::move(*series);
    filter.kinds = {ItemKind::kObservation};
    const auto observed = read_series(store_, windows_, filter);
    if (!observed) return fail(observed.error());

    std::set<std::string> models;
    for (size_t i = 0; i < series_.size(); ++i) {
      TrendDay& day = report_.days[i];
      const SeriesPoint& point = series_[i];
      day.items = static_cast<int64_t>(point.items);
      day.unique = static_cast<int64_t>(point.groups);
      for (size_t k = 0; k < day.by_kind.size(); ++k) {
        day.by_kind[k] = static_cast<int64_t>(point.by_kind[k]);
      }
      const auto observations = static_cast<int64_t>((*observed)[i].items);
      day.by_kind[static_cast<size_t>(ItemKind::kObservation)] = observations;
      report_.items += day.items;
      report_.observations += observations;
      models.insert(point.models.begin(), point.models.end());
    }
    filter.kinds = {ItemKind::kNews, ItemKind::kPost, ItemKind::kComment, ItemKind::kStatement};
    filter.window = {windows_.front().from, windows_.back().to};
    const auto count = count_items(store_, filter);
    if (!count) return fail(count.error());
    report_.unique = static_cast<int64_t>(count->groups);
    report_.models.assign(models.begin(), models.end());
    return {};
  }

  Result<void> read_outages() {
    const auto sources = read_source_series(store_, windows_);
    if (!sources) return fail(sources.error());
    for (const SourceSeries& source : *sources) {
      const auto pauses = PauseJudge::open(store_, zone_, source.source_id,
                                           {windows_.front().from, windows_.back().to});
      if (!pauses) return fail(pauses.error());
      std::vector<size_t> out;
      for (size_t i = 0; i < windows_.size(); ++i) {
        if (source.items[i] > 0) continue;
        const bool silent = !source.replayed && pauses->is_silent(windows_[i]);
        if (silent || source.failures[i] > 0) out.push_back(i);
      }
      if (out.empty()) continue;
      const bool heard = std::any_of(source.items.begin(), source.items.end(),
                                     [](uint32_t items) { return items > 0; });
      const std::string& name = source.source_name.empty() ? source.source_id : source.source_name;
      if (!heard) report_.always_out.push_back(name);
      if (!heard) continue;
      for (const size_t i : out) {
        report_.days[i].outage = true;
        report_.days[i].outages.push_back(name);
      }
    }
    report_.outage_days = static_cast<int>(std::count_if(
        report_.days.begin(), report_.days.end(), [](const TrendDay& day) { return day.outage; }));
    return {};
  }

  Result<void> read_samples() {
    const auto designs = list_designs(store_, {windows_.front().from, windows_.back().to});
    if (!designs) return fail(designs.error());
    std::vector<Sample> all;
    for (const DrawnDesign& drawn : *designs) {
      auto units = read_audit(store_, drawn.design.id);
      if (!units) return fail(units.error());
      all.push_back({drawn, std::move(*units)});
    }
    samples_ = choose_samples(std::move(all));
    return {};
  }

  // Samples wholly inside the days: their strata add up to a stratified sample of the days.
  Result<Estimate> stratified(const std::vector<const Sample*>& samples, const Question& question,
                              size_t k, int least) const {
    std::vector<StratumTotal> strata;
    std::vector<AuditedUnit> audited;
    for (const Sample* sample : samples) {
      const std::string prefix = sample->drawn.design.id + "/";
      for (const AuditStratum& stratum : sample->drawn.strata) {
        strata.push_back({prefix + stratum.name, static_cast<int64_t>(stratum.size),
                          static_cast<double>(stratum.size), question.stratum_mass(stratum, k)});
      }
      for (const AuditUnit& unit : sample->units) {
        const std::optional<double> y = label_of(unit, question, k);
        if (!y) continue;
        audited.push_back({prefix + unit.stratum,
                           static_cast<double>(question.probability(unit, k)), 1, *y,
                           unit.probability});
      }
    }
    EstimateOptions options;
    options.min_audited = least;
    return estimate_stratified(strata, audited, options);
  }

  // A part of a larger sample: each unit by its logged probability. Labels come in random order,
  // so of a stratum half tagged every unit's chance is halved.
  Result<Estimate> part_of(const std::vector<const Sample*>& samples, const Window& window,
                           const StratumTotal& frame, const Question& question, size_t k,
                           int least) const {
    std::vector<AuditedUnit> audited;
    for (const Sample* sample : samples) {
      std::map<std::string, std::pair<double, double>> done;  // stratum: labelled, drawn
      for (const AuditUnit& unit : sample->units) {
        auto& [labelled, drawn] = done[unit.stratum];
        labelled += label_of(unit, question, k) ? 1 : 0;
        drawn += 1;
      }
      for (const AuditUnit& unit : sample->units) {
        const std::optional<double> y = label_of(unit, question, k);
        if (!y || unit.at < window.from || unit.at >= window.to) continue;
        const auto& [labelled, drawn] = done[unit.stratum];
        audited.push_back({unit.stratum, static_cast<double>(question.probability(unit, k)), 1, *y,
                           unit.probability * labelled / drawn});
      }
    }
    EstimateOptions options;
    options.min_audited = least;
    return estimate_streaming(frame, audited, options);
  }

  struct Measured {
    ShareRow row;
    std::vector<std::optional<Estimate>> estimates;
  };

  Measured measure(size_t first, size_t last, const Question& question, int least) const {
    const Window window{windows_[first].from, windows_[last].to};
    const Window whole{window.from, zone_.start_of(add_days(report_.days[last].day, 1))};
    Measured measured;
    ShareRow& row = measured.row;
    row.minimum = least;
    std::vector<const Sample*> touching;
    bool inside = true;
    for (const Sample& sample : samples_) {
      if (!overlap(sample.drawn.design.period, window)) continue;
      touching.push_back(&sample);
      inside = inside && holds(whole, sample.drawn.design.period);
    }
    // What the samples can speak for: the days that lie in one of them.
    int64_t covered = 0;
    for (size_t i = first; i <= last; ++i) {
      row.n_total += static_cast<int64_t>(series_[i].items);
      const bool in = std::any_of(touching.begin(), touching.end(), [&](const Sample* sample) {
        const Window& period = sample->drawn.design.period;
        return sample->drawn.design.kinds.empty() && holds(period, windows_[i]);
      });
      if (in) covered += static_cast<int64_t>(series_[i].items);
    }
    row.n_covered = covered;
    for (const Sample* sample : touching) {
      for (const AuditUnit& unit : sample->units) {
        if (unit.at < window.from || unit.at >= window.to) continue;
        if (label_of(unit, question, 0)) ++row.n_audited;
      }
    }
    const bool enough =
        row.n_total > 0 && row.n_audited >= least &&
        static_cast<double>(covered) >= kLeastCovered * static_cast<double>(row.n_total);
    for (size_t k = 0; k < question.classes; ++k) {
      ShareFigure figure;
      double mass = 0;
      for (size_t i = first; i <= last; ++i) {
        mass += question.point_mass(series_[i], k);
        figure.raw += static_cast<double>(question.point_count(series_[i], k));
      }
      if (row.n_total > 0) figure.raw /= static_cast<double>(row.n_total);
      std::optional<Estimate> kept;
      if (enough) {
        const StratumTotal frame{"", row.n_total, static_cast<double>(row.n_total), mass};
        const Result<Estimate> estimate =
            inside ? stratified(touching, question, k, least)
                   : part_of(touching, window, frame, question, k, least);
        if (estimate) {
          figure.measured = true;
          figure.share = estimate->share;
          figure.interval = estimate->interval;
          kept = *estimate;
          row.measured = true;
        }
      }
      row.classes.push_back(figure);
      measured.estimates.push_back(std::move(kept));
    }
    return measured;
  }

  void shares() {
    const size_t count = report_.days.size();
    for (size_t i = 0; i < count; ++i) {
      TrendDay& day = report_.days[i];
      day.tone = measure(i, i, kToneQuestion, options_.min_audited_day).row;
      day.stance = measure(i, i, kStanceQuestion, options_.min_audited_day).row;
    }
    for (size_t i = 0; count >= kMinDaysForWeeks && i < count; i += 7) {
      TrendWeek week;
      week.first = i;
      week.last = std::min(i + 6, count - 1);
      week.tone = measure(week.first, week.last, kToneQuestion, options_.min_audited_period).row;
      week.stance =
          measure(week.first, week.last, kStanceQuestion, options_.min_audited_period).row;
      report_.weeks.push_back(std::move(week));
    }
    report_.tone = measure(0, count - 1, kToneQuestion, options_.min_audited_period).row;
    report_.stance = measure(0, count - 1, kStanceQuestion, options_.min_audited_period).row;
  }

  void changes() {
    const size_t count = report_.days.size();
    const size_t half = count / 2;
    report_.split = report_.days[half].day;
    if (count < kMinDaysForChange) return;
    const auto test = [&](const Question& question, bool of_tone,
                          std::initializer_list<size_t> classes) {
      const Measured before = measure(0, half - 1, question, options_.min_audited_period);
      const Measured after = measure(half, count - 1, question, options_.min_audited_period);
      for (const size_t k : classes) {
        if (!before.estimates[k] || !after.estimates[k]) continue;
        TrendChange change;
        change.of_tone = of_tone;
        change.index = k;
        change.before = *before.estimates[k];
        change.after = *after.estimates[k];
        change.difference = difference(change.before, change.after);
        report_.changes.push_back(std::move(change));
      }
    };
    // The rest of each question follows from these.
    test(kToneQuestion, true, {0, 2});
    test(kStanceQuestion, false, {0, 1});
    report_.series_tested = static_cast<int>(report_.changes.size());
    std::vector<double> p;
    for (const TrendChange& change : report_.changes) p.push_back(change.difference.p);
    const std::vector<bool> stands = benjamini_hochberg(p);
    for (size_t i = 0; i < stands.size(); ++i) {
      const Interval& interval = report_.changes[i].difference.interval;
      // Off zero as it is printed, to a tenth of a point: "+0.0 to +10.2" would support nothing.
      constexpr double kPrinted = 0.0005;
      report_.changes[i].supported =
          stands[i] && (interval.low >= kPrinted || interval.high <= -kPrinted);
    }
  }

  StoreReader& store_;
  const TimeZone& zone_;
  const TrendOptions& options_;
  TrendReport report_;
  std::vector<Window> windows_;
  std::vector<SeriesPoint> series_;
  std::vector<Sample> samples_;
};

}  // namespace

Result<TrendReport> make_trend_report(StoreReader& store, const TimeZone& zone, Day from, Day to,
                                      TrendOptions options) {
  // Days that have not come are no silence.
  const Day today = zone.day_of(options.now);
  if (options.now > Instant{} && days_between(today, to) > 0) to = today;
  const int days = days_between(from, to) + 1;
  if (days < 1) {
    return fail(ErrorKind::kUsage, "the period is empty: it starts on " + to_string(from) +
                                       " and ends on " + to_string(to));
  }
  if (days > kMaxDays) {
    return fail(ErrorKind::kUsage, "the period has " + std::to_string(days) + " days; at most " +
                                       std::to_string(kMaxDays));
  }
  return Maker(store, zone, options).make(from, to);
}

}  // namespace rasd
