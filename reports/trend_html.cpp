#include <algorithm>
#include <array>
#include <string>

#include "base/html_escape.h"
#include "records/article.h"
#include "reports/charts.h"
#include "reports/html_page.h"
#include "reports/trend_phrases.h"
#include "reports/trend_report.h"

namespace rasd {
namespace {

constexpr std::array<int, 3> kToneColours = {2, 6, 3};
constexpr std::array<int, 4> kStanceColours = {3, 2, 1, 6};
constexpr std::array<ItemKind, 4> kKinds = {ItemKind::kNews, ItemKind::kPost, ItemKind::kComment,
                                            ItemKind::kStatement};
constexpr std::array<int, 4> kKindColours = {1, 5, 4, 3};

class TrendPage : HtmlReport {
 public:
  TrendPage(const TrendReport& report, const Wording& words) : HtmlReport(words), report_(report) {}

  std::string body() {
    open("trend");
    header();
    period();
    volume();
    shares(true);
    shares(false);
    method();
    return close();
  }

 private:
  std::string standing() const {
    return "<p class=\"standing\">" + say(Phrase::kStanding) + "</p>";
  }
  const ShareRow& row_of(const TrendDay& day, bool of_tone) const {
    return of_tone ? day.tone : day.stance;
  }

  void header() {
    out_ += "<header><h1>" + say(Phrase::kTrendHead) + "</h1><p class=\"day\">" +
            say(Phrase::kPeriod,
                {{"from", words_.date(report_.from)}, {"to", words_.date(report_.to)}}) +
            "</p><p class=\"headline\">" + escape_html(trend_title(report_, words_)) + "</p>";
    const TrendChange* main = main_change(report_);
    if (report_.series_tested == 0) {
      out_ += "<p>" + say(Phrase::kNoAudit) + "</p>";
    } else {
      if (main) out_ += "<p>" + escape_html(change_interval(*main, report_, words_)) + "</p>";
      for (const TrendChange& change : report_.changes) {
        if (!change.supported || &change == main) continue;
        out_ += "<p>" + escape_html(change_sentence(change, words_)) + " (" +
                escape_html(change_interval(change, report_, words_)) + ").</p>";
      }
      const auto stood = std::count_if(report_.changes.begin(), report_.changes.end(),
                                       [](const TrendChange& change) { return change.supported; });
      out_ += "<p class=\"meta\">" +
              say(Phrase::kSeriesTested,
                  {{"k", words_.number(stood)}, {"n", words_.number(report_.series_tested)}}) +
              "</p>";
    }
    out_ += standing() + "</header>";
  }

  std::string n(int64_t value) const { return "<td class=\"n\">" + words_.number(value) + "</td>"; }

  // The whole period: what leadership reads first.
  void period() {
    out_ += "<section class=\"period\"><h2>" + say(Phrase::kPeriodHead) + "</h2>";
    out_ += "<p>" + say(Phrase::kItems, {{"n", report_.items}}) +
            words_.say(Phrase::kListSeparator) + say(Phrase::kEntries, {{"n", report_.unique}}) +
            ". " + say(Phrase::kObservationsHead) + ": " + words_.number(report_.observations) +
            " <small>" + say(Phrase::kObservationsApart) + "</small></p>";
    out_ += "<p>" + say(Phrase::kOutageDays, {{"n", int64_t{report_.outage_days}}}) + "</p>";
    if (!report_.always_out.empty()) {
      std::string names;
      for (const std::string& name : report_.always_out) {
        if (!names.empty()) names += words_.say(Phrase::kListSeparator);
        names += name;
      }
      out_ += "<p>" + say(Phrase::kAlwaysOut, {{"names", names}}) + "</p>";
    }
    open_table("<th>" + say(Phrase::kClassHead) + "</th><th>" + say(Phrase::kShare) +
               "</th><th class=\"n\">" + say(Phrase::kAudited) + "</th><th class=\"n\">" +
               say(Phrase::kTotal) + "</th><th>" + say(Phrase::kBasis) + "</th>");
    for (const bool of_tone : {true, false}) {
      const ShareRow& row = of_tone ? report_.tone : report_.stance;
      for (size_t k = 0; k < row.classes.size(); ++k) {
        out_ += std::string("<tr") + (row.measured ? "" : " class=\"unmeasured\"") +
                "><th scope=\"row\">" +
                say(of_tone ? Phrase::kToneHeadShort : Phrase::kStanceHeadShort) + ": " +
                escape_html(class_name(of_tone, k, words_)) + "</th><td class=\"keep\">" +
                escape_html(share_with_interval(row.classes[k], words_)) + "</td>" +
                n(row.n_audited) + n(row.n_total) + "<td>" + escape_html(basis_of(row, words_)) +
                "</td></tr>";
      }
    }
    close_table();
    out_ += "</section>";
  }

  std::vector<std::string> ticks() const {
    std::vector<std::string> labels;
    for (const TrendDay& day : report_.days) labels.push_back(words_.tick(day.day));
    return labels;
  }

  // Runs of days with an outage, named after their sources.
  std::vector<ChartOutage> outages() const {
    std::vector<ChartOutage> found;
    for (size_t i = 0; i < report_.days.size(); ++i) {
      if (!report_.days[i].outage) continue;
      const auto named = [&](size_t at) { return report_.days[at].outages; };
      if (!found.empty() && found.back().last + 1 == i && named(i) == named(i - 1)) {
        found.back().last = i;
        continue;
      }
      std::string label = words_.say(Phrase::kOutageLegend) + ": ";
      for (size_t k = 0; k < report_.days[i].outages.size(); ++k) {
        if (k > 0) label += words_.say(Phrase::kListSeparator);
        label += report_.days[i].outages[k];
      }
      found.push_back({i, i, label});
    }
    return found;
  }

  ChartFrame frame(const std::string& id, const std::string& title, int width, int height,
                   bool percent) const {
    ChartFrame frame;
    frame.id = id;
    frame.title = title;
    frame.description = title + ". " + words_.say(Phrase::kStanding);
    frame.note = words_.say(Phrase::kStanding);
    frame.language = words_.tag();
    frame.x_labels = ticks();
    frame.width = width;
    frame.height = height;
    frame.y_label = [this, percent](double value) {
      return percent ? words_.percent(value, 0) : words_.number(static_cast<int64_t>(value));
    };
    return frame;
  }

  void volume() {
    out_ += "<section class=\"volume\"><h2>" + say(Phrase::kVolumeHead) + "</h2><figure>";
    BarChart chart;
    chart.outages = outages();
    for (size_t k = 0; k < kKinds.size(); ++k) {
      ChartSeries series;
      series.name = words_.kind(name(kKinds[k]));
      series.colour = kKindColours[k];
      bool any = false;
      for (const TrendDay& day : report_.days) {
        const int64_t count = day.by_kind[static_cast<size_t>(kKinds[k])];
        any = any || count > 0;
        series.points.push_back({static_cast<double>(count), {}, {}});
      }
      if (any) chart.series.push_back(std::move(series));
    }
    ChartSeries unique;
    unique.name = words_.say(Phrase::kUnique);
    unique.colour = 2;
    for (const TrendDay& day : report_.days) {
      unique.points.push_back({static_cast<double>(day.unique), {}, {}});
    }
    chart.line = unique;
    std::vector<ChartSeries> key = chart.series;
    key.push_back(unique);
    out_ += chart_legend(key,
                         chart.outages.empty() ? std::string() : words_.say(Phrase::kOutageLegend));
    const std::string title = words_.say(Phrase::kVolumeHead);
    chart.frame = frame("volume", title, 720, 255, false);
    out_ += "<div class=\"wide\">" + bar_chart(chart) + "</div>";
    chart.frame = frame("volume-narrow", title, 360, 235, false);
    out_ += "<div class=\"narrow\">" + bar_chart(chart) + "</div></figure>";
    volume_table();
    out_ += "</section>";
  }

  /// The chart's figures, folded away under it.
  void open_figures(const std::string& heads) {
    out_ += "<details><summary>" + say(Phrase::kChartFigures) + "</summary>";
    open_table("<th>" + say(Phrase::kDay) + "</th>" + heads);
  }
  void close_figures() {
    close_table();
    out_ += "</details>";
  }
  void day_head(const TrendDay& day) {
    out_ += std::string("<tr") + (day.outage ? " class=\"outage\"" : "") + "><th scope=\"row\">" +
            escape_html(words_.short_date(day.day)) + "</th>";
  }

  void volume_table() {
    std::string heads = "<th class=\"n\">" + say(Phrase::kItemsHead) + "</th><th class=\"n\">" +
                        say(Phrase::kUnique) + "</th>";
    for (const ItemKind kind : kKinds) {
      heads += "<th class=\"n\">" + escape_html(words_.kind(name(kind))) + "</th>";
    }
    open_figures(heads + "<th class=\"n\">" + say(Phrase::kObservations) + "</th><th>" +
                 say(Phrase::kOutageHead) + "</th>");
    for (const TrendDay& day : report_.days) {
      day_head(day);
      out_ += n(day.items) + n(day.unique);
      for (const ItemKind kind : kKinds) out_ += n(day.by_kind[static_cast<size_t>(kind)]);
      out_ += n(day.by_kind[static_cast<size_t>(ItemKind::kObservation)]) + "<td>";
      if (day.partial) out_ += say(Phrase::kPartialDay) + " ";
      for (size_t i = 0; i < day.outages.size(); ++i) {
        if (i > 0) out_ += say(Phrase::kListSeparator);
        out_ += "<bdi>" + escape_html(day.outages[i]) + "</bdi>";
      }
      out_ += "</td></tr>";
    }
    close_figures();
  }

  ChartSeries measured_series(bool of_tone, size_t k, bool by_day) const {
    ChartSeries series;
    series.name = words_.say(Phrase::kMeasured);
    series.style = ChartStyle::kMeasured;
    series.colour = of_tone ? kToneColours[k] : kStanceColours[k];
    series.points.resize(report_.days.size());
    const auto put = [&](size_t at, const ShareRow& row) {
      const ShareFigure& figure = row.classes[k];
      if (figure.measured) {
        series.points[at] = {figure.share, figure.interval.low, figure.interval.high};
      }
    };
    for (size_t i = 0; by_day && i < report_.days.size(); ++i) {
      put(i, row_of(report_.days[i], of_tone));
    }
    for (size_t i = 0; !by_day && i < report_.weeks.size(); ++i) {
      const TrendWeek& week = report_.weeks[i];
      put((week.first + week.last) / 2, of_tone ? week.tone : week.stance);
    }
    return series;
  }

  ChartSeries raw_series(bool of_tone, size_t k) const {
    ChartSeries series;
    series.name = words_.say(Phrase::kRaw);
    series.style = ChartStyle::kRaw;
    for (const TrendDay& day : report_.days) {
      const ShareRow& row = row_of(day, of_tone);
      ChartPoint point;
      if (row.n_total > 0) point.value = row.classes[k].raw;
      series.points.push_back(point);
    }
    return series;
  }

  void shares(bool of_tone) {
    const size_t classes = of_tone ? kTones.size() : kStances.size();
    const bool by_day = draw_days(report_, of_tone);
    out_ += "<section class=\"shares\"><h2>" +
            say(of_tone ? Phrase::kToneHead : Phrase::kStanceHead) + "</h2>";
    bool any_measured = false;
    std::vector<ChartOutage> hatched = outages();
    std::string panels;
    for (size_t k = 0; k < classes; ++k) {
      LineChart chart;
      const std::string title = class_name(of_tone, k, words_);
      chart.frame = frame(std::string(of_tone ? "tone-" : "stance-") + std::to_string(k), title,
                          360, 215, true);
      chart.unit = ChartUnit::kPercent;
      chart.outages = hatched;
      chart.series.push_back(raw_series(of_tone, k));
      ChartSeries measured = measured_series(of_tone, k, by_day);
      const bool has = std::any_of(measured.points.begin(), measured.points.end(),
                                   [](const ChartPoint& point) { return point.value.has_value(); });
      any_measured = any_measured || has;
      if (has) chart.series.push_back(std::move(measured));
      panels += "<figure><figcaption>" + escape_html(title) + "</figcaption>" + line_chart(chart) +
                "</figure>";
    }
    ChartSeries measured;
    measured.name = words_.say(Phrase::kMeasured);
    measured.style = ChartStyle::kMeasured;
    ChartSeries raw;
    raw.name = words_.say(Phrase::kRaw);
    raw.style = ChartStyle::kRaw;
    std::vector<ChartSeries> key;
    if (any_measured) key.push_back(measured);
    key.push_back(raw);
    out_ += chart_legend(key, hatched.empty() ? std::string() : words_.say(Phrase::kOutageLegend));
    if (any_measured && !by_day) out_ += "<p class=\"meta\">" + say(Phrase::kWeekly) + "</p>";
    out_ += "<div class=\"panels\">" + panels + "</div>";
    if (any_measured && !by_day) week_table(of_tone, classes);
    share_table(of_tone, classes);
    out_ += "</section>";
  }

  std::string class_heads(bool of_tone, size_t classes) const {
    std::string heads;
    for (size_t k = 0; k < classes; ++k) {
      heads += "<th class=\"n\">" + escape_html(class_name(of_tone, k, words_)) + "</th>";
    }
    return heads + "<th class=\"n\">" + say(Phrase::kAudited) + "</th><th class=\"n\">" +
           say(Phrase::kTotal) + "</th><th>" + say(Phrase::kBasis) + "</th>";
  }

  void share_cells(const ShareRow& row) {
    for (const ShareFigure& figure : row.classes) {
      const std::string shown =
          row.n_total > 0 ? escape_html(share_with_interval(figure, words_)) : "–";
      out_ += std::string("<td class=\"n") + (figure.measured ? "" : " unmeasured") + "\">" +
              shown + "</td>";
    }
    out_ += n(row.n_audited) + n(row.n_total) + "<td>" + escape_html(basis_of(row, words_)) +
            "</td></tr>";
  }

  void week_table(bool of_tone, size_t classes) {
    open_table("<th>" + say(Phrase::kWeek) + "</th>" + class_heads(of_tone, classes));
    for (const TrendWeek& week : report_.weeks) {
      out_ += "<tr><th scope=\"row\">" +
              say(Phrase::kPeriod, {{"from", words_.tick(report_.days[week.first].day)},
                                    {"to", words_.tick(report_.days[week.last].day)}}) +
              "</th>";
      share_cells(of_tone ? week.tone : week.stance);
    }
    close_table();
  }

  void share_table(bool of_tone, size_t classes) {
    open_figures(class_heads(of_tone, classes));
    for (const TrendDay& day : report_.days) {
      day_head(day);
      share_cells(row_of(day, of_tone));
    }
    close_figures();
  }

  void method() {
    out_ += "<footer class=\"method\"><h2>" + say(Phrase::kMethodHead) + "</h2>";
    for (const Phrase phrase :
         {Phrase::kMethodMeasured, Phrase::kMethodRaw, Phrase::kMethodChange}) {
      out_ += "<p>" + say(phrase) + "</p>";
    }
    std::string models;
    for (const std::string& model : report_.models) {
      if (!models.empty()) models += words_.say(Phrase::kListSeparator);
      models += model;
    }
    if (!models.empty()) {
      out_ += "<p class=\"meta\">" + say(Phrase::kModels, {{"models", models}}) + "</p>";
    }
    out_ += "</footer>";
  }

  const TrendReport& report_;
};

}  // namespace

std::string trend_html_body(const TrendReport& report, const Wording& words) {
  return TrendPage(report, words).body();
}

std::string trend_html(const TrendReport& report, const Wording& words) {
  const std::string title = words.say(Phrase::kTrendHead) + " – " + words.short_date(report.from) +
                            " – " + words.short_date(report.to);
  return html_page(title, words, trend_html_body(report, words));
}

}  // namespace rasd
